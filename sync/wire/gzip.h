// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"

namespace wardlight::wire {

std::string gzip(std::string_view text);

// InvalidContent when it is not gzip, is cut short, or swells past unpack.h's bounds.
Expected<std::string> gunzip(std::string_view compressed);

}  // namespace wardlight::wire
