// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

namespace wardlight::workflows {

struct Assign {
  EncounterId encounter;
  PractitionerId practitioner;
  access::Role role = access::Role::Nurse;  // in which they care for the patient
};

// The Task that says who cares for a patient from now on: asked for, or accepted by who is signed in. Not saved.
enum class AssignStep { Requested, Accepted };
json::Value make_assignment(const Ward& ward, const StatementId& id, const store::CensusEntry& stay, const Assign& assign,
                            AssignStep step);

// The charge nurse says who cares for whom: one Task statement each, all saved or none. Needs AssignPatients.
Expected<Outcome> assign_patients(const Ward& ward, const std::vector<Assign>& assignments);

// The person who is signed in takes the patient over, from whoever had them. Needs TakePatient.
Expected<Outcome> take_over(const Ward& ward, const EncounterId& encounter);

}  // namespace wardlight::workflows
