// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/care/presence.h"
#include "core/care/rounding_slots.h"
#include "core/care/shift/shift_pack.h"
#include "tests/core/care/care_files.h"
#include "tests/core/care/rounding_support.h"

namespace wardlight::care {
namespace {

constexpr Duration kMoment = milliseconds(1);

TEST_CASE("G-9: a slot, a shift and a stay begin with their first moment and end before their last") {
  const auto slots = june_slots();
  for (std::size_t i = 1; i < slots.size(); ++i) {
    CHECK(slots[i - 1].end == slots[i].start);  // no moment belongs to two slots, and none to no slot
    CHECK(slots[i].start < slots[i].end);
  }
  const ShiftPack shifts = must_load(load_shift_pack(clinical_file("shift.json")));
  const Shift day = shift_at(shifts, new_york(), slots[10].start);
  CHECK(shift_at(shifts, new_york(), day.from) == day);
  CHECK(shift_at(shifts, new_york(), day.to - kMoment) == day);
  CHECK(shift_at(shifts, new_york(), day.to).from == day.to);
  const Presence stay{day.from, day.to, {{day.from + hours(2), day.from + hours(3)}}};
  CHECK_FALSE(is_on_unit(stay, day.from - kMoment));
  CHECK(is_on_unit(stay, day.from));
  CHECK(is_on_unit(stay, day.from + hours(2) - kMoment));
  CHECK_FALSE(is_on_unit(stay, day.from + hours(2)));
  CHECK(is_on_unit(stay, day.from + hours(3)));
  CHECK(is_on_unit(stay, day.to - kMoment));
  CHECK_FALSE(is_on_unit(stay, day.to));
  CHECK(time_on_unit(stay, day.from, day.to) + hours(1) == day.to - day.from);
}

TEST_CASE("G-9: an hour that is split anywhere has the time of its parts, counted once") {
  const Instant from{1'749'556'800'000};
  const Presence stay{from - hours(5), {}, {{from + minutes(10), from + minutes(20)}}};
  const Duration whole = time_on_unit(stay, from, from + hours(1));
  for (const int at : std::array{0, 1, 10, 15, 20, 59, 60}) {
    const Instant cut = from + minutes(at);
    CHECK(time_on_unit(stay, from, cut) + time_on_unit(stay, cut, from + hours(1)) == whole);
  }
  CHECK(time_on_unit(stay, from, from) == Duration{});
}

}  // namespace
}  // namespace wardlight::care
