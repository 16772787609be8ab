// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/workflows/read_ward.h"

namespace wardlight::workflows {

enum class ActStanding { Holds, Corrected, EnteredInError };

// One statement of the timeline.
struct TimelineRow {
  StatementId statement;
  std::string act;   // round, slot-closing, off-unit, assignment …, else the questionnaire or resource type
  std::string kind;  // of a round full, asleep …; of a slot closing its reason
  Instant occurred_at;
  Instant recorded_at;
  PractitionerId author;
  std::string by;
  bool mine = false;
  bool late_entry = false;  // G-3
  bool correction = false;  // it replaced an earlier one, or took it back
  std::string correction_reason;
  ActStanding standing = ActStanding::Holds;
  store::Delivery delivery = store::Delivery::OnHub;
  std::optional<Instant> starts_at;  // the slot that was closed; when an off-unit time began
  std::optional<Instant> ends_at;
};

struct ChartView {
  WardPatient patient;
  std::vector<TimelineRow> rows;  // the latest first
};

// Opens one patient's chart and writes into the audit log who did. Needs ReadChart. NotFound when the stay is not known.
Expected<ChartView> open_chart(const Ward& ward, const EncounterId& encounter, std::size_t rows = 100);

}  // namespace wardlight::workflows
