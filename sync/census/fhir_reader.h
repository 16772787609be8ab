// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/disk.h"
#include "sync/census/census.h"

namespace wardlight::census {

// Reads a file of FHIR R4: NDJSON (one resource or Bundle a line), one Bundle of any type, or one resource.
// It is read in pieces, so memory does not grow with the file; a Bundle is read twice, first for its names.
// One bad line or entry is refused by name and the others are taken. Of a history's versions only the newest counts.
// Fails when the disk fails, when the sink fails, or when the file is none of the three (InvalidContent).
Expected<void> read_fhir(File& file, const std::string& name, Sink& sink);

}  // namespace wardlight::census
