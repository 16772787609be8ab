// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/base/disk.h"
#include "core/base/random.h"
#include "core/crypto/crypto.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::storage {

class CentralLink;

struct PostgresOptions {
  std::string uri;         // as libpq takes it; a password belongs in its passfile or service file, not here
  std::string hospital;    // whose rows these are: one database may hold many hospitals
  std::string epoch_path;  // the epoch file; not part of the database's backups. Hubs on one machine share it.
  bool create = false;     // make the schema and the hospital's row when they are not there
  // Of a hospital's feed at central: its connections and numbers are shared with those of the others, and what its units
  // report becomes fact rows in the same transaction.
  std::shared_ptr<CentralLink> central = {};
};

// A HubStorage in a PostgreSQL database; any number of hub processes may use one. Pushes that arrive together are committed
// together, and what is acknowledged is on the server's disk and on every synchronous standby.
// Epochs are numbered: a database that was put back, or a standby that was promoted without the last commits, is recognised
// by an epoch or a head behind those in the file, and a new epoch begins. `key` (the hub's) encrypts what could be guessed
// from the database alone: PINs and enrolment codes.
// `disk` and `random` must outlive it; `random` must be safe on any thread. NotFound when the hospital is not there.
Expected<std::unique_ptr<HubStorage>> open_postgres_storage(const PostgresOptions& options, const crypto::Secret& key,
                                                            Disk& disk, RandomSource& random);

}  // namespace wardlight::storage
