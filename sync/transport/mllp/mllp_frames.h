// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace wardlight::transport {

// Cuts a stream of bytes into MLLP messages. Not thread-safe.
class MllpFrames {
 public:
  explicit MllpFrames(std::size_t largest) : m_largest(largest) {}

  // False when a message became too large: nothing more can be read from this stream.
  bool feed(std::string_view bytes);
  // The next whole message, without its frame.
  std::optional<std::string> next();

 private:
  std::size_t m_largest;
  std::string m_open;
  bool m_inside = false;
  bool m_ending = false;  // 0x1C was read
  std::deque<std::string> m_whole;
};

std::string write_mllp_frame(std::string_view message);

}  // namespace wardlight::transport
