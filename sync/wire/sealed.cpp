// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/sealed.h"

#include <cstdint>

#include "sync/wire/bundle.h"

namespace wardlight::wire {
namespace {

constexpr std::size_t kLength = sizeof(std::uint32_t);

Error bad(std::string_view what) {
  return {ErrorCode::InvalidContent, "A sealed delivery cannot be read: " + std::string(what) + ".", "$deliver-sealed"};
}

}  // namespace

void append_frame(std::string& body, ByteView sealed_box) {
  Bytes length;
  append_big_endian(length, static_cast<std::uint32_t>(sealed_box.size()));
  body += as_text(length);
  body += as_text(sealed_box);
}

Expected<std::vector<ByteView>> read_frames(std::string_view body) {
  std::vector<ByteView> boxes;
  ByteView rest = as_bytes(body);
  while (!rest.empty()) {
    if (rest.size() < kLength) return bad("a frame's length is cut short");
    const auto size = read_big_endian<std::uint32_t>(rest);
    rest = rest.subspan(kLength);
    if (size > rest.size()) return bad("a frame is cut short");
    if (boxes.size() == kMostUnits) return bad("it holds more frames than one push may");
    boxes.push_back(rest.first(size));
    rest = rest.subspan(size);
  }
  return boxes;
}

}  // namespace wardlight::wire
