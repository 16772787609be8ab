// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

struct Reconciled {
  std::size_t patients = 0;
  std::size_t encounters = 0;
  std::size_t unsure = 0;  // more than one possible match: left for a person
};

// Looks for the real Patient and Encounter behind each temporary one, by identifier and by whose stay it is. For each match
// the temporary resource's id gets a hospital version in the feed that names the one which replaces it (Patient.link,
// and the extension urn:wardlight:replaced-by on both); no statement changes. Does nothing twice.
Expected<Reconciled> reconcile_temporaries(storage::HubStorage& storage, Instant now);

// The identifiers a reference resource is found by, its own and, for an Encounter, its patient.
std::vector<census::Identifier> search_identifiers(const json::Value& resource);

}  // namespace wardlight::hub
