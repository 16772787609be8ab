// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/scanner_wedge.h"

#include <utility>

namespace wardlight::shell {

void ScannerWedge::type(std::string_view utf8, double t) {
  if (!m_held.empty() && (t - m_last > kGap || m_held.size() > kMost)) {
    m_typed += std::exchange(m_held, {});
    m_characters = 0;
  }
  m_held += utf8;
  ++m_characters;
  m_last = t;
}

std::optional<std::string> ScannerWedge::enter(double t) {
  const bool scanned = m_characters >= kLeast && t - m_last <= kGap;
  m_characters = 0;
  if (scanned) return std::exchange(m_held, {});
  m_typed += std::exchange(m_held, {});
  return std::nullopt;
}

std::string ScannerWedge::take_typed(double t) {
  if (!m_held.empty() && t - m_last >= kSettle) {
    m_typed += std::exchange(m_held, {});
    m_characters = 0;
  }
  return std::exchange(m_typed, {});
}

void ScannerWedge::clear() {
  m_held.clear();
  m_typed.clear();
  m_characters = 0;
}

}  // namespace wardlight::shell
