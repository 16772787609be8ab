// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>

#include "core/base/disk.h"
#include "core/base/expected.h"
#include "core/store/store.h"

namespace wardlight::workflows {

// How many forms each nurse left half done: all that a locked tablet may know of them, since its store is closed. In a file
// of its own that holds staff ids and numbers, no patient. It is true only while the tablet is locked: keep it at lock,
// forget it when the store opens, so that after a crash nothing is claimed.
using DraftCounts = std::map<PractitionerId, int>;

Expected<DraftCounts> count_drafts(const store::Store& store, std::span<const PractitionerId> staff);
Expected<void> keep_draft_counts(Disk& disk, const std::string& path, const DraftCounts& counts);
Expected<void> forget_draft_counts(Disk& disk, const std::string& path);
DraftCounts read_draft_counts(Disk& disk, const std::string& path);  // empty when there is no file, or no good one

}  // namespace wardlight::workflows
