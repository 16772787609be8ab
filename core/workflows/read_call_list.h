// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/calls/discharge_call.h"
#include "core/workflows/tasks.h"
#include "core/workflows/ward.h"

// Who left a unit and is to be called (clinical.md 12): the hospital's finished stays with the attempts that were recorded.
namespace wardlight::workflows {

struct Telephone {
  std::string who;     // empty: the patient
  std::string number;
};
struct CallRow {
  EncounterId encounter;
  PatientId patient;
  std::string family, given, birth_date, gender, record_number;
  std::string language;            // as the hospital wrote it; empty: not recorded
  std::vector<Telephone> phones;   // of the patient
  std::vector<Telephone> alternates;
  care::CallState state = care::CallState::NotYet;
  care::CallTo next = care::CallTo::Nobody;
  Instant discharged_at, opens_at, target_at, closes_at;
  int attempts = 0;
  int attempts_left = 0;               // of those to the patient
  std::string last_result;             // a code of the pack
  std::optional<Instant> not_before;   // the patient asked for another time
};
struct CallList {
  Instant read_at;
  std::vector<CallRow> rows;    // to be called, the earliest target first; then those that are over
  care::CallFigures figures;    // over everybody who left in that time, those excluded too
  std::vector<WorkTask> tasks;  // open, of those who left: what was promised on the telephone
};
// Of who left no longer ago than the pack's last day. Needs AssessPatient, as the call itself does. Those excluded are counted
// and not listed.
Expected<CallList> read_call_list(const Ward& ward, const LocationId& unit);

}  // namespace wardlight::workflows
