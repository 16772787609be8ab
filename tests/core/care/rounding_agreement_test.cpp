// SPDX-License-Identifier: Apache-2.0
// A second implementation of a day of rounds, written from the specification alone: it walks the day minute
// by minute instead of working with intervals. Both must agree on a thousand random days and zones.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "core/care/rounding_events.h"
#include "tests/core/care/rounding_support.h"

namespace wardlight::care {
namespace {

constexpr std::array<const char*, 24> kZones{"America/New_York",
                                             "America/Chicago",
                                             "America/Los_Angeles",
                                             "America/St_Johns",
                                             "America/Havana",
                                             "America/Sao_Paulo",
                                             "Europe/London",
                                             "Europe/Berlin",
                                             "Atlantic/Azores",
                                             "Africa/Casablanca",
                                             "Africa/Cairo",
                                             "Asia/Kathmandu",
                                             "Asia/Kolkata",
                                             "Asia/Tehran",
                                             "Asia/Gaza",
                                             "Australia/Lord_Howe",
                                             "Australia/Sydney",
                                             "Pacific/Chatham",
                                             "Pacific/Apia",
                                             "Pacific/Kiritimati",
                                             "Antarctica/Troll",
                                             "America/Santiago",
                                             "UTC",
                                             "Asia/Tokyo"};

using Minute = std::int64_t;  // of UTC since 1970

struct PlainRound {
  Minute at = 0;
  char kind = 'f';  // full, asleep, refused, in-room
  bool glance = true;
};

struct PlainDay {
  std::string zone;
  Date date;
  Minute arrived = -1, departed = -1;  // -1: not given
  std::vector<std::pair<Minute, Minute>> off;
  std::map<std::size_t, std::string> closed;  // by slot number
  std::vector<PlainRound> rounds;
};

struct PlainSlot {
  Minute start = 0, end = 0;
  std::string state = "missed";
  bool open = true;
  long round = -1;
};

// The first minute at which the clock on the wall reads the given day and time or later.
Minute first_minute(const Zone& zone, Date date, int minute_of_day) {
  const Minute near = zone.to_instant(date, 0).milliseconds / 60'000;
  for (Minute m = near - 30 * 60;; ++m) {
    const LocalTime local = zone.local({m * 60'000});
    if (local.date > date || (local.date == date && local.minute_of_day >= minute_of_day)) return m;
  }
}

std::vector<PlainSlot> plain_slots(const Zone& zone, Date date) {
  std::vector<Minute> marks;
  for (const int hour : {0, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    marks.push_back(first_minute(zone, date, hour * 60));
  marks.push_back(first_minute(zone, add_days(date, 1), 0));
  std::vector<PlainSlot> slots;
  for (std::size_t i = 0; i + 1 < marks.size(); ++i) {
    Minute start = marks[i];
    while (start < marks[i + 1]) {
      const Minute end = marks[i + 1] - start > 120 ? start + 120 : marks[i + 1];
      slots.push_back({start, end});
      start = end;
    }
  }
  return slots;
}

bool present(const PlainDay& day, Minute m) {
  if (day.arrived >= 0 && m < day.arrived) return false;
  if (day.departed >= 0 && m >= day.departed) return false;
  for (const auto& [from, to] : day.off)
    if (m >= from && m < to) return false;
  return true;
}

std::string two_decimals(long part, long whole) {
  if (whole == 0) return "not calculable";
  long hundredths = 0;
  long rest = part;
  for (int digit = 0; digit < 4; ++digit) {  // long division of part/whole, four digits after the point
    if (digit == 0) hundredths = rest / whole, rest %= whole;
    rest *= 10;
    hundredths = hundredths * 10 + rest / whole;
    rest %= whole;
  }
  if (2 * rest >= whole) ++hundredths;
  const std::string small = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + (small.size() == 1 ? "0" : "") + small;
}

void judge_slots(const PlainDay& day, std::vector<PlainSlot>& slots) {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    int here = 0;
    for (Minute m = slots[i].start; m < slots[i].end; ++m) here += present(day, m) ? 1 : 0;
    if (here < 15) {
      slots[i].state = "excluded", slots[i].open = false;
    } else if (const auto closed = day.closed.find(i); closed != day.closed.end()) {
      static const std::map<std::string, std::string> kStates{{"refused", "refused"}, {"in-room-care", "attempted"},
                                                              {"excluded-by-order", "excluded"}};
      if (closed->second == "off-unit") continue;
      const auto state = kStates.find(closed->second);
      slots[i].state = state == kStates.end() ? "missed_with_reason" : state->second;
      slots[i].open = false;
    }
  }
}

int credit_plainly(const PlainDay& day, std::vector<PlainSlot>& slots) {
  std::multimap<Minute, std::size_t> by_time;
  for (std::size_t i = 0; i < day.rounds.size(); ++i) by_time.emplace(day.rounds[i].at, i);
  int extra = 0;
  for (const auto& [minute, index] : by_time) {
    bool taken = false;
    for (PlainSlot& slot : slots) {
      if (!slot.open || minute < slot.start - 15 || minute >= slot.end + 15) continue;
      const PlainRound& round = day.rounds[index];
      slot.open = false, slot.round = static_cast<long>(index), taken = true;
      slot.state = minute < slot.end ? "on_time" : "late";
      if (round.kind == 'r') slot.state = "refused";
      if ((round.kind == 'a' || round.kind == 'i') && !round.glance) slot.state = "attempted";
      break;
    }
    if (!taken) ++extra;
  }
  return extra;
}

int plain_gap(const PlainDay& day, const std::vector<PlainSlot>& slots) {
  if (slots.empty()) return 0;
  std::set<Minute> seen;
  for (const PlainRound& round : day.rounds) seen.insert(round.at);
  int gap = 0, longest = 0;
  for (Minute m = slots.front().start; m < slots.back().end; ++m) {
    if (seen.contains(m)) gap = 0;
    if (present(day, m)) longest = std::max(longest, ++gap);
  }
  return longest;
}

json::Value plain_report(const PlainDay& day, std::vector<PlainSlot> slots) {
  judge_slots(day, slots);
  const int extra = credit_plainly(day, slots);
  std::map<std::string, int> n;
  for (const PlainSlot& slot : slots) ++n[slot.state];
  const int all = static_cast<int>(slots.size());
  const int done = n["on_time"] + n["late"], tried = n["refused"] + n["attempted"], due = all - n["excluded"];
  json::Value report;
  json::Value states = json::Value::array();
  for (const PlainSlot& slot : slots) states.push(slot.state + " " + std::to_string(slot.round));
  report.set("states", states);
  json::Value counts;
  counts.set("scheduled", all).set("excluded", n["excluded"]).set("due", due).set("done", done).set("late", n["late"]);
  counts.set("refused", tried).set("missed_with_reason", n["missed_with_reason"]).set("missed", n["missed"]).set("extra", extra);
  report.set("counts", counts);
  report.set("compliance", two_decimals(done, due)).set("attempted", two_decimals(done + tried, due));
  report.set("on_time", two_decimals(n["on_time"], due)).set("timeliness", two_decimals(n["on_time"], done));
  report.set("unexplained", two_decimals(n["missed"], due)).set("longest_gap_minutes", plain_gap(day, slots));
  return report;
}

std::string text_of(const Zone& zone, Minute m) { return zone.format({m * 60'000}); }

json::Value events_of(const Zone& zone, const PlainDay& day, const std::vector<PlainSlot>& slots) {
  static const std::map<char, const char*> kKinds{{'f', "full"}, {'a', "asleep"}, {'r', "refused"}, {'i', "in-room-care"}};
  json::Value events = json::Value::object();
  if (day.arrived >= 0) events.set("arrived", text_of(zone, day.arrived));
  if (day.departed >= 0) events.set("departed", text_of(zone, day.departed));
  json::Value off = json::Value::array(), closed = json::Value::array(), rounds = json::Value::array();
  for (const auto& [from, to] : day.off) off.push(json::Value().set("from", text_of(zone, from)).set("to", text_of(zone, to)));
  for (const auto& [slot, reason] : day.closed)
    closed.push(json::Value().set("slot", text_of(zone, slots[slot].start)).set("reason", reason));
  for (const PlainRound& round : day.rounds)
    rounds.push(json::Value().set("at", text_of(zone, round.at)).set("kind", kKinds.at(round.kind)).set("glance", round.glance));
  return events.set("off_unit", off).set("closed", closed).set("rounds", rounds);
}

json::Value figures_of(const json::Value& report, const PlainDay& day, const Zone& zone) {
  json::Value figures;
  json::Value states = json::Value::array();
  for (const json::Value& slot : report["slots"].items()) {
    long index = -1;
    // Rounds of the same minute are the same text: the first one counts, as it came first.
    for (std::size_t i = 0; index < 0 && i < day.rounds.size(); ++i)
      if (slot.text_of("round") == text_of(zone, day.rounds[i].at)) index = static_cast<long>(i);
    states.push(std::string(slot.text_of("state")) + " " + std::to_string(index));
  }
  figures.set("states", states);
  for (const char* key : {"counts", "compliance", "attempted", "on_time", "timeliness", "unexplained", "longest_gap_minutes"})
    figures.set(key, report[key]);
  return figures;
}

PlainDay random_day(std::mt19937_64& random) {
  const auto below = [&](std::size_t n) { return static_cast<int>(random() % n); };
  static constexpr std::array<const char*, 7> kReasons{"refused",         "in-room-care",    "staff-emergency", "isolation-delay",
                                                       "device-downtime", "excluded-by-order", "off-unit"};
  PlainDay day;
  day.zone = kZones[static_cast<std::size_t>(below(kZones.size()))];
  const Zone zone = Zone::find(day.zone).value();
  day.date = add_days({2005, 1, 1}, below(30 * 365));
  // Half of the days are looked for near a change of the clocks.
  if (below(2) == 0)
    for (int i = 0; i < 400 && zone.offset_minutes_at(zone.to_instant(day.date, 0)) ==
                                   zone.offset_minutes_at(zone.to_instant(add_days(day.date, 1), 0)); ++i)
      day.date = add_days(day.date, 1);
  const auto slots = plain_slots(zone, day.date);
  if (slots.empty()) return day;
  const Minute begin = slots.front().start;
  const auto moment = [&] { return begin - 60 + below(26 * 60); };
  if (below(4) == 0) day.arrived = moment();
  if (below(4) == 0) day.departed = std::max(day.arrived, Minute{moment()});
  for (int i = below(4); i > 0; --i) {
    const Minute from = moment();
    day.off.emplace_back(from, from + below(240));
  }
  for (int i = below(5); i > 0; --i)
    day.closed[static_cast<std::size_t>(below(slots.size()))] = kReasons[static_cast<std::size_t>(below(kReasons.size()))];
  std::set<Minute> minutes;
  for (int i = below(30); i > 0; --i) minutes.insert(moment());
  for (const Minute m : minutes) day.rounds.push_back({m, "ffffari"[below(7)], below(4) != 0});
  std::shuffle(day.rounds.begin(), day.rounds.end(), random);
  return day;
}

TEST_CASE("Two implementations agree on a thousand random days and zones") {
  constexpr std::uint64_t kSeed = 20250610;
  std::cout << "seed " << kSeed << '\n';
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 1000; ++i) {
    const PlainDay day = random_day(random);
    const Zone zone = Zone::find(day.zone).value();
    const auto plain = plain_slots(zone, day.date);
    const auto slots = slots_of_day(rounding_pack(), zone, day.date);
    const json::Value events = events_of(zone, day, plain);
    INFO("seed " << kSeed << ", day " << i << ": " << format_date(day.date) << " " << day.zone << " " << json::write(events));
    const auto read = read_day_events(rounding_pack(), zone, slots, events);
    REQUIRE(read.has_value());
    const json::Value report = report_day(rounding_pack(), zone, slots, *read);
    REQUIRE(json::write(figures_of(report, day, zone)) == json::write(plain_report(day, plain)));
  }
}

}  // namespace
}  // namespace wardlight::care
