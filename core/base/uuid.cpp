// SPDX-License-Identifier: Apache-2.0
#include "core/base/uuid.h"

#include <array>
#include <cctype>

namespace wardlight {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr bool dash_before(std::size_t byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

std::string to_uuid_text(const std::array<std::uint8_t, 16>& bytes) {
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (dash_before(i)) text += '-';
    text += kHexDigits[bytes[i] >> 4];
    text += kHexDigits[bytes[i] & 15];
  }
  return text;
}

}  // namespace

std::string make_uuid_v7(Instant now, RandomSource& random) {
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  const auto stamp = static_cast<std::uint64_t>(now.milliseconds);
  for (unsigned i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(stamp >> (40 - 8 * i));
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  return to_uuid_text(bytes);
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return false;
    if (!dash && std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return false;
  }
  return true;
}

}  // namespace wardlight
