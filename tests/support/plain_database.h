// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "tests/support/fault_disk.h"

namespace wardlight::support {

// Runs SQL on an unencrypted, unguarded database of that disk: the harm that the store's guards keep off, so that a test
// which looks for it is known to see it. False when SQLite refused.
bool run_on_plain_database(FaultDisk& disk, const std::string& path, std::string_view sql);

}  // namespace wardlight::support
