// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/base/expected.h"
#include "core/json/value.h"

// Encounters and Locations out of files of FHIR R4 (Bundle or NDJSON), for the commands that count from them.
namespace wardlight::tool {

// An encounter that cannot be read, and why; where it names its places, which.
struct RefusedEncounter {
  std::string encounter;  // "Encounter/ID"
  std::string what;
  std::vector<std::pair<std::string, std::string>> places;  // reference and display
};

struct FhirStays {
  std::vector<json::Value> encounters;  // without those that never took place
  std::map<std::string, json::Value> locations;
  std::vector<RefusedEncounter> refused;
  std::map<std::string, std::string> renamed;  // a location's id → another name that it has in these files

  // The ward above a bed or room: its name, else its id. `display` is what the encounter calls the place.
  std::string unit_of(const std::string& reference, const std::string& display) const;
};

// Entries that cannot be read are named on stderr and left out; encounters among them stand in `refused`. BadUsage when a file
// cannot be opened.
Expected<FhirStays> read_fhir_stays(const std::vector<std::string>& files);

}  // namespace wardlight::tool
