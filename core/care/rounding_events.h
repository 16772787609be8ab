// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/care/rounding_figures.h"
#include "core/json/value.h"

// One patient's day as JSON in and figures as JSON out: the shapes of `wardlight-tool rounds`, which the
// pack's worked examples use too. Pure; any thread.
namespace wardlight::care {

struct DayEvents {
  PatientDay day;
  std::vector<std::string> round_texts;  // "at" as it was written, for each of day.rounds
};

// Fails with InvalidContent naming the key: unknown keys, bad times, intervals that end before they begin,
// slots that are none, reasons the pack has not or that cannot close a slot.
Expected<DayEvents> read_day_events(const RoundingPack& pack, const Zone& zone, const std::vector<Slot>& slots,
                                    const json::Value& events);

// The day's slots, counts, percentages and longest gap.
json::Value report_day(const RoundingPack& pack, const Zone& zone, const std::vector<Slot>& slots, const DayEvents& events);

}  // namespace wardlight::care
