// SPDX-License-Identifier: Apache-2.0
// What the charge nurse opens with a reason, by a finger.
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/shell/fake_ward.h"
#include "ui/models/shift_samples.h"

namespace wardlight::shell::test {
namespace {

namespace samples = models::samples;

bool says(Desk& desk, const std::string& words) {
  for (const ui::Entry& entry : desk.app.kit().registry().entries())
    if (entry.visible && entry.label.find(words) != std::string::npos) return true;
  return false;
}

void scroll_down(Desk& desk) {
  for (const ui::ScrollArea& area : desk.app.kit().scroll_areas()) desk.app.kit().scroll_to(area.key, area.furthest);
  desk.app.redraw();
  desk.settle();
}

void open_page(Desk& desk, const std::string& line) {
  desk.sign_in();
  REQUIRE(desk.tap("nav.work"));
  REQUIRE(desk.tap("views.open"));
  if (!desk.tap(line)) {
    scroll_down(desk);
    REQUIRE(desk.tap(line));
  }
}

TEST_CASE("Reports are read only when a reason was given, once for each opening, with that reason") {
  Desk desk;
  desk.ward.incidents_input = samples::incidents(languages().in("en"));
  open_page(desk, "work-incidents");
  REQUIRE(desk.find("apart-open") != nullptr);
  CHECK(desk.find("apart-open")->enabled == ui::Enabled::No);
  CHECK(desk.ward.reasons.empty());
  REQUIRE(desk.tap("reason.confirm"));
  REQUIRE(desk.tap("apart-open"));
  CHECK(desk.ward.reasons == std::vector<std::string>{"To confirm the level of an injury"});
  REQUIRE(desk.tap("report.again"));
  CHECK(says(desk, "Going to the toilet"));
  CHECK(desk.ward.reasons.size() == 1);
}

TEST_CASE("A level is signed with the words it rests on, and the list is read again after it") {
  Desk desk;
  desk.ward.incidents_input = samples::incidents(languages().in("en"));
  desk.ward.incidents_input.reports.front().may_be_same.clear();
  open_page(desk, "work-incidents");
  REQUIRE(desk.tap("reason.confirm"));
  REQUIRE(desk.tap("apart-open"));
  REQUIRE(desk.tap("report.again"));
  CHECK(desk.find("incident-sign")->enabled == ui::Enabled::No);
  REQUIRE(desk.tap("judge-level.moderate"));
  REQUIRE(desk.tap("judge-sure.confirmed"));
  CHECK(desk.find("incident-sign")->enabled == ui::Enabled::No);
  REQUIRE(desk.tap("judge-words.words"));
  desk.type("stitches");
  REQUIRE(desk.tap("incident-sign"));
  REQUIRE_FALSE(desk.ward.acts_done.empty());
  const auto* review = std::get_if<workflows::ReviewIncident>(&desk.ward.acts_done.back());
  REQUIRE(review != nullptr);
  CHECK(review->incident.value == "again");
  CHECK(review->level == "moderate");
  CHECK(review->confirmed);
  CHECK(review->reason == "stitches");
  CHECK(desk.ward.reasons.size() == 2);
}

TEST_CASE("FAL-R3: two reports close in time are one fall when a person says so") {
  Desk desk;
  desk.ward.incidents_input = samples::incidents(languages().in("en"));
  open_page(desk, "work-incidents");
  REQUIRE(desk.tap("reason.review"));
  REQUIRE(desk.tap("apart-open"));
  REQUIRE(desk.tap("report.again"));
  REQUIRE(desk.tap("same.yes.earlier"));
  REQUIRE_FALSE(desk.ward.acts_done.empty());
  const auto* join = std::get_if<workflows::JoinIncidents>(&desk.ward.acts_done.back());
  REQUIRE(join != nullptr);
  CHECK(join->incident.value == "again");
  CHECK(join->with.value == "earlier");
  CHECK(join->same);
}

TEST_CASE("How rounds are charted is opened with a reason, names nobody and says that writing up later is no fault") {
  Desk desk;
  desk.ward.charting_input = samples::charting_flags();
  open_page(desk, "work-charting");
  CHECK(desk.ward.reasons.empty());
  REQUIRE(desk.tap("reason.improve"));
  REQUIRE(desk.tap("apart-open"));
  CHECK(desk.ward.reasons == std::vector<std::string>{"To make charting at the bedside easier"});
  CHECK(says(desk, "Writing up later is no fault"));
  for (const char* name : {"Ana Ruiz", "Ben Okafor"}) CHECK_FALSE(says(desk, name));
}

TEST_CASE("Who may not open them is told so, and nothing is shown") {
  Desk desk;
  desk.ward.bedside_refusal = Error{ErrorCode::NotAllowed, "This is not yours to open.", "incidents"};
  open_page(desk, "work-incidents");
  REQUIRE(desk.tap("reason.asked"));
  REQUIRE(desk.tap("apart-open"));
  CHECK(says(desk, "This is not yours to open."));
  CHECK(desk.find("apart-open") != nullptr);
}

}  // namespace
}  // namespace wardlight::shell::test
