// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/care/devices/device_pack.h"

// What is due for a device and when (clinical.md 7.4). Calendar days are those of the hospital's zone, hours are elapsed time.
// Pure; any thread; cannot fail.
namespace wardlight::care {

struct PlacedDevice {
  std::string type;                    // a code of the pack
  Instant placed_at;
  std::optional<Instant> admitted_at;  // to an inpatient location; a device placed before counts from then
  std::optional<Instant> removed_at;
};

// Device day N: the calendar day of placing, or of admission if it was in place already, is day 1. After removal
// the day it was removed; 0 before it counts.
int device_day(const PlacedDevice& device, const Zone& zone, Instant at);

// In place for more than the pack's consecutive calendar days: an infection could now be the device's.
bool is_eligible_for_infection(const DevicePack& pack, const PlacedDevice& device, const Zone& zone, Instant at);

// One answer to "still needed?".
struct NecessityAnswer {
  Instant at;
  std::string reason;  // a code of the type's reasons
};

// Once a calendar day and device; the day it was placed has the reason for placing.
enum class NecessityState { NotAsked, Due, Overdue };
struct NecessityPrompt {
  NecessityState state = NecessityState::NotAsked;
  Instant due_at;  // that day's hour of the pack
};
NecessityPrompt necessity_prompt(const DevicePack& pack, const PlacedDevice& device, std::span<const NecessityAnswer> answers,
                                 const Zone& zone, Instant now);

// No accepted reason in the day's last answer: ask for removal.
bool needs_removal(const DevicePack& pack, const PlacedDevice& device, std::span<const NecessityAnswer> answers, Instant now);
// So many calendar days running, up to the last that was answered, without accepted reason. A day without answer ends the run.
int days_without_reason(const DevicePack& pack, const PlacedDevice& device, std::span<const NecessityAnswer> answers,
                        const Zone& zone, Instant now);
bool tells_charge(const DevicePack& pack, const PlacedDevice& device, std::span<const NecessityAnswer> answers, const Zone& zone,
                  Instant now);

// Fever with a catheter old enough: tell infection prevention. What it is, is theirs to determine.
bool tells_infection_prevention(const DevicePack& pack, const PlacedDevice& device, const Zone& zone, Decimal temperature_c,
                                Instant measured_at);

struct TimeSpan {
  Instant from, to;
};
// When the first voiding is checked after removal; nothing for other devices and while it is in place.
std::optional<TimeSpan> void_check_window(const DevicePack& pack, const PlacedDevice& device);

// The last day this dressing may stay; nothing when the pack does not know that kind.
std::optional<Date> dressing_due(const DevicePack& pack, std::string_view dressing, Date changed_on);

// One device's checklist: the answer code of each element that was answered ("yes", "no", "na").
struct BundleCheck {
  std::string type;
  std::vector<std::pair<std::string, std::string>> answers;  // linkId, code
};
struct BundleFigures {
  std::int64_t checked = 0;
  std::int64_t complete = 0;
  std::string compliance;                                      // all-or-none
  std::vector<std::pair<std::string, std::string>> elements;   // linkId, its own compliance
};
// Of one type; checks of other types are left out. An element that is not answered fails the whole; "na" does not.
enum class Bundle { Insertion, Maintenance };
BundleFigures bundle_figures(const DevicePack& pack, std::string_view type, Bundle bundle, std::span<const BundleCheck> checks);

}  // namespace wardlight::care
