// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"

namespace wardlight::wire {

// Brotli (RFC 7932): a single act takes a seventh less than with gzip, for some milliseconds of work. For what is urgent and
// short; never for a batch, whose acts resemble each other so much that gzip does as well in a tenth of the time.
std::string brotli(std::string_view text);

// InvalidContent when it is not Brotli, is cut short, is followed by more, or swells past unpack.h's bounds.
Expected<std::string> unbrotli(std::string_view compressed);

}  // namespace wardlight::wire
