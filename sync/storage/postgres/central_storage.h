// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/base/disk.h"
#include "core/base/random.h"
#include "sync/storage/central_storage.h"

namespace wardlight::storage {

struct PostgresCentralOptions {
  std::string uri;
  std::string folder;   // of the epoch files: its own, and epochs/ with one a hospital
  bool create = false;  // make the schema and the network's own rows when they are not there
};

// NotFound when there is no central in that database. `disk` and `random` must outlive it; `read_reports` is called on any
// thread.
Expected<std::unique_ptr<CentralStorage>> open_postgres_central(const PostgresCentralOptions& options, const crypto::Secret& key,
                                                                Disk& disk, RandomSource& random, ReadReports read_reports);

}  // namespace wardlight::storage
