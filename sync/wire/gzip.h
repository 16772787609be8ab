// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/expected.h"

namespace wardlight::wire {

inline constexpr std::size_t kMostInflated = std::size_t{8} << 20;
inline constexpr std::size_t kMostRatio = 64;

std::string gzip(std::string_view text);

// InvalidContent when it is not gzip, is cut short, or swells past 8 MB or 64 : 1; it stops at the bound, so that
// a small body cannot fill the memory.
Expected<std::string> gunzip(std::string_view compressed);

}  // namespace wardlight::wire
