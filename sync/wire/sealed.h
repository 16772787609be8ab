// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/expected.h"

// The body of $deliver-sealed: frames of a 4-byte big-endian length and one sealed box each.
namespace wardlight::wire {

inline constexpr std::string_view kSealedContentType = "application/octet-stream";

void append_frame(std::string& body, ByteView sealed_box);

// The boxes, in order, as views into `body`. InvalidContent when a frame is cut short or there are too many for one push.
Expected<std::vector<ByteView>> read_frames(std::string_view body);

}  // namespace wardlight::wire
