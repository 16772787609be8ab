// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>

#include "core/base/disk.h"

namespace wardlight::support {

// A file whose content stands in memory, for readers that take a File.
class MemoryFile final : public File {
 public:
  explicit MemoryFile(std::string content) : m_content(to_bytes(content)) {}

  Expected<Bytes> read_at(std::uint64_t offset, std::size_t count) override {
    if (m_failing) return Error{ErrorCode::Environment, "The disk gave an error.", {}};
    const auto from = std::min<std::size_t>(static_cast<std::size_t>(offset), m_content.size());
    const auto to = std::min(m_content.size(), from + count);
    m_largest_read = std::max(m_largest_read, count);
    return Bytes(m_content.begin() + static_cast<std::ptrdiff_t>(from), m_content.begin() + static_cast<std::ptrdiff_t>(to));
  }
  Expected<void> write_at(std::uint64_t offset, ByteView bytes) override {
    const auto at = static_cast<std::size_t>(offset);
    m_content.resize(std::max(m_content.size(), at + bytes.size()));
    std::copy(bytes.begin(), bytes.end(), m_content.begin() + static_cast<std::ptrdiff_t>(at));
    return {};
  }
  Expected<void> truncate(std::uint64_t size) override {
    m_content.resize(static_cast<std::size_t>(size));
    return {};
  }
  Expected<void> sync() override { return {}; }
  Expected<std::uint64_t> size() override { return m_content.size(); }

  void fail() { m_failing = true; }
  std::size_t largest_read() const { return m_largest_read; }

 private:
  Bytes m_content;
  bool m_failing = false;
  std::size_t m_largest_read = 0;
};

}  // namespace wardlight::support
