// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/expected.h"

// A store that is not as it was left is evidence: it is kept, whole, for somebody to look at (security.md, ST9).
namespace wardlight::store {

// Copies those of `files` that exist into a new folder below `quarantine`, synced; gives the folder.
Expected<std::string> copy_to_quarantine(Disk& disk, const std::string& quarantine, const std::vector<std::string>& files, Instant now);

// The same by renaming, in the order given: after a crash in between, calling it again moves the rest. The order must
// end with the file whose presence says that there was a store.
Expected<std::string> move_to_quarantine(Disk& disk, const std::string& quarantine, const std::vector<std::string>& files, Instant now);

}  // namespace wardlight::store
