// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/models/ward_fixture.h"
#include "ui/models/my_patients.h"
#include "ui/models/patient.h"
#include "ui/models/unit_board.h"

using namespace wardlight;
using namespace wardlight::models;

namespace {

DueMark mark_of(std::optional<LiveState> state, const SyncStatus& sync, const std::string& language = "en") {
  PatientInput patient = fixture::patient();
  patient.state = state;
  const auto& texts = fixture::texts(language);
  return build_due_mark(patient, build_sync_line(sync, fixture::moment(), texts), fixture::moment(), texts);
}

MyPatients my_patients(const WardInput& ward, PatientFilter filter = PatientFilter::Mine, std::string search = {}) {
  return build_my_patients({ward, filter, std::move(search)}, fixture::moment(), fixture::texts("en"));
}

const FilterTile& pressing_tile(const MyPatients& model) { return model.tiles[1]; }

}  // namespace

TEST_CASE("Each live state has its word, its time and how long is left or over") {
  CHECK(mark_of(LiveState::Due, fixture::fresh()).word == "Due now");
  CHECK(mark_of(LiveState::Due, fixture::fresh()).time == "14:00");
  CHECK(mark_of(LiveState::Due, fixture::fresh()).detail == "until 15:00");
  CHECK(mark_of(LiveState::DueSoon, fixture::fresh()).word == "Due, ending");
  CHECK(mark_of(LiveState::Away, fixture::fresh()).word == "Off unit");
  PatientInput late = fixture::patient();
  late.state = LiveState::Overdue, late.due_at = fixture::at("2025-06-10T13:00:00-04:00"),
  late.due_until = fixture::at("2025-06-10T14:00:00-04:00");
  const auto& texts = fixture::texts("en");
  const auto line = build_sync_line(fixture::fresh(), fixture::moment(), texts);
  CHECK(build_due_mark(late, line, fixture::moment(), texts).word == "Overdue");
  CHECK(build_due_mark(late, line, fixture::moment(), texts).detail == "12 min over");
  CHECK(build_due_mark(late, line, fixture::moment(), texts).tone == Tone::Bad);
  late.state = LiveState::Missed;
  CHECK(build_due_mark(late, line, fixture::moment(), texts).word == "Missed");
}

TEST_CASE("The states have Spanish words too") {
  CHECK(mark_of(LiveState::Overdue, fixture::fresh(), "es").word == "Atrasada");
  CHECK(mark_of(LiveState::Due, fixture::stale(), "es").detail == "última noticia del servidor 13:38");
}

TEST_CASE("A settled slot is calm only while the hub is heard") {
  CHECK(mark_of(LiveState::Done, fixture::fresh()).tone == Tone::Ok);
  for (const auto state : {LiveState::Done, LiveState::Upcoming, LiveState::Tried, LiveState::GivenReason, LiveState::Away}) {
    CHECK(mark_of(state, fixture::stale()).tone != Tone::Ok);
    CHECK(mark_of(state, fixture::stale()).detail == "last heard from hub 13:38");
  }
  SyncStatus never = fixture::stale();
  never.last_contact.reset();
  CHECK(mark_of(LiveState::Done, never).tone != Tone::Ok);
  CHECK(mark_of(LiveState::Done, never).detail == "hub not heard yet");
}

TEST_CASE("A patient of whom no slot is known is never shown as done") {
  const auto mark = mark_of(std::nullopt, fixture::fresh());
  CHECK(mark.word == "Not known");
  CHECK(mark.tone == Tone::Warn);
}

TEST_CASE("A due time stays beside the word when the hub is silent") {
  const auto mark = mark_of(LiveState::Due, fixture::stale());
  CHECK(mark.time == "14:00");
  CHECK(mark.word == "Due now");
  CHECK(mark.detail == "last heard from hub 13:38");
}

TEST_CASE("Nothing due is said only when it is known") {
  WardInput ward = fixture::ward();
  ward.patients.front().state = LiveState::Done;
  auto model = my_patients(ward, PatientFilter::Pressing);
  CHECK(model.notice.tone == Tone::Ok);
  CHECK(model.notice.title == "Nothing due now");
  CHECK(pressing_tile(model).number == "0");

  ward.sync = fixture::stale();
  model = my_patients(ward, PatientFilter::Pressing);
  CHECK(model.notice.tone == Tone::Warn);
  CHECK(model.notice.title != "Nothing due now");
  CHECK(pressing_tile(model).number == "?");
  CHECK(model.banner.find("13:38") != std::string::npos);

  ward.loading = true;
  model = my_patients(ward, PatientFilter::Pressing);
  CHECK(model.cards.empty());
  CHECK(model.notice.busy);
  CHECK(pressing_tile(model).number == "–");
}

