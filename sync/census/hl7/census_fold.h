// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sync/census/census.h"
#include "sync/census/hl7/adt.h"

// From events to the census. Every function looks at all events there are about one thing and puts them into the hospital's
// own order first: so it does not matter in which order, or how often, they came. Pure.
namespace wardlight::census::hl7 {

// FHIR ids that follow from the hospital's own numbers, the same whoever computes them.
std::string patient_id(const Identifier& number);
std::string encounter_id(const Identifier& visit);

// Who the event is about: "Patient/…", "Encounter/…", the number that was merged away too.
std::vector<std::string> subjects_of(const AdtEvent& event);

// The Patient with that id as the newest event has it; after a merge with a link to the surviving one.
Resource fold_patient(std::vector<AdtEvent> events, const std::string& id);
// The Encounter with that id: its stays, and the times when the patient was away from a bed that was kept (status
// reserved). `zone` is what times are written in.
Resource fold_encounter(std::vector<AdtEvent> events, const std::string& id, const Zone& zone);
// The unit, room and bed the events name, each a Location within the other.
std::vector<Resource> locations_of(const AdtEvent& event);

}  // namespace wardlight::census::hl7
