// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/care/pack.h"

// What a vaccine screen has to know about a patient. Plain values; any thread.
namespace wardlight::care {

struct VaccineDose {
  std::string cvx;
  Date on;
};

struct VaccinePatient {
  Date born;
  std::optional<std::vector<std::string>> risk;  // conditions; absent: not recorded, which is not "none"
  bool immunocompromised = false;
  std::vector<VaccineDose> doses;
  std::optional<std::vector<std::string>> contraindications;  // and precautions; absent: not asked
  bool declined = false;
};

// {"born","risk","immunocompromised","doses":[{"cvx","on"}],"contraindications","declined"}; only born is needed.
// Fails with InvalidContent naming the key: unknown keys, a day that does not exist, a code that is no CVX code.
Expected<VaccinePatient> read_vaccine_patient(const json::Value& source);

}  // namespace wardlight::care