TEST_CASE("An unreadable store shows its sentence and no figures") {
  WardInput ward = fixture::ward();
  ward.failure = "The store is damaged. Call the engineer.";
  const auto model = my_patients(ward);
  CHECK(model.notice.text == *ward.failure);
  CHECK(model.cards.empty());
  for (const auto& tile : model.tiles) CHECK(tile.number == "–");
}

TEST_CASE("A last contact in the future is not fresh: one of the clocks is wrong") {
  SyncStatus sync = fixture::fresh();
  sync.last_contact = fixture::moment().now + minutes(10);
  CHECK(judge_freshness(sync, fixture::moment().now) == Freshness::Stale);
}

TEST_CASE("What nobody recorded is called not recorded and is not the same as none") {
  PatientInput patient = fixture::patient();
  const auto& texts = fixture::texts("en");
  auto head = build_patient_head(patient, fixture::moment(), texts);
  REQUIRE(head.flags.size() == 3);
  CHECK(head.flags[0].badge.text == "Allergies not recorded");
  CHECK(head.flags[1].badge.text == "Code status not recorded");
  CHECK(head.flags[2].badge.text == "Isolation not recorded");
  REQUIRE(head.short_flags.size() == 1);
  CHECK(head.short_flags[0].badge.text == "Not recorded: allergies, code status, isolation");

  patient.allergies.emplace(), patient.code_status = "DNR", patient.isolation.emplace();
  head = build_patient_head(patient, fixture::moment(), texts);
  CHECK(head.flags[0].badge.text == "No known allergies");
  CHECK(head.flags[2].badge.text == "No isolation");
}

TEST_CASE("Two identifiers stand on every head, with words where one is missing") {
  PatientInput patient = fixture::patient();
  const auto& texts = fixture::texts("en");
  CHECK(build_patient_head(patient, fixture::moment(), texts).identifiers == "born 12 Mar 1987 · MRN 943 400");
  patient.record_number.clear();
  CHECK(build_patient_head(patient, fixture::moment(), texts).identifiers == "born 12 Mar 1987 · MRN not recorded");
  patient.birth_date.clear(), patient.bed.clear(), patient.same_name_beds = {"7D"};
  const auto head = build_patient_head(patient, fixture::moment(), texts);
  CHECK(head.identifiers == "date of birth not recorded · MRN not recorded");
  CHECK(head.bed_label == "No bed given");
  CHECK(head.same_name == "Similar name in bed 7D: check the wristband");
}

TEST_CASE("Overdue patients come first, then those due, and beds in the order of their numbers") {
  WardInput ward = fixture::ward();
  const auto add = [&](const char* bed, LiveState state) {
    PatientInput one = fixture::patient();
    one.encounter = {bed}, one.bed = bed, one.state = state;
    ward.patients.push_back(one);
  };
  ward.patients.clear();
  add("10A", LiveState::Due), add("2B", LiveState::Done), add("2A", LiveState::Due), add("9", LiveState::Overdue);
  const auto model = my_patients(ward);
  std::vector<std::string> beds;
  for (const auto& card : model.cards) beds.push_back(card.head.bed);
  CHECK(beds == std::vector<std::string>{"9", "2A", "10A", "2B"});
}

TEST_CASE("A search finds by name without accents, by bed and by record number") {
  WardInput ward = fixture::ward();
  ward.patients.front().family = "Wójcik", ward.patients.front().given = "Łukasz";
  CHECK(my_patients(ward, PatientFilter::Pressing, "wojcik lukasz").cards.size() == 1);
  CHECK(my_patients(ward, PatientFilter::Pressing, "1a").cards.size() == 1);
  CHECK(my_patients(ward, PatientFilter::Pressing, "943").cards.size() == 1);
  CHECK(my_patients(ward, PatientFilter::Pressing, "nguyen").cards.empty());
}

