// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "core/store/store_files.h"

namespace wardlight::store {

// What other files of core/store reach of a Store; nobody else includes this.
struct StoreOpener {
  static std::unique_ptr<Store> make(std::shared_ptr<StoreFiles> files, std::unique_ptr<Database> database, std::vector<Alarm> alarms);
  static Database& database(const Store& store);
  static void note_all(const Store& store);  // what changed was not listed
};

}  // namespace wardlight::store
