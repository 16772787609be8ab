// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "core/base/disk.h"
#include "core/base/expected.h"

namespace wardlight::census {

struct ScannedEntry {
  std::size_t index = 0;  // 1, 2, 3 …
  std::size_t line = 0;   // where it begins
  std::string text;       // one JSON value, brackets balanced, not otherwise judged
};

struct ScannedDocument {
  std::string resource_type;
  std::string bundle_type;
  std::size_t entries = 0;
};

// Reads one JSON object of any size and hands out the elements of its "entry" array one by one; its other members
// are passed over, but for resourceType and type. An entry of more than 16 MiB is too large.
// Fails with InvalidContent and the line when the object cannot be followed to its end, or with the disk's or the
// visitor's error; entries before the failure were handed out.
Expected<ScannedDocument> scan_document(File& file, const std::function<void(std::uint64_t)>& on_progress,
                                        const std::function<Expected<void>(ScannedEntry)>& visit);

}  // namespace wardlight::census
