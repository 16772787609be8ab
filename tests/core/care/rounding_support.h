// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "core/care/rounding_day.h"

namespace wardlight::care {

inline std::string rounding_pack_text() {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/rounding.json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline const RoundingPack& rounding_pack() {
  static const RoundingPack pack = [] {
    auto loaded = load_rounding_pack(rounding_pack_text());
    if (!loaded) FAIL(loaded.error().where << ": " << loaded.error().text);
    return std::move(loaded).value();
  }();
  return pack;
}

inline Zone new_york() { return Zone::find("America/New_York").value(); }
inline constexpr Date kJuneDay{2025, 6, 10};

// A local time of the tenth of June in New York.
inline Instant at(int hour, int minute = 0) { return new_york().to_instant(kJuneDay, hour * 60 + minute); }

inline std::vector<Slot> june_slots() { return slots_of_day(rounding_pack(), new_york(), kJuneDay); }

inline const SlotOutcome& slot_at(const DayOutcome& outcome, int hour) {
  for (const SlotOutcome& slot : outcome.slots)
    if (slot.slot.start == at(hour)) return slot;
  FAIL("no slot starts at " << hour);
  return outcome.slots.front();
}

inline DayOutcome credit_june(const PatientDay& day) {
  const auto slots = june_slots();
  return credit_rounds(rounding_pack(), slots, day);
}

inline Round round_at(Instant time, RoundKind kind = RoundKind::Full, Completeness glance = Completeness::Complete) {
  return {time, kind, glance, Completeness::Complete};
}

}  // namespace wardlight::care
