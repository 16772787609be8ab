// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/json/value.h"
#include "core/measures/measure_registry.h"
#include "core/measures/report_rules.h"
#include "core/time/time.h"

// What infection prevention and quality put in by hand, who did and when. Entries are only ever added: a correction is another
// entry about the same thing, and the last one holds. Pure; any thread.
namespace wardlight::measures {

// Event: an infection or another harm, with date, kind and members. Decision: confirmed or not, or the same as another event; of
// a patient's return ("Encounter/ID") whether it was planned, {"planned":true}, with the reason in words. Correction: other
// members of an event the record told of. Count: one that nobody charts. Figure: one that is imported. Reason: words beside a
// figure. Survey: the day of the prevalence survey. Change: a test of change, drawn on charts. Baseline: what goals are measured
// against.
enum class DeskKind : std::uint8_t { Event, Decision, Correction, Count, Figure, Reason, Survey, Change, Baseline };
std::string_view to_code(DeskKind kind);

struct DeskEntry {
  std::string id;      // of an event: its own; else any
  DeskKind kind = DeskKind::Event;
  Instant at;
  std::string by;      // Practitioner id
  std::string by_name;
  std::string role;
  std::string unit;    // empty: the whole hospital, or where the patient was
  std::string period;  // "2025-03", where one is meant
  std::string about;   // an event's id, a measure or a count
  std::string text;    // in that person's words
  json::Value body;    // by kind, as check_entry says
};

// NotAllowed when the role may not say this; InvalidContent names what is missing, unknown or cannot be.
Expected<void> check_entry(const MeasureRegistry& registry, const ReportRules& rules, const DeskEntry& entry);

// What was decided of an event: as it was entered, then by the last decision about it; nothing: nobody has decided.
std::optional<bool> confirmed(std::span<const DeskEntry> entries, const DeskEntry& event);

// The last word on whether this return ("Encounter/ID") was planned; nothing: nobody has said.
std::optional<bool> planned_return(std::span<const DeskEntry> entries, std::string_view encounter);

json::Value to_json(const DeskEntry& entry);
// An entry as people write it: {"kind":…,"unit":…,"period":…,"about":…,"text":…,"body":{…}}; who and when are not read.
Expected<DeskEntry> read_entry(const json::Value& input);

}  // namespace wardlight::measures
