// SPDX-License-Identifier: Apache-2.0
#include "ui/models/wave.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/models/ward_fixture.h"
#include "ui/models/bedside_samples.h"

namespace wardlight::models {
namespace {

const Texts& english() { return fixture::texts("en"); }
const PatientInput& patient() {
  static const WardInput ward = samples::ward(samples::Network::Fresh, Role::Nurse);
  return ward.patients[2];
}

Sheet wave(const PlanInput& plan) {
  return build_wave({plan, samples::questions(), "12 of 12 of your own rounds"}, {}, samples::moment(), english());
}
Sheet wash(const SheetAnswers& answers, const WashInput& input = samples::wash()) {
  return build_wash(input, answers, samples::moment(), english());
}
Sheet ask(const SheetAnswers& answers) { return build_ask(samples::ask(patient()), answers, samples::moment(), english()); }

bool has_line(const Sheet& sheet, const std::string& key) {
  return std::ranges::any_of(
      sheet.sections, [&](const SheetSection& section) { return std::ranges::count(section.lines, key, &SheetLine::key) == 1; });
}
const SheetLine& line(const Sheet& sheet, const std::string& key) {
  for (const auto& section : sheet.sections)
    for (const auto& one : section.lines)
      if (one.key == key) return one;
  FAIL("no line " << key);
  return sheet.sections.front().lines.front();
}

TEST_CASE("One page washes, asks, vaccinates and ensures safe devices, in that order, and never orders a vaccine") {
  const PlanInput plan = samples::plan(patient());
  const Sheet sheet = wave(plan);
  std::vector<std::string> titles;
  for (const auto& section : sheet.sections) titles.push_back(section.title);
  CHECK(titles == std::vector<std::string>{english()("wave.wash"), english()("wave.ask"), english()("wave.vaccinate"),
                                           english()("wave.devices")});
  CHECK(sheet.sections[2].note == english()("wave.never_orders"));
  CHECK(sheet.sections[1].lines.size() == samples::questions().size() + 1);
  CHECK(sheet.sections[3].lines.size() == plan.devices.size());
  CHECK(line(sheet, "wave.wash").detail == "12 of 12 of your own rounds");
  CHECK(sheet.foot.back().deed.kind == DeedKind::OpenPatientView);
}

TEST_CASE("Soap and water is asked for where the isolation says so, and nowhere else") {
  PlanInput plan = samples::plan(patient());
  REQUIRE(plan.isolation);
  REQUIRE(plan.isolation->soap_and_water);
  CHECK(line(wave(plan), "wave-soap").filled);
  plan.isolation->soap_and_water = false;
  CHECK_FALSE(has_line(wave(plan), "wave-soap"));
  plan.isolation.reset();
  CHECK_FALSE(has_line(wave(plan), "wave-soap"));
}

TEST_CASE("Watched moments are kept once there is a moment, a person and what was done; a moment tapped twice is none") {
  const SheetAnswers whole{{"moment.bef-pat", "yes"}, {"moment.aft-bf", "yes"}, {"person", "1"}, {"action", "HR"}};
  CHECK(wash(whole).foot.back().enabled);
  CHECK(wash(whole).foot_words.empty());
  for (const std::string missing : {"person", "action"}) {
    SheetAnswers answers = whole;
    answers.erase(missing);
    CHECK_FALSE(wash(answers).foot.back().enabled);
    CHECK(wash(answers).foot_words == english()("wash.missing"));
  }
  CHECK_FALSE(wash({{"moment.bef-pat", ""}, {"person", "1"}, {"action", "HR"}}).foot.back().enabled);
  CHECK(line(wash(whole), "wash.bef-pat").opens->value.empty());
  CHECK(line(wash(whole), "wash.aft-pat").opens->value == "yes");
  CHECK(line(wash(whole), "wash-count").title == english().count("wash.opportunities", 12));
  CHECK(line(wash(whole), "wash-count").value == "9");
}

TEST_CASE("Before the first moment the page says what to do; then how long it has been watched") {
  WashInput input = samples::wash();
  CHECK(wash({}, input).subtitle != english()("wash.hint"));
  input.started_at.reset();
  CHECK(wash({}, input).subtitle == english()("wash.hint"));
}

TEST_CASE("A question needs what it is about and words; one that is ready is one tap") {
  CHECK_FALSE(ask({}).foot.back().enabled);
  CHECK_FALSE(ask({{"category", "medicine"}}).foot.back().enabled);
  CHECK_FALSE(ask({{"question", "What is it for?"}}).foot.back().enabled);
  CHECK(ask({{"question", "What is it for?"}}).foot_words == english()("ask.missing"));
  const Sheet whole = ask({{"category", "medicine"}, {"question", "What is it for?"}});
  CHECK(whole.foot.back().enabled);
  CHECK(whole.foot.back().deed.kind == DeedKind::SaveQuestion);
  CHECK(whole.foot_words.empty());
  const Deed ready = *line(ask({}), "ask.stock.0").opens;
  CHECK(ready.kind == DeedKind::Type);
  CHECK(ready.id == "question");
  CHECK(ready.value == samples::ask(patient()).stock.front());
}

}  // namespace
}  // namespace wardlight::models
