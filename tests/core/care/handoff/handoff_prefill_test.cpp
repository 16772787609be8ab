// SPDX-License-Identifier: Apache-2.0
#include "core/care/handoff/handoff_prefill.h"

#include <algorithm>

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const HandoffPack& handoff_pack() {
  static const HandoffPack pack = must_load(load_handoff_pack(clinical_file("handoff.json")));
  return pack;
}

constexpr Instant kNow{1'749'553'200'000};

Fact fact(std::string kind, json::Value value, Duration age) {
  return {std::move(kind), std::move(value), kNow - age, "Observation/1"};
}

const PrefillLine& line(const std::vector<PrefillLine>& lines, std::string_view id) {
  return *std::ranges::find_if(lines, [&](const PrefillLine& one) { return one.rule->id == id; });
}

TEST_CASE("5.3: what the record knows is shown with its age, what it does not is said to be not recorded") {
  const auto lines = prefill_handoff(handoff_pack(), {fact("morse-band", "high", hours(3))}, kNow, {});
  CHECK(lines.size() == handoff_pack().prefill.size());
  CHECK(line(lines, "morse").freshness == Freshness::Fresh);
  CHECK(line(lines, "morse").age_minutes == 180);
  CHECK(line(lines, "code-status").freshness == Freshness::NotRecorded);
}

TEST_CASE("5.3: a value older than its own cadence is stale") {
  auto lines = prefill_handoff(handoff_pack(), {fact("morse-band", "high", hours(12))}, kNow, {});
  CHECK(line(lines, "morse").freshness == Freshness::Fresh);
  lines = prefill_handoff(handoff_pack(), {fact("morse-band", "high", hours(12) + minutes(1))}, kNow, {});
  CHECK(line(lines, "morse").freshness == Freshness::Stale);
  lines = prefill_handoff(handoff_pack(), {fact("code-status", "full", hours(2000))}, kNow, {});
  CHECK(line(lines, "code-status").freshness == Freshness::Fresh);
}

TEST_CASE("5.3: the cadence is the pack's") {
  const auto pack = must_load(load_handoff_pack(changed_rule("handoff.json", "\"cadenceMin\": 720", "\"cadenceMin\": 60",
                                                             R"({"id":"x","events":[],"expect":{"answers":[]}})")));
  const auto lines = prefill_handoff(pack, {fact("mobility-level", "one-person", hours(2))}, kNow, {});
  CHECK(line(lines, "mobility").freshness == Freshness::Stale);
}

TEST_CASE("What changed since the last handoff comes first, the rest keeps its order") {
  const auto lines = prefill_handoff(handoff_pack(), {fact("pain-score", 6, hours(1)), fact("code-status", "full", hours(30))},
      kNow,
                                     kNow - hours(12));
  CHECK(lines.front().rule->id == "pain");
  CHECK(lines.front().changed);
  CHECK_FALSE(line(lines, "code-status").changed);
  std::vector<std::string> rest;
  for (std::size_t i = 1; i < lines.size(); ++i) rest.push_back(lines[i].rule->id);
  std::vector<std::string> order;
  for (const KnownRowRule& rule : handoff_pack().prefill)
    if (rule.id != "pain") order.push_back(rule.id);
  CHECK(rest == order);
}

TEST_CASE("The newest of a line's kinds is shown, and nothing from the future") {
  const auto lines = prefill_handoff(
      handoff_pack(),
      {fact("fall", "earlier", hours(5)), fact("fell-this-stay", "later", hours(1)), fact("pain-score", 3, minutes(-5))}, kNow,
      {});
  CHECK(line(lines, "fall").fact->value == json::Value("later"));
  CHECK(line(lines, "pain").freshness == Freshness::NotRecorded);
}

TEST_CASE("How the patient moves and the lift aid are two lines, each with its own age") {
  const auto lines = prefill_handoff(
      handoff_pack(), {fact("mobility-level", "two-person", hours(13)), fact("lift-aid", "floor-lift", hours(1))}, kNow, {});
  CHECK(line(lines, "mobility").fact->value == json::Value("two-person"));
  CHECK(line(lines, "mobility").freshness == Freshness::Stale);
  CHECK(line(lines, "lift-aid").fact->value == json::Value("floor-lift"));
  CHECK(line(lines, "lift-aid").freshness != Freshness::Stale);
}

TEST_CASE("5.3: every row is filled from a kind of fact that the ward reads") {
  const std::string kinds = clinical_file("facts.json");
  for (const KnownRowRule& rule : handoff_pack().prefill)
    for (const std::string& kind : rule.kinds) {
      INFO(rule.id << " " << kind);
      CHECK(kinds.find("\"kind\": \"" + kind + "\"") != std::string::npos);
    }
}

TEST_CASE("5.3: severity, findings, contingencies, goal and read-back start empty, and are questions of the handoff's forms") {
  const std::string forms =
      clinical_file("handoff-given.questionnaire.json") + clinical_file("handoff-accepted.questionnaire.json");
  CHECK(handoff_pack().never_prefilled.size() > 15);
  for (const std::string& link : handoff_pack().never_prefilled) {
    INFO(link);
    CHECK(forms.find("\"linkId\": \"" + link + "\"") != std::string::npos);
  }
  CHECK(forms.find("\"initial\"") == std::string::npos);
  for (const Severity& severity : handoff_pack().severities)
    CHECK(forms.find("\"code\": \"" + severity.code + "\"") != std::string::npos);
}

}  // namespace
}  // namespace wardlight::care
