// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

namespace wardlight::workflows {

struct TemporaryPatient {
  StatementId patient;    // both from new_statement_id(), so that a second tap saves the same
  StatementId encounter;
  std::string family;
  std::string given;
  std::string birth_date;  // YYYY-MM-DD, or empty
  std::string gender;      // FHIR's code, or empty
  std::string record_number;
  LocationId location;     // the bed, or the unit when no bed is known
};

// A patient the hospital has not sent yet: Patient and Encounter, tagged temporary. When the real ones come, the hub names
// them and every statement moves by alias. Needs AddPatient. Whether the bed is taken or the name
// is like another's is for the screen to say before; neither stands against it.
Expected<Outcome> add_temporary_patient(const Ward& ward, const TemporaryPatient& patient);

}  // namespace wardlight::workflows
