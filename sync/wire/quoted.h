// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"

// The body of $deliver-quoted, JSON: one unit in base64, for when it was refused as it is, alone. Nothing between tablet and hub
// reads it then, and the hub can keep even what it cannot read.
namespace wardlight::wire {

struct QuotedUnit {
  enum class As { Entry, SealedBox };
  As as = As::Entry;
  std::string bytes;
};

std::string write_quoted(const QuotedUnit& unit);
// InvalidContent when it is not one of the two, or no base64.
Expected<QuotedUnit> read_quoted(std::string_view text);

}  // namespace wardlight::wire
