// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/expected.h"

namespace wardlight::wire {

inline constexpr std::size_t kMostInflated = std::size_t{8} << 20;
inline constexpr std::size_t kMostRatio = 64;

enum class Unpacked { More, Whole, Broken };
// Writes to the room, of which `left` is then what it did not need.
using Unpacker = std::function<Unpacked(char* room, std::size_t& left)>;

Error cannot_unpack(std::string_view coding, std::string_view why);

// What a decoder makes of so many bytes. InvalidContent when it finds them broken, or when the text swells past 8 MB or 64 : 1; it
// stops at the bound, so that a small body cannot fill the memory.
Expected<std::string> unpack(std::string_view coding, std::size_t compressed, const Unpacker& decode);

}  // namespace wardlight::wire
