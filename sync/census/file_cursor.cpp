// SPDX-License-Identifier: Apache-2.0
#include "sync/census/file_cursor.h"

#include "core/base/byte_order_mark.h"
#include "core/base/bytes.h"

namespace wardlight::census {
namespace {

constexpr std::size_t kWindow = std::size_t{1} << 20;

}  // namespace

void FileCursor::fill() {
  auto window = m_file.read_at(m_next_offset, kWindow);
  m_at = 0;
  if (!window) {
    m_failure = window.error();
    m_window.clear();
  } else {
    m_window = *std::move(window);
  }
  if (m_next_offset == 0 && as_text(m_window).starts_with(kByteOrderMark)) m_at = kByteOrderMark.size();
  m_ended = m_at == m_window.size();
  m_next_offset += m_window.size();
  if (m_on_window) m_on_window(m_next_offset);
}

std::optional<char> FileCursor::peek() {
  if (m_at == m_window.size() && !m_ended) fill();
  if (m_ended) return std::nullopt;
  return static_cast<char>(m_window[m_at]);
}

void FileCursor::step() {
  if (m_window[m_at] == '\n') ++m_line;
  ++m_at;
}

}  // namespace wardlight::census
