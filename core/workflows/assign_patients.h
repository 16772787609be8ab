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

// The charge nurse says who cares for whom: one Task statement each, all saved or none. Needs AssignPatients.
Expected<Outcome> assign_patients(const Ward& ward, const std::vector<Assign>& assignments);

// The person who is signed in takes the patient over, from whoever had them. Needs TakePatient.
Expected<Outcome> take_over(const Ward& ward, const EncounterId& encounter);

}  // namespace wardlight::workflows
