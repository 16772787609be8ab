// SPDX-License-Identifier: Apache-2.0
#include "core/care/vaccines/chart_vaccines.h"

#include <algorithm>

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const InfluenzaPack& flu() {
  static const InfluenzaPack pack = must_load(load_influenza_pack(clinical_file("influenza.json")));
  return pack;
}
const PneumococcalPack& pneumo() {
  static const PneumococcalPack pack = must_load(load_pneumococcal_pack(clinical_file("pneumococcal-adult.json")));
  return pack;
}

Zone new_york() { return Zone::find("America/New_York").value(); }
Instant on(Date day, int hour = 9) { return new_york().to_instant(day, hour * 60); }
const Instant kNow = on({2025, 11, 10}, 10);

Fact dose(std::string_view cvx, Date day) {
  json::Value value;
  value.set("cvx", cvx);
  return {"immunization", value, on(day), "Immunization/" + std::string(cvx)};
}
Fact problems() { return {"problem-list", true, on({2025, 11, 1}), "Condition/1"}; }
Fact condition(std::string_view text) { return {"condition", text, on({2025, 11, 1}), "Condition/1"}; }
VaccineForm form(std::string_view vaccine, int hour, std::vector<std::string> stated = {}, bool declined = false) {
  return {on({2025, 11, 10}, hour), std::string(vaccine), std::move(stated), {}, declined};
}

VaccineStatus status(std::string_view vaccine, Date born, const std::vector<Fact>& facts,
    const std::vector<VaccineForm>& forms = {}) {
  const auto all = screen_chart_vaccines(flu(), pneumo(), {born, facts, forms}, new_york(), kNow);
  const auto found = std::ranges::find(all, vaccine, &ChartVaccine::vaccine);
  REQUIRE(found != all.end());
  return found->answer.status;
}

TEST_CASE("Doses that the hospital recorded are counted and not asked for") {
  CHECK(status("influenza", {1960, 1, 2}, {}) == VaccineStatus::Offer);
  CHECK(status("influenza", {1960, 1, 2}, {dose("140", {2025, 10, 2})}) == VaccineStatus::UpToDate);
  CHECK(status("pneumococcal", {1960, 1, 2}, {dose("216", {2022, 5, 1})}) == VaccineStatus::UpToDate);
  CHECK(status("pneumococcal", {1960, 1, 2}, {dose("140", {2025, 10, 2})}) == VaccineStatus::Offer);
}

TEST_CASE("A dose without a day counts as given some time, not as one of this season") {
  Fact undated = dose("216", {2022, 5, 1});
  undated.at = {};
  CHECK(status("pneumococcal", {1985, 1, 2}, {undated}) == VaccineStatus::UpToDate);
  undated = dose("140", {2025, 10, 2});
  undated.at = {};
  CHECK(status("influenza", {1985, 1, 2}, {undated}) == VaccineStatus::Offer);
}

TEST_CASE("The form vaccine-screen is read as it was answered; no other form, and none that is not finished") {
  auto response = json::parse(R"({"resourceType":"QuestionnaireResponse","id":"1","status":"completed",
    "questionnaire":"urn:wardlight:questionnaire:vaccine-screen|1.0.0","authored":"2025-11-10T09:00:00-05:00","item":[
    {"linkId":"VAC-1","answer":[{"valueCoding":{"code":"pneumococcal"}}]},
    {"linkId":"VAC-2","answer":[{"valueCoding":{"code":"acute-illness"}},{"valueCoding":{"code":"egg-allergy"}}]},
    {"linkId":"VAC-3","answer":[{"valueCoding":{"code":"none"}}]},
    {"linkId":"VAC-4","answer":[{"valueCoding":{"code":"declines"}}]}]})").value();
  const auto read = read_vaccine_form(response);
  REQUIRE(read);
  CHECK(read->vaccine == "pneumococcal");
  CHECK(read->stated == std::vector<std::string>{"acute-illness", "egg-allergy"});
  CHECK(read->risk == std::vector<std::string>());
  CHECK(read->declined);
  CHECK(read->at == on({2025, 11, 10}, 9));
  response.set("status", "in-progress");
  CHECK_FALSE(read_vaccine_form(response));
  response.set("status", "completed");
  response.set("questionnaire", "urn:wardlight:questionnaire:teach-back|1.0.0");
  CHECK_FALSE(read_vaccine_form(response));
}

