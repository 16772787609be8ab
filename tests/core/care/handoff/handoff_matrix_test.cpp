// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/care/facts/fact_rules.h"
#include "core/care/handoff/handoff_prefill.h"
#include "tests/core/care/care_files.h"

// clinical.md 5.3 row by row: from what the hospital or the ward recorded to the line that is read out.
namespace wardlight::care {
namespace {

const HandoffPack& handoff_pack() {
  static const HandoffPack pack = must_load(load_handoff_pack(clinical_file("handoff.json")));
  return pack;
}

const FactRules& rules() {
  static const FactRules loaded =
      must_load(load_fact_rules([](const std::string& name) -> Expected<std::string> { return clinical_file(name); }));
  return loaded;
}

Instant now() { return must_load(parse_time("2025-06-10T12:00:00-04:00")).instant; }

std::string form(const std::string& name, const std::string& items) {
  return R"({"resourceType":"QuestionnaireResponse","id":"q","status":"completed","authored":"2025-06-10T09:00:00-04:00",)"
         R"("questionnaire":"urn:wardlight:questionnaire:)" + name + R"(|1.0.0","item":[)" + items + "]}";
}
std::string coded(const std::string& link_id, const std::string& code) {
  return R"({"linkId":")" + link_id + R"(","answer":[{"valueCoding":{"code":")" + code + R"("}}]})";
}

struct MatrixRow {
  const char* matrix;    // the words of clinical.md
  const char* row;       // of the pack
  std::string resource;  // that fills it; empty: `given` is the fact, which an instrument or a device gives
  Fact given;
  const char* shows;     // the value as JSON
};

Fact given(std::string kind, json::Value value) {
  return {std::move(kind), std::move(value), now() - hours(1), "QuestionnaireResponse/x"};
}

json::Value device() { return json::Value().set("id", "d1"); }

std::vector<MatrixRow> matrix() {
  const std::string encounter =
      R"({"resourceType":"Encounter","id":"e","status":"in-progress","period":{"start":"2025-06-09T08:00:00-04:00"},)"
      R"("participant":[{"type":[{"coding":[{"code":"ATND"}]}],"individual":{"display":"Dr. Ada Lin"}},)"
      R"({"type":[{"coding":[{"code":"PPRF"}]}],"individual":{"display":"Dr. Omar Diaz"}},)"
      R"({"type":[{"coding":[{"code":"ATND"}]}],"period":{"end":"2025-06-09T20:00:00-04:00"},"individual":{"display":"Dr. Gone"}}]})";
  const std::string observation = R"({"resourceType":"Observation","id":"o","effectiveDateTime":"2025-06-10T10:00:00-04:00",)";
  return {
      {"allergies",
       "allergies",
       R"({"resourceType":"AllergyIntolerance","id":"a","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"Penicillin"},"recordedDate":"2025-06-09"})",
       {},
       R"("Penicillin")"},
      {"code status",
       "code-status",
       R"({"resourceType":"Flag","id":"f","status":"active","category":[{"coding":[{"code":"code-status"}]}],"code":{"text":"DNR"},"period":{"start":"2025-06-09T08:00:00-04:00"}})",
       {},
       R"("dnr")"},
      {"isolation", "isolation", "", given("isolation", "contact"), R"("contact")"},
      {"diagnosis",
       "diagnosis",
       R"({"resourceType":"Condition","id":"c","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"Pneumonia"},"recordedDate":"2025-06-09"})",
       {},
       R"("Pneumonia")"},
      {"provider, attending", "provider", encounter, {}, R"("Dr. Ada Lin")"},
      {"provider, covering", "provider-covering", encounter, {}, R"("Dr. Omar Diaz")"},
      {"diet/NPO", "diet", "", given("diet", "npo"), R"("npo")"},
      {"activity/mobility", "mobility", "", given("mobility-level", "one-person"), R"("one-person")"},
      {"lift aid", "lift-aid", "", given("lift-aid", "floor-lift"), R"("floor-lift")"},
      {"Morse", "morse", "", given("morse-band", "high"), R"("high")"},
      {"active interventions",
       "fall-measures",
       form("fall-plan", R"({"linkId":"FPL-1","item":[)" + coded("FPL-2", "iv") + "," + coded("FPL-3", "pole-help") +
                             R"(]},{"linkId":"FPL-1","item":[)" + coded("FPL-2", "gait-weak") + "," +
                             coded("FPL-3", "one-person") + "]}"),
       {},
       R"({"measures":["pole-help","one-person"]})"},
      {"Braden", "braden", "", given("braden-band", "mild"), R"("mild")"},
      {"last skin check", "skin", "", given("skin-check", "Ana"), R"("Ana")"},
      {"devices with device day N: urinary", "urinary", "", given("device-urinary", device()), R"({"id":"d1"})"},
      {"devices: central line", "central-line", "", given("device-central-line", device()), R"({"id":"d1"})"},
      {"devices: peripheral line", "iv", "", given("device-iv", device()), R"({"id":"d1"})"},
      {"devices: drain", "other-devices", "", given("device-drain", device()), R"({"id":"d1"})"},
      {"last vitals",
       "temperature",
       observation +
           R"("status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8310-5"}]},"valueQuantity":{"value":37.1,"code":"Cel"}})",
       {},
       "37.1"},
      {"last vitals: heart rate", "heart-rate", "", given("heart-rate", 88), "88"},
      {"last vitals: breaths", "respiratory-rate", "", given("respiratory-rate", 18), "18"},
      {"last vitals: pressure", "systolic", "", given("systolic", 121), "121"},
      {"pain", "pain", form("hourly-round", coded("RND-02", "4")), {}, "4"},
      {"last round", "round", form("hourly-round", coded("RND-01", "yes")), {}, R"("full")"},
      {"pending tests: a specimen without result",
       "pending-tests",
       observation + R"("status":"registered","code":{"text":"Blood culture"}})",
       {},
       R"("Blood culture")"},
      {"pending tests: an order",
       "pending-tests",
       R"({"resourceType":"ServiceRequest","id":"s","status":"active","intent":"order","category":[{"coding":[{"code":"363679005"}]}],"code":{"text":"CT of the chest"},"authoredOn":"2025-06-10T08:00:00-04:00"})",
       {},
       R"("CT of the chest")"},
      {"immunisation status: influenza", "immunisation", "", given("vaccine-influenza", "declined"), R"("declined")"},
      {"immunisation status: pneumococcal", "immunisation-pneumococcal", "", given("vaccine-pneumococcal", "defer"),
       R"("defer")"},
      {"open WAVE concerns", "questions", "", given("question-asked", device()), R"({"id":"d1"})"},
      {"RRT calls", "rrt", "", given("rrt-call", "came"), R"("came")"},
      {"falls this stay", "fall", "", given("fell-this-stay", true), "true"},
      {"unmet teach-back topics", "teach-back", "", given("teach-back-unmet", "falls"), R"("falls")"},
      {"discharge target", "discharge", "", given("discharge-planned", "2025-06-12T10:00:00-04:00"),
       R"("2025-06-12T10:00:00-04:00")"},
  };
}

