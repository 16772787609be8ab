// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/disk.h"
#include "core/base/expected.h"

namespace wardlight::platform {

struct Printed {
  std::string file;          // empty: none is kept
  bool on_printer = false;   // lp took it
};

// A PDF with patient data into `path`: readable by this user alone from its first byte on, and no other copy of it anywhere. A
// file that is there already is replaced. Environment when it cannot be written.
Expected<void> write_private_file(const std::string& path, ByteView bytes);

// Into the folder that the hospital chose, and to the printer when this machine has `lp` (it reads the bytes from a pipe).
// Environment with a sentence when there is neither.
Expected<Printed> print_pdf(const std::string& folder, const std::string& name, ByteView pdf);

}  // namespace wardlight::platform
