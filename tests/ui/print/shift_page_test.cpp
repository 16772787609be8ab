// SPDX-License-Identifier: Apache-2.0
#include "ui/print/shift_page.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

#include "ui/models/samples.h"
#include "ui/models/shift_samples.h"
#include "ui/print/paper.h"
#include "ui/print/patient_card_page.h"

namespace wardlight::print {
namespace {

namespace samples = models::samples;
using samples::ShiftState;

std::string file(const std::string& path) {
  std::ifstream in(std::string(WARDLIGHT_SOURCE) + "/assets/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

models::Texts texts(const std::string& language) { return models::Texts::load(file("text/" + language + ".json")).value(); }
const care::ShiftPack& pack() {
  static const care::ShiftPack loaded = care::load_shift_pack(file("clinical/shift.json")).value();
  return loaded;
}

TEST_CASE("The shift report is one page with 28 beds and the longest names, in both languages, and nothing on it is cut") {
  for (const char* language : {"en", "es"})
    for (const ShiftState state :
         {ShiftState::Running, ShiftState::Wrong, ShiftState::Complete, ShiftState::Closed, ShiftState::Amended}) {
      INFO(language << " " << static_cast<int>(state));
      const models::Texts words = texts(language);
      const auto print = print_shift_report(
          models::build_shift_report(samples::shift(pack(), state, words), "Carla Nguyen", samples::moment(), words));
      REQUIRE(print.has_value());
      CHECK(print->pages == 1);
      CHECK(print->cut == 0);
      CHECK(as_text(print->pdf).starts_with("%PDF-"));
    }
}

TEST_CASE("More beds than a page can hold go on on the next page, and none is left out") {
  const models::Texts words = texts("en");
  models::ShiftReport report =
      models::build_shift_report(samples::shift(pack(), ShiftState::Wrong, words), "Carla Nguyen", samples::moment(), words);
  const auto beds = report.beds;
  for (int i = 0; i < 3; ++i) report.beds.insert(report.beds.end(), beds.begin(), beds.end());
  const auto print = print_shift_report(report);
  REQUIRE(print.has_value());
  CHECK(print->pages > 1);
  CHECK(print->cut == 0);
}

TEST_CASE("A unit without patients has a page too") {
  const models::Texts words = texts("en");
  models::ShiftInput empty = samples::shift(pack(), ShiftState::Complete, words);
  empty.facts.patients.clear();
  empty.picture = care::judge_shift(pack(), empty.facts);
  CHECK(print_shift_report(models::build_shift_report(empty, "Carla Nguyen", samples::moment(), words))->pages == 1);
}

TEST_CASE("The list for paper has a box for each round of each patient and cuts nothing that says who it is or what to mind") {
  for (const char* language : {"en", "es"}) {
    const models::Texts words = texts(language);
    const auto list = models::build_downtime_list(samples::downtime(words), samples::moment(), words);
    REQUIRE(list.patients.size() == 28);
    CHECK(list.patients[0].due.size() == 12);
    const auto print = print_downtime_list(list);
    REQUIRE(print.has_value());
    CHECK(print->cut == 0);
    CHECK(print->pages <= 4);
  }
}

TEST_CASE("A patient's card is one page in either language, with the longest plan two, and nothing on it is cut") {
  for (const char* language : {"en", "es"}) {
    const models::Texts words = texts(language);
    const models::WardInput ward = samples::ward(samples::Network::Fresh);
    models::PatientViewInput input{ward.patients.front()};
    input.help_number = "ext. 5555";
    input.wave = {"W · Clean your hands before, during and after a visit.", "A · Ask about anything that is not clear.",
                  "V · Get a flu vaccine each year.", "E · Leave tubes and machines alone."};
    input.fall_plan = {"Bed or chair alarm", "One or two people help, with a gait belt"};
    input.questions = {"What is this medicine for?"};
    const models::IsolationInput isolation{"Contact, soap and water", {"Gown", "Gloves"}, true, true};
    auto print = print_patient_card(models::build_patient_card(input, isolation, samples::moment(), words));
    REQUIRE(print.has_value());
    CHECK(print->pages == 1);
    CHECK(print->cut == 0);
    for (int i = 0; i < 25; ++i)
      input.fall_plan.push_back("A measure against falls that takes a whole line, number " + std::to_string(i));
    print = print_patient_card(models::build_patient_card(input, isolation, samples::moment(), words));
    REQUIRE(print.has_value());
    CHECK(print->pages == 2);
    CHECK(print->cut == 0);
  }
}

TEST_CASE("What does not fit on a line is counted, so that a test can see it") {
  Paper paper("test");
  paper.text(0, 10, 400, "short");
  CHECK(paper.cut() == 0);
  paper.text(0, 10, 20, "much too long for twenty points");
  CHECK(paper.cut() == 1);
  CHECK(paper.wrapped(0, 10, 60, "several words that take more than one line", {}, 5) > 1);
}

}  // namespace
}  // namespace wardlight::print
