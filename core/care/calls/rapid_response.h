// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/care/words.h"

// The call for help that patient and family may make (clinical.md 10), read from assets/clinical/rapid-response.json. The tablet
// is never the only route: its words always come with the number. Pure; any thread.
namespace wardlight::care {

struct RapidResponsePack {
  PackHead head;
  std::vector<Choice> callers, reasons, outcomes;
  Words button, confirm, number;  // two steps; {number} is the hospital's own
  Words promise;                  // anyone may call, nobody is blamed
  Words undelivered;              // the call could not leave the tablet: {number}
  std::vector<Words> team;        // who comes
};

struct HelpCallRecord {
  Instant pressed_at;
  std::optional<Instant> arrived_at;
  bool debriefed = false;
  bool about_safety = false;
  std::string outcome;
};

// Per 1 000 patient days two decimals, half-up; "not calculable" without patient days, calls or arrivals.
struct HelpFigures {
  std::int64_t calls = 0;
  std::string per_thousand_days;
  std::string median_minutes_to_arrival;
  std::string debriefed;
  std::string about_safety;
};
HelpFigures help_figures(std::span<const HelpCallRecord> calls, std::int64_t patient_days);

// Who was taught how to call, of those who should be: a percentage.
std::string help_taught(std::int64_t taught, std::int64_t patients);

// Reads a pack and runs its worked examples. Fails with InvalidContent, naming the key or the example.
Expected<RapidResponsePack> load_rapid_response_pack(std::string_view text);

}  // namespace wardlight::care
