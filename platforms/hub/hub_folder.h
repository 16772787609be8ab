// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/random.h"
#include "platforms/linux/file_lock.h"
#include "sync/hub/hub_keys.h"
#include "sync/hub/known_forms.h"
#include "sync/storage/hub_storage.h"
#include "sync/storage/incidents/incident_file.h"

namespace wardlight::hub_program {

// Where the record is kept: in hub.db of the data folder, or in a PostgreSQL database that many hubs may share.
struct StoreChoice {
  std::string postgres = {};           // as libpq takes it; empty: hub.db
  std::string hospital = "hospital";   // whose rows, of those in one database
};

// A hub's data folder: hub.key (0600), hub.db, epoch, ca/. Every command opens it anew; they may run while the hub serves.
struct HubFolder {
  std::string path;
  crypto::Secret key;
  std::unique_ptr<storage::HubStorage> storage;
  bool is_central = false;  // a network's, not a hospital's
};

struct NewHub {
  std::string name;
  std::string zone;
  std::vector<std::string> hosts;  // beside localhost
  bool is_central = false;         // of a network: its record is in PostgreSQL
};

// Fails with BadUsage when the folder is not empty or the zone is unknown.
Expected<void> create_hub_folder(const std::string& path, const NewHub& hub, Disk& disk, RandomSource& random, Instant now,
                                 const StoreChoice& choice = {});

// NotFound when there is no hub in that folder or database, WrongKey when the two do not belong together, Environment when
// others than its owner may read hub.key; else what the store says.
Expected<HubFolder> open_hub_folder(const std::string& path, Disk& disk, RandomSource& random, const StoreChoice& choice = {});

// incidents.db of the folder, wherever the record is kept; made when it is not there.
Expected<std::unique_ptr<storage::IncidentFile>> open_incidents(const HubFolder& folder);
// For its export: the folder of a hub, and no record behind it.
Expected<std::unique_ptr<storage::IncidentFile>> open_incidents(const std::string& path, Disk& disk);

// The key of the store in that folder. NotFound when there is no hub in it.
Expected<crypto::Secret> read_hub_key(const std::string& path, Disk& disk);

// Everything a serving hub holds. The server's certificate is made anew when it is about to end.
struct ServingKeys {
  hub::HubKeys keys;
  std::string certificate;
  transport::PrivateKey tls_key;
};
// Before serving from hub.db: nobody else does, for as long as the lock is held, and every page of it is whole. Environment or
// Corrupt with what to do. A record in PostgreSQL has its own guards: several hubs may serve it.
Expected<std::optional<platform::FileLock>> guard_record(const HubFolder& folder, const StoreChoice& choice);

Expected<ServingKeys> load_serving_keys(HubFolder& folder, Disk& disk, Instant now);

// The checklists that came with the program.
Expected<hub::KnownForms> load_known_forms(Disk& disk);

inline constexpr std::string_view kNameSetting = "hospital";
inline constexpr std::string_view kZoneSetting = "zone";
inline const std::string kReaderSetting = "hospital read by ";  // and the person's id; at central

}  // namespace wardlight::hub_program
