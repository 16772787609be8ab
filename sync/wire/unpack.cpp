// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/unpack.h"

#include <algorithm>

namespace wardlight::wire {
namespace {

constexpr std::size_t kFirstRoom = std::size_t{16} << 10;

}  // namespace

Error cannot_unpack(std::string_view coding, std::string_view why) {
  return {ErrorCode::InvalidContent, "A compressed body cannot be read: " + std::string(why) + ". Send it again.",
          std::string(coding)};
}

Expected<std::string> unpack(std::string_view coding, std::size_t compressed, const Unpacker& decode) {
  const std::size_t bound = std::min(kMostInflated, compressed * kMostRatio);
  std::string text;
  auto state = Unpacked::More;
  while (state == Unpacked::More && text.size() <= bound) {
    const std::size_t before = text.size();
    text.resize(std::min(std::max(before * 2, kFirstRoom), bound + 1));
    std::size_t left = text.size() - before;
    state = decode(text.data() + before, left);
    text.resize(text.size() - left);
  }
  if (text.size() > bound) return cannot_unpack(coding, "it is larger than is allowed");
  if (state != Unpacked::Whole) return cannot_unpack(coding, "it is damaged or cut short");
  return text;
}

}  // namespace wardlight::wire
