// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_slots.h"

#include <numeric>

#include "tests/core/care/rounding_support.h"

namespace wardlight::care {
namespace {

std::int64_t minutes_in(const std::vector<Slot>& slots) {
  return std::accumulate(slots.begin(), slots.end(), std::int64_t{0}, [](std::int64_t sum, const Slot& slot) {
    return sum + whole_minutes(slot.end - slot.start);
  });
}

const Slot& called(const std::vector<Slot>& slots, std::string_view label) {
  const Slot* slot = find_slot(slots, new_york(), parse_minute_of_day(label).value());
  REQUIRE(slot != nullptr);
  return *slot;
}

TEST_CASE("RND-S1 a normal day has 16 slots of one hour and 4 of two, and lasts 24 hours") {
  const auto slots = june_slots();
  CHECK(slots.size() == 20);
  CHECK(std::ranges::count_if(slots, [](const Slot& s) { return s.end - s.start == hours(1); }) == 16);
  CHECK(std::ranges::count_if(slots, [](const Slot& s) { return s.end - s.start == hours(2); }) == 4);
  CHECK(minutes_in(slots) == 24 * 60);
  for (std::size_t i = 1; i < slots.size(); ++i) CHECK(slots[i - 1].end == slots[i].start);
}

TEST_CASE("RND-S2 the spring day of New York has 20 slots and the one of two o'clock lasts an hour") {
  const auto slots = slots_of_day(rounding_pack(), new_york(), {2025, 3, 9});
  CHECK(slots.size() == 20);
  CHECK(minutes_in(slots) == 23 * 60);
  CHECK(new_york().label(slots[1].start) == "03:00");
  CHECK(slots[1].end - slots[1].start == hours(1));
  CHECK(&called(slots, "02:00") == &slots[1]);
}

TEST_CASE("RND-S2 the autumn day of New York has 21 slots, an hour's slot after the two of midnight") {
  const auto slots = slots_of_day(rounding_pack(), new_york(), {2025, 11, 2});
  CHECK(slots.size() == 21);
  CHECK(minutes_in(slots) == 25 * 60);
  CHECK(slots[0].end - slots[0].start == hours(2));
  CHECK(slots[1].end - slots[1].start == hours(1));
  CHECK(new_york().label(slots[1].start) == "01:00");
}

TEST_CASE("RND-S3 a slot is open from fifteen minutes before its start until fifteen after its end") {
  const Slot slot = called(june_slots(), "10:00");
  CHECK_FALSE(is_open_at(rounding_pack(), slot, at(9, 44)));
  CHECK(is_open_at(rounding_pack(), slot, at(9, 45)));
  CHECK(is_open_at(rounding_pack(), slot, at(11, 14)));
  CHECK_FALSE(is_open_at(rounding_pack(), slot, at(11, 15)));
}

TEST_CASE("RND-S8 the slot belongs to the unit where the patient is when it starts") {
  const std::vector<UnitStay> stays{{"5 East", at(6), at(10, 20)}, {"6 West", at(10, 20), std::nullopt}};
  CHECK(owner_of(called(june_slots(), "10:00"), stays) == "5 East");
  CHECK(owner_of(called(june_slots(), "11:00"), stays) == "6 West");
  CHECK_FALSE(owner_of(called(june_slots(), "04:00"), stays).has_value());
}

TEST_CASE("A local day that the calendar skips has no slots") {
  const Zone apia = Zone::find("Pacific/Apia").value();
  CHECK(slots_of_day(rounding_pack(), apia, {2011, 12, 30}).empty());
  CHECK(slots_of_day(rounding_pack(), apia, {2011, 12, 29}).size() == 20);
}

}  // namespace
}  // namespace wardlight::care
