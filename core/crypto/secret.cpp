// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "core/crypto/crypto.h"

namespace wardlight::crypto {
namespace {

std::uint8_t* allocate(std::size_t size) {
  static const bool ready = sodium_init() >= 0;
  auto* data = ready ? static_cast<std::uint8_t*>(sodium_malloc(size)) : nullptr;
  if (data == nullptr) std::abort();  // no key can be held safely: nothing sensible is left to do
  std::memset(data, 0, size);
  return data;
}

}  // namespace

Secret::Secret(std::size_t size) : m_data(allocate(size)), m_size(size) {}

Secret::Secret(ByteView bytes) : Secret(bytes.size()) {
  if (!bytes.empty()) std::memcpy(m_data, bytes.data(), bytes.size());
}

Secret::Secret(Secret&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  std::swap(m_data, other.m_data);
  std::swap(m_size, other.m_size);
  return *this;
}

Secret::~Secret() { sodium_free(m_data); }

Secret Secret::random(std::size_t size, RandomSource& source) {
  Secret secret(size);
  source.fill(secret.writable());
  return secret;
}

Secret join(std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (const ByteView part : parts) size += part.size();
  Secret whole(size);
  std::uint8_t* to = whole.writable().data();
  for (const ByteView part : parts) to = std::copy(part.begin(), part.end(), to);
  return whole;
}

void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace wardlight::crypto
