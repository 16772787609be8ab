// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/json/value.h"

// Encounters and Locations out of files of FHIR R4 (Bundle or NDJSON), for the commands that count from them.
namespace wardlight::tool {

struct FhirStays {
  std::vector<json::Value> encounters;  // without those that never took place
  std::map<std::string, json::Value> locations;

  // The ward above a bed or room: its name, else its id. `display` is what the encounter calls the place.
  std::string unit_of(const std::string& reference, const std::string& display) const;
};

// Entries that cannot be read are named on stderr and left out. BadUsage when a file cannot be opened.
Expected<FhirStays> read_fhir_stays(const std::vector<std::string>& files);

}  // namespace wardlight::tool
