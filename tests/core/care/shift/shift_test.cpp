// SPDX-License-Identifier: Apache-2.0
#include "core/care/shift/completion.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const ShiftPack& pack() {
  static const ShiftPack loaded = must_load(load_shift_pack(clinical_file("shift.json")));
  return loaded;
}

ShiftFacts quiet_day() {
  ShiftFacts facts;
  facts.now = {1'749'600'000'000};
  facts.shift = {{2025, 6, 10}, "day", facts.now - hours(12), facts.now};
  facts.others_known = true;
  return facts;
}

ShiftPatient patient(std::string bed, int done, int missed) {
  ShiftPatient one;
  one.stay = "enc-" + bed;
  one.bed = std::move(bed);
  one.counts.scheduled = one.counts.due = done + missed;
  one.counts.done = done;
  one.counts.missed = missed;
  return one;
}

TEST_CASE("Shifts are content: with a gap, a shift that stands twice or a broken example the pack is refused") {
  CHECK(pack().shifts.size() == 2);
  refuses(load_shift_pack(changed_file("shift.json", R"("start": "19:00")", R"("start": "20:00")")), "round the clock");
  refuses(load_shift_pack(changed_file("shift.json", R"("code": "night")", R"("code": "day")")), "twice");
  refuses(load_shift_pack(changed_file("shift.json", R"("kind": "task")", R"("kind": "late")")), "must stand here once");
  refuses(load_shift_pack(changed_file("shift.json", R"("hours": 13)", R"("hours": 12)")), "the night the hour repeats");
}

TEST_CASE("A shift has the date of the day it starts on, and its name reads back; a name of no shift does not") {
  const Zone zone = Zone::find("America/New_York").value();
  for (int hour = 0; hour < 48; ++hour) {
    const Instant at = zone.to_instant({2025, 6, 10}, 0) + hours(hour);
    const Shift shift = shift_at(pack(), zone, at);
    CHECK(shift.from <= at);
    CHECK(at < shift.to);
    CHECK(find_shift(pack(), zone, name_of(shift)) == shift);
  }
  for (const char* name : {"2025-06-10", "2025-06-10/evening", "2025-02-30/day", "day/2025-06-10", ""})
    CHECK_FALSE(find_shift(pack(), zone, name));
}

TEST_CASE("Over every hour of a year the shifts leave no gap and do not overlap") {
  const Zone zone = Zone::find("America/New_York").value();
  Shift before = shift_at(pack(), zone, zone.to_instant({2025, 1, 1}, 8 * 60));
  for (int i = 0; i < 730; ++i) {
    const Shift next = shift_at(pack(), zone, before.to);
    CHECK(next.from == before.to);
    before = next;
  }
}

TEST_CASE("A shift is complete when nothing stands open and everything is known, and only then") {
  ShiftFacts facts = quiet_day();
  facts.patients = {patient("1", 12, 0)};
  facts.tablets = {{"a", "Tablet A", true, 0, {}, {}}, {"b", "Tablet B", false, 0, {}, facts.now - minutes(3)}};
  CHECK(judge_shift(pack(), facts).verdict == ShiftVerdict::Complete);
  SECTION("not while it runs") {
    facts.shift.to = facts.now + minutes(1);
    CHECK(judge_shift(pack(), facts).verdict == ShiftVerdict::Running);
  }
  SECTION("not when nobody told of the other tablets") {
    facts.others_known = false;
    CHECK(judge_shift(pack(), facts).verdict == ShiftVerdict::NotKnown);
  }
  SECTION("not when a tablet has been silent for longer than the pack allows") {
    facts.tablets[1].seen = facts.now - pack().silent_after;
    CHECK(judge_shift(pack(), facts).verdict == ShiftVerdict::Complete);
    facts.tablets[1].seen = facts.now - pack().silent_after - minutes(1);
    CHECK(judge_shift(pack(), facts).verdict == ShiftVerdict::NotKnown);
    facts.tablets[1].seen.reset();
    CHECK(judge_shift(pack(), facts).verdict == ShiftVerdict::NotKnown);
  }
  SECTION("not while one that was heard does not say what it holds") {
    facts.tablets[1].unsent.reset();
    CHECK(judge_shift(pack(), facts).verdict == ShiftVerdict::NotKnown);
  }
  SECTION("a tablet in a drawer since last week is not waited for") {
    facts.tablets[1].seen = facts.shift.from - pack().forget_after - minutes(1);
    CHECK(judge_shift(pack(), facts).verdict == ShiftVerdict::Complete);
  }
  SECTION("not when this tablet itself holds something") {
    facts.tablets[0].unsent = 1;
    const ShiftPicture picture = judge_shift(pack(), facts);
    CHECK(picture.verdict == ShiftVerdict::Open);
    CHECK(picture.wrong.front().beds == std::vector<std::string>{"Tablet A"});
  }
  SECTION("any kind of open thing keeps it open, and what is only told does not") {
    for (const OpenRule& rule : pack().kinds) {
      if (rule.kind == OpenKind::TabletSilent || rule.kind == OpenKind::TabletUnsent) continue;
      ShiftFacts one = facts;
      one.of_unit[rule.kind] = 1;
      INFO(to_code(rule.kind));
      CHECK((judge_shift(pack(), one).verdict == ShiftVerdict::Complete) == (rule.urgency == Urgency::Told));
    }
  }
}

