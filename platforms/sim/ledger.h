// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/disk.h"
#include "core/json/value.h"
#include "core/store/store.h"
#include "core/time/time.h"
#include "platforms/sim/plan.h"
#include "sync/client/plain/plain_server.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::sim {

// What the simulated nurses did, written by their side alone: the truth that hub and tablets are held against.
struct NurseAct {
  std::size_t tablet = 0;
  PractitionerId nurse;
  EncounterId encounter;
  Instant done_at;
  Instant entered_at;
  care::RoundKind kind = care::RoundKind::Full;
  StatementId statement;
  bool correction = false;
  bool saved = false;  // the tablet said "Saved"
};
json::Value to_json(const NurseAct& act, const Zone& zone);

// One replica's statements by id, each with its exact entry.
struct Replica {
  std::map<std::string, std::string> entries;
  std::size_t repeated = 0;  // ids that were met twice
  std::set<std::string> rounds;  // ids of answers to the hourly round
};
Expected<Replica> read_tablet(const store::Store& store, const std::string& round_form);
// From a FHIR server that is no hub; InvalidContent when it lacks the plain resource of a statement.
Expected<Replica> read_server(sync::PlainServer& server, const std::string& round_form);
Expected<Replica> read_hub(storage::HubStorage& storage, const std::string& round_form);

// One entry a line, in order of id.
std::string to_ndjson(const Replica& replica);

}  // namespace wardlight::sim
