// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <string>

#include "core/base/bytes.h"
#include "core/base/clock.h"

namespace wardlight {

// Reads a binary file format forward. Once something is missing or wrong, failed() stays true and all
// that is read after is empty or zero, so that a parser asks once, at its end. Borrows the bytes.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : m_rest(bytes) {}

  ByteView take(std::size_t count) {
    if (count > m_rest.size()) m_failed = true;
    if (m_failed) return {};
    const ByteView part = m_rest.first(count);
    m_rest = m_rest.subspan(count);
    return part;
  }
  template <class Integer>
  Integer number() {  // big-endian
    const ByteView part = take(sizeof(Integer));
    return m_failed ? Integer{} : read_big_endian<Integer>(part);
  }
  Instant time() { return {static_cast<std::int64_t>(number<std::uint64_t>())}; }
  template <std::size_t N>
  void fill(std::array<std::uint8_t, N>& to) {
    const ByteView part = take(N);
    if (!m_failed) std::copy(part.begin(), part.end(), to.begin());
  }
  // Two bytes of length, then as many bytes; longer than `longest` is wrong.
  std::string text(std::size_t longest) {
    const auto count = number<std::uint16_t>();
    require(count <= longest);
    return to_string(take(count));
  }
  void require(bool condition) { m_failed = m_failed || !condition; }
  bool failed() const { return m_failed; }
  bool at_end() const { return m_rest.empty(); }

 private:
  ByteView m_rest;
  bool m_failed = false;
};

inline void append_time(Bytes& to, Instant time) { append_big_endian(to, static_cast<std::uint64_t>(time.milliseconds)); }
inline void append_counted_text(Bytes& to, std::string_view text) {
  append_big_endian(to, static_cast<std::uint16_t>(text.size()));
  append(to, text);
}

}  // namespace wardlight