TEST_CASE("A recorded condition is a risk, an empty problem list is none, and no list at all asks") {
  const Date young{1985, 1, 2};
  CHECK(status("pneumococcal", young, {problems(), condition("Type 2 diabetes mellitus without complications")}) ==
      VaccineStatus::Offer);
  CHECK(status("pneumococcal", young, {problems(), condition("Fracture of left hip")}) == VaccineStatus::NotIndicated);
  CHECK(status("pneumococcal", young, {}) == VaccineStatus::Defer);
}

TEST_CASE("What the nurse asked is added: risk, reasons against, and a refusal; the newest form of that vaccine holds") {
  const Date young{1985, 1, 2};
  VaccineForm asked = form("pneumococcal", 9);
  asked.risk = std::vector<std::string>{"smoking"};
  CHECK(status("pneumococcal", young, {}, {asked}) == VaccineStatus::Offer);
  asked.risk = std::vector<std::string>();
  CHECK(status("pneumococcal", young, {}, {asked}) == VaccineStatus::NotIndicated);
  asked.risk.reset();
  CHECK(status("pneumococcal", young, {}, {asked}) == VaccineStatus::Defer);
  const VaccineForm ill = form("influenza", 7, {"acute-illness"});
  const VaccineForm declined = form("influenza", 8, {}, true);
  CHECK(status("influenza", young, {}, {ill}) == VaccineStatus::Defer);
  CHECK(status("influenza", young, {}, {declined, ill}) == VaccineStatus::Declined);
  CHECK(status("influenza", young, {}, {ill, form("influenza", 11, {}, true)}) == VaccineStatus::Defer);
  CHECK(status("influenza", young, {}, {asked}) == VaccineStatus::Offer);
}

TEST_CASE("Who is under a pack's age, or whose pack is switched off, is not screened") {
  CHECK(screen_chart_vaccines(flu(), pneumo(), {{2015, 1, 2}, {}, {}}, new_york(), kNow).size() == 1);
  InfluenzaPack off = flu();
  off.enabled = false;
  CHECK(screen_chart_vaccines(off, pneumo(), {{1960, 1, 2}, {}, {}}, new_york(), kNow).size() == 1);
}

TEST_CASE("The prompts get the status as a fact of the local day, with the pack it came from") {
  const auto facts = vaccine_facts(screen_chart_vaccines(flu(), pneumo(), {{1960, 1, 2}, {}, {}}, new_york(), kNow), new_york(),
      kNow);
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].kind == "vaccine-influenza");
  CHECK(facts[0].value == json::Value("offer"));
  CHECK(facts[0].at == on({2025, 11, 10}, 0));
  CHECK(facts[0].source == "influenza-2025-26@1.0.0");
  CHECK(facts[1].kind == "vaccine-pneumococcal");
}

TEST_CASE("Every risk of the pneumococcal pack has words that find it in a recorded condition") {
  for (const RiskCondition& risk : pneumo().risks) {
    INFO(risk.code);
    REQUIRE_FALSE(risk.words.empty());
    const auto patient = vaccine_patient(pneumo(), kPneumococcal,
        {{1985, 1, 2}, {problems(), condition(risk.words.front())}, {}}, new_york(), kNow);
    REQUIRE(patient.risk);
    CHECK(std::ranges::find(*patient.risk, risk.code) != patient.risk->end());
  }
}

}  // namespace
}  // namespace wardlight::care