TEST_CASE("What is wrong comes first in the pack's order, with the beds; what is none stands folded as fine") {
  ShiftFacts facts = quiet_day();
  facts.patients = {patient("1", 11, 1), patient("2", 12, 0), patient("3", 9, 3)};
  facts.patients[1].open[OpenKind::Conflict] = 1;
  facts.patients[2].counts.late = 2;
  facts.patients[2].open[OpenKind::Task] = 2;
  const ShiftPicture picture = judge_shift(pack(), facts);
  REQUIRE(picture.wrong.size() == 3);
  CHECK(picture.wrong[0].kind == OpenKind::Conflict);
  CHECK(picture.wrong[1].kind == OpenKind::Missed);
  CHECK(picture.wrong[1].count == 4);
  CHECK(picture.wrong[1].beds == std::vector<std::string>{"1", "3"});
  CHECK(picture.wrong[2].kind == OpenKind::Task);
  REQUIRE(picture.told.size() == 1);
  CHECK(picture.told[0].kind == OpenKind::Late);
  CHECK(picture.wrong.size() + picture.told.size() + picture.fine.size() == pack().kinds.size());
}

TEST_CASE("G-8: the unit's rounds are the sum over patients, nurses stand by name and nobody is ranked") {
  ShiftFacts facts = quiet_day();
  facts.patients = {patient("1", 15, 1), patient("2", 20, 0), patient("3", 5, 5)};
  facts.patients[0].nurse = "z", facts.patients[0].nurse_name = "Zoe Adams";
  facts.patients[1].nurse = "a", facts.patients[1].nurse_name = "Ana Ruiz";
  facts.patients[2].nurse = "z", facts.patients[2].nurse_name = "Zoe Adams";
  facts.patients[2].open = {{OpenKind::HandoffPending, 1}, {OpenKind::Concern, 2}};
  const ShiftPicture picture = judge_shift(pack(), facts);
  CHECK(picture.counts.due == 46);
  CHECK(picture.rates.compliance == "86.96");
  REQUIRE(picture.nurses.size() == 2);
  CHECK(picture.nurses[0].name == "Ana Ruiz");
  CHECK(picture.nurses[1].patients == 2);
  CHECK(picture.nurses[1].handoffs_pending == 1);
  CHECK(picture.nurses[1].open == 2);
}

TEST_CASE("What arrives after a closing shows as a difference, and what is the same does not") {
  ShiftFacts facts = quiet_day();
  facts.patients = {patient("1", 10, 2)};
  facts.patients[0].entries = {{Entry::Live, 10}};
  const ShiftFigures closed = figures_of(judge_shift(pack(), facts));
  CHECK(compare_figures(closed, figures_of(judge_shift(pack(), facts))).empty());
  const std::string shown = shown_text(facts, judge_shift(pack(), facts));
  facts.patients[0].counts.done = 12;
  facts.patients[0].counts.missed = 0;
  facts.patients[0].entries[Entry::Paper] = 2;
  facts.of_unit[OpenKind::Task] = 1;  // open now, but no matter of the shift's own time
  const ShiftPicture now = judge_shift(pack(), facts);
  CHECK(compare_figures(closed, figures_of(now)) ==
        std::vector<FigureChange>{{"done", 10, 12}, {"missed", 2, 0}, {"entered-from-paper", 0, 2}});
  CHECK(shown_text(facts, now) != shown);
  CHECK(now.live_share == "83.33");
}

}  // namespace
}  // namespace wardlight::care
