// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/mllp/mllp_frames.h"

namespace wardlight::transport {
namespace {

constexpr char kStart = 0x0b;
constexpr char kEnd = 0x1c;
constexpr char kReturn = 0x0d;

}  // namespace

bool MllpFrames::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (c == kStart) {  // also in the middle of a message: its sender began again
      m_open.clear();
      m_inside = true;
      m_ending = false;
    } else if (!m_inside) {
      continue;
    } else if (m_ending && c == kReturn) {
      m_whole.push_back(std::move(m_open));
      m_open.clear();
      m_inside = false;
      m_ending = false;
    } else {
      if (m_ending) m_open += kEnd;
      m_ending = c == kEnd;
      if (!m_ending) m_open += c;
      if (m_open.size() > m_largest) return false;
    }
  }
  return true;
}

std::optional<std::string> MllpFrames::next() {
  if (m_whole.empty()) return std::nullopt;
  auto message = std::move(m_whole.front());
  m_whole.pop_front();
  return message;
}

std::string write_mllp_frame(std::string_view message) {
  return kStart + std::string(message) + kEnd + kReturn;
}

}  // namespace wardlight::transport
