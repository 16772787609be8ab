// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/fall_event.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const FallEventPack& fall_event() {
  static const FallEventPack pack = must_load(load_fall_event(clinical_file("fall-event.json")));
  return pack;
}
const Instant kFell = Instant{} + hours(24 * 365);

InjuryStatement said(std::string level, Certainty certainty, Duration after) {
  return {std::move(level), certainty, kFell + after};
}

TEST_CASE("FAL-R1: a level is provisional at once and confirmed at 24 hours; later it is overdue and shown apart") {
  const std::vector<InjuryStatement> provisional{said("minor", Certainty::Provisional, minutes(10))};
  CHECK(injury_now(fall_event(), kFell, provisional, kFell + hours(24))->certainty == Certainty::Provisional);
  CHECK_FALSE(injury_now(fall_event(), kFell, provisional, kFell + hours(24))->overdue);
  CHECK(injury_now(fall_event(), kFell, provisional, kFell + hours(24) + seconds(1))->overdue);
  auto confirmed = provisional;
  confirmed.push_back(said("none", Certainty::Confirmed, hours(23)));
  const auto now = injury_now(fall_event(), kFell, confirmed, kFell + hours(48));
  CHECK(now->level == "none");
  CHECK(now->certainty == Certainty::Confirmed);
  CHECK_FALSE(now->overdue);
  CHECK_FALSE(injury_now(fall_event(), kFell, {}, kFell));
}

TEST_CASE("FAL-R1: undetermined is allowed for 24 hours and can never be confirmed") {
  CHECK(check_injury(fall_event(), kFell, {}, said("undetermined", Certainty::Provisional, hours(24))).has_value());
  refuses(check_injury(fall_event(), kFell, {}, said("undetermined", Certainty::Provisional, hours(24) + seconds(1))), "FAL-R1");
  refuses(check_injury(fall_event(), kFell, {}, said("undetermined", Certainty::Confirmed, hours(1))), "FAL-R1");
}

TEST_CASE("FAL-R2: a confirmed level may go up and never down, every change is a version, and the latest counts") {
  const std::vector<InjuryStatement> before{said("moderate", Certainty::Confirmed, hours(20))};
  CHECK(check_injury(fall_event(), kFell, before, said("major", Certainty::Confirmed, hours(40))).has_value());
  CHECK(check_injury(fall_event(), kFell, before, said("moderate", Certainty::Confirmed, hours(40))).has_value());
  refuses(check_injury(fall_event(), kFell, before, said("minor", Certainty::Confirmed, hours(40))), "FAL-R2");
  refuses(check_injury(fall_event(), kFell, before, said("undetermined", Certainty::Provisional, hours(21))), "FAL-R2");
  const InjuryStatement worse = said("major", Certainty::Confirmed, hours(40));
  const auto now = injury_now(fall_event(), kFell, {before.front(), worse}, kFell + hours(50));
  CHECK(now->level == "major");
  CHECK(now->versions == 2);
}

TEST_CASE("An unknown level, or one judged before the fall, is refused") {
  refuses(check_injury(fall_event(), kFell, {}, said("terrible", Certainty::Provisional, hours(1))), "level");
  refuses(check_injury(fall_event(), kFell, {}, {"minor", Certainty::Provisional, kFell - minutes(1)}), "before the fall");
}

TEST_CASE("FAL-R3: reports of one patient within 15 minutes are offered for joining; others are events of their own") {
  const auto pairs = merge_candidates(fall_event(), {{"c", "p", kFell + minutes(31)},
                                                     {"a", "p", kFell},
                                                     {"b", "p", kFell + minutes(15)},
                                                     {"d", "q", kFell}});
  CHECK(pairs == std::vector<std::pair<std::string, std::string>>{{"a", "b"}});
  CHECK(merge_candidates(fall_event(), {{"a", "p", kFell}, {"b", "p", kFell + minutes(15) + seconds(1)}}).empty());
}

TEST_CASE("FAL-R4: a fall counts for the unit where it happened, off the unit with own staff for the own unit") {
  CHECK(attributed_unit("5 East", "5 East", Escort::Nobody) == "5 East");
  CHECK(attributed_unit("Radiology", "5 East", Escort::OtherStaff) == "Radiology");
  CHECK(attributed_unit("Radiology", "5 East", Escort::OwnStaff) == "5 East");
}

TEST_CASE("The rounds of the 8 hours before a fall belong to its record, none earlier and none after it") {
  for (const Instant at : {kFell - hours(8), kFell - hours(1), kFell}) CHECK(belongs_to_record(fall_event(), at, kFell));
  for (const Instant at : {kFell - hours(8) - seconds(1), kFell + minutes(5)})
    CHECK_FALSE(belongs_to_record(fall_event(), at, kFell));
}

TEST_CASE("The fall form offers exactly the levels of the pack, and changing the hours changes the verdict") {
  for (const char* form : {"fall-event.questionnaire.json", "fall-injury.questionnaire.json"})
    for (const InjuryLevel& level : fall_event().levels)
      CHECK(clinical_file(form).find("\"code\": \"" + level.code + "\"") != std::string::npos);
  refuses(load_fall_event(changed_file("fall-event.json", "\"confirmWithinMin\": 1440", "\"confirmWithinMin\": 1450")),
      "FAL-R1-overdue");
  refuses(load_fall_event(changed_file("fall-event.json", "\"mergeWithinMin\": 15", "\"mergeWithinMin\": 20")), "FAL-R3");
}

}  // namespace
}  // namespace wardlight::care
