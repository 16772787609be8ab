// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <bit>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/uuid.h"

namespace wardlight {
namespace {

using Block = std::array<std::uint32_t, 5>;

std::uint32_t round_constant(unsigned round) {
  return round < 20 ? 0x5A827999U : round < 40 ? 0x6ED9EBA1U : round < 60 ? 0x8F1BBCDCU : 0xCA62C1D6U;
}

std::uint32_t mix(unsigned round, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  if (round < 20) return (b & c) | (~b & d);
  if (round < 40 || round >= 60) return b ^ c ^ d;
  return (b & c) | (b & d) | (c & d);
}

void digest_block(Block& state, ByteView block) {
  std::array<std::uint32_t, 80> words{};
  for (std::size_t i = 0; i < 16; ++i) words[i] = read_big_endian<std::uint32_t>(block.subspan(4 * i, 4));
  for (std::size_t i = 16; i < 80; ++i) words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  auto [a, b, c, d, e] = state;
  for (unsigned i = 0; i < 80; ++i) {
    const std::uint32_t next = std::rotl(a, 5) + mix(i, b, c, d) + e + round_constant(i) + words[i];
    e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
  }
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

// SHA-1 (RFC 3174). Only names are made with it, as UUIDv5 asks; nothing is protected by it.
Bytes sha1(Bytes message) {
  const std::uint64_t bits = message.size() * 8;
  message.push_back(0x80);
  while (message.size() % 64 != 56) message.push_back(0);
  append_big_endian(message, bits);
  Block state = {0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
  for (std::size_t at = 0; at < message.size(); at += 64) digest_block(state, ByteView(message).subspan(at, 64));
  Bytes digest;
  for (const auto word : state) append_big_endian(digest, word);
  return digest;
}

constexpr std::string_view kHexDigits = "0123456789abcdef";

std::uint8_t nibble(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  return static_cast<std::uint8_t>((c | 0x20) - 'a' + 10);
}

Bytes uuid_bytes(std::string_view uuid) {
  Bytes bytes;
  if (is_uuid(uuid)) {
    for (std::size_t i = 0; i < uuid.size(); i += uuid[i] == '-' ? 1 : 2) {
      if (uuid[i] != '-') bytes.push_back(static_cast<std::uint8_t>(nibble(uuid[i]) << 4 | nibble(uuid[i + 1])));
    }
  }
  bytes.resize(16);
  return bytes;
}

}  // namespace

std::string make_uuid_v5(std::string_view name_space, std::string_view name) {
  Bytes message = uuid_bytes(name_space);
  append(message, name);
  Bytes digest = sha1(std::move(message));
  digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0f) | 0x50);
  digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3f) | 0x80);
  std::string text;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHexDigits[digest[i] >> 4];
    text += kHexDigits[digest[i] & 15];
  }
  return text;
}

}  // namespace wardlight
