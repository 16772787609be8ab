// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/workflows/read_unit_work.h"

// What paper needs to carry when there is no tablet, and what of it was not entered yet afterwards.
namespace wardlight::workflows {

struct DowntimePatient {
  WardPatient patient;
  BoardBadge badge;
  std::vector<Instant> due;         // rounds of the pack's hours ahead
  std::vector<care::Words> tasks;   // open ones, most urgent first
};
struct DowntimePacket {
  Instant made_at;
  std::string unit_name;
  std::string made_by;
  std::vector<DowntimePatient> patients;  // by bed
  std::vector<care::Words> unit_tasks;
};
// Needs PrintUnit.
Expected<DowntimePacket> read_downtime(const Ward& ward, const LocationId& unit);

// Before anything with names on it is printed: who printed what, in the audit log. Needs PrintUnit.
Expected<void> log_print(const Ward& ward, const LocationId& unit, const std::string& what);
// The same of one patient's card.
Expected<void> log_card(const Ward& ward, const EncounterId& encounter);

// A slot that nothing was recorded for, while it may still be entered.
struct PaperSlot {
  Instant start, end;
};
struct PaperPatient {
  EncounterId encounter;
  std::string bed;
  std::string name;
  std::vector<PaperSlot> open;  // oldest first
  int entered = 0;              // from paper already, of the same time
};
// Of everybody here, by bed, as far back as the pack lets rounds be entered. Needs RecordRound.
Expected<std::vector<PaperPatient>> read_back_entry(const Ward& ward, const LocationId& unit);

}  // namespace wardlight::workflows