const PrefillLine* line_of(const std::vector<PrefillLine>& lines, std::string_view id) {
  const auto found = std::ranges::find_if(lines, [&](const PrefillLine& one) { return one.rule->id == id; });
  return found == lines.end() ? nullptr : &*found;
}

std::vector<Fact> facts_of(const MatrixRow& row) {
  if (row.resource.empty()) return {row.given};
  return must_load(read_facts(rules(), must_load(json::parse(row.resource))));
}

TEST_CASE("5.3: every row of the matrix is filled from what was recorded, and is empty before") {
  for (const MatrixRow& row : matrix()) {
    INFO(row.matrix);
    const auto before = prefill_handoff(handoff_pack(), {}, now(), {});
    const PrefillLine* empty = line_of(before, row.row);
    REQUIRE(empty != nullptr);
    CHECK(empty->freshness == Freshness::NotRecorded);
    const auto lines = prefill_handoff(handoff_pack(), facts_of(row), now(), {});
    const PrefillLine* filled = line_of(lines, row.row);
    REQUIRE(filled->fact);
    CHECK(json::write(filled->fact->value) == row.shows);
    CHECK(filled->fact->at <= now());
  }
}

TEST_CASE("5.3: the matrix names each row of the pack but those of the shift before and of a family's call") {
  const auto rows = matrix();
  constexpr std::array beside{"stratify", "last-goal", "family-call", "pressure-injury"};
  for (const KnownRowRule& rule : handoff_pack().prefill) {
    INFO(rule.id);
    const bool named = std::ranges::any_of(rows, [&](const MatrixRow& row) { return row.row == rule.id; });
    CHECK((named || std::ranges::find(beside, rule.id) != beside.end()));
  }
}

TEST_CASE("5.3: several allergies and several results to come all stand in their line, each once") {
  const std::vector<Fact> facts{given("allergy", "Penicillin"), given("allergy", "Latex"), given("allergy", "Latex"),
                                given("test-pending", "Blood culture"), given("test-pending", "CT of the chest")};
  const auto lines = prefill_handoff(handoff_pack(), facts, now(), {});
  CHECK(line_of(lines, "allergies")->fact->value.items().size() == 2);
  CHECK(line_of(lines, "pending-tests")->fact->value.items().size() == 2);
}

TEST_CASE("5.3: a result that came is not to come any more") {
  const auto read = [](const char* status, const char* value) {
    const std::string text =
        R"({"resourceType":"Observation","id":"o","status":")" + std::string(status) +
        R"(","effectiveDateTime":"2025-06-10T10:00:00-04:00","code":{"text":"Lactate","coding":[{"system":"http://loinc.org","code":"2524-7"}]})" +
        value + "}";
    return must_load(read_facts(rules(), must_load(json::parse(text))));
  };
  const auto waits = read("registered", "");
  REQUIRE(waits.size() == 1);
  CHECK(waits.front().kind == "test-pending");
  for (const Fact& fact : read("final", R"(,"valueQuantity":{"value":1.8,"code":"mmol/L"})")) CHECK(fact.kind != "test-pending");
}

}  // namespace
}  // namespace wardlight::care