TEST_CASE("The longest gap stands right after compliance, and nurses come by name") {
  WardInput ward = fixture::ward();
  ward.role = Role::Charge;
  ward.nurses = {{{"z"}, "Zoe", Role::Nurse}, {{"me"}, "Amara", Role::Nurse}};
  ward.figures = {"100.00", 20, 20, hours(4) + minutes(5), "1A"};
  const Duration night = minutes(135);
  const auto board = build_unit_board({ward, 8, {}, night}, fixture::moment(), fixture::texts("en"));
  const auto found = std::ranges::find(board.figures, "Rounds done", &BoardFigure::label);
  REQUIRE(found != board.figures.end());
  REQUIRE(found + 1 != board.figures.end());
  CHECK(found->number == "100.00 %");
  CHECK((found + 1)->number == "4 h 05 min");
  CHECK((found + 1)->tone == Tone::Warn);
  ward.figures.longest_gap = night;
  CHECK((build_unit_board({ward, 8, {}, night}, fixture::moment(), fixture::texts("en")).figures[3].tone == Tone::Neutral));
  REQUIRE(board.nurses.size() == 2);
  CHECK(board.nurses[0].name == "Amara");
}

TEST_CASE("A disk that is nearly full is said in words beside where the rounds are") {
  SyncStatus sync = fixture::stale();
  const std::string words = "El disco de esta tableta está casi lleno";
  CHECK(build_sync_status(sync, fixture::moment(), fixture::texts("es")).verdict.text.find(words) == std::string::npos);
  sync.disk_low = true;
  const auto model = build_sync_status(sync, fixture::moment(), fixture::texts("es"));
  CHECK(model.verdict.text.starts_with(words));
  CHECK(model.verdict.tone == Tone::Bad);
}

TEST_CASE("The charge nurse has a way to incidents on the unit board, nobody else") {
  WardInput ward = fixture::ward();
  ward.role = Role::Charge;
  CHECK(build_unit_board({ward}, fixture::moment(), fixture::texts("en")).incidents);
  ward.role = Role::Nurse;
  CHECK_FALSE(build_unit_board({ward}, fixture::moment(), fixture::texts("en")).incidents);
}

TEST_CASE("A board that is stale or loading shows no comforting zero") {
  WardInput ward = fixture::ward();
  ward.patients.front().state = LiveState::Done;
  ward.sync = fixture::stale();
  auto board = build_unit_board({ward}, fixture::moment(), fixture::texts("en"));
  CHECK(board.figures[0].number == "?");
  CHECK(board.banner.find("13:38") != std::string::npos);
  ward.loading = true;
  board = build_unit_board({ward}, fixture::moment(), fixture::texts("en"));
  for (const auto& figure : board.figures) CHECK(figure.number == "–");
}

TEST_CASE("Nothing to divide by is said in words") {
  WardInput ward = fixture::ward();
  ward.figures.compliance = "not calculable";
  CHECK(build_unit_board({ward}, fixture::moment(), fixture::texts("es")).figures[2].number == "no calculable");
}

TEST_CASE("A timeline shows who and when, the latest first, and marks late entries and corrections") {
  const WardInput ward = fixture::ward();
  ActInput early, late;
  early.statement = {"a"}, early.occurred_at = fixture::at("2025-06-10T12:10:00-04:00"),
  early.recorded_at = fixture::at("2025-06-10T12:58:00-04:00");
  early.by = "Ben", early.late_entry = true, early.standing = ActStanding::Corrected;
  late.statement = {"b"}, late.occurred_at = late.recorded_at = fixture::at("2025-06-10T13:06:00-04:00");
  late.by = "Amara Okafor", late.mine = true, late.delivery = Delivery::SavedHere;
  const auto page =
      build_patient_page({ward, ward.patients.front(), false, {early, late}}, fixture::moment(), fixture::texts("en"));
  REQUIRE(page.rows.size() == 2);
  CHECK(page.rows[0].time == "13:06");
  CHECK(page.rows[0].who == "Amara Okafor · nurse");
  CHECK(page.rows[0].badges.at(0).text == "Saved here, not yet on the hub");
  CHECK(page.rows[0].correct_label == "Correct");
  CHECK(page.rows[1].badges.at(0).text == "Late entry, written 12:58");
  CHECK(page.rows[1].struck);
  CHECK(page.rows[1].correct_label.empty());
}

TEST_CASE("A time of another day says so") {
  const auto& texts = fixture::texts("en");
  CHECK(clock_text(fixture::moment(), fixture::at("2025-06-10T00:05:00-04:00"), texts) == "00:05");
  CHECK(clock_text(fixture::moment(), fixture::at("2025-06-09T23:55:00-04:00"), texts) == "yesterday 23:55");
  CHECK(clock_text(fixture::moment(), fixture::at("2025-06-11T00:00:00-04:00"), texts) == "tomorrow 00:00");
  CHECK(clock_text(fixture::moment(), fixture::at("2025-06-01T08:00:00-04:00"), texts) == "1 Jun 08:00");
}
