// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/base/disk.h"

namespace wardlight::census {

// Walks a file of any size through one window of a megabyte, counting lines. Not thread-safe.
// Reading fails once and then for good: look at `failure` when `peek` gives nothing.
class FileCursor {
 public:
  FileCursor(File& file, std::function<void(std::uint64_t)> on_window) : m_file(file), m_on_window(std::move(on_window)) {}

  std::optional<char> peek();  // nothing at the end of the file or after a failure
  void step();                 // past the character that peek() showed
  std::size_t line() const { return m_line; }
  const std::optional<Error>& failure() const { return m_failure; }

 private:
  void fill();

  File& m_file;
  std::function<void(std::uint64_t)> m_on_window;
  Bytes m_window;
  std::size_t m_at = 0;
  std::uint64_t m_next_offset = 0;
  std::size_t m_line = 1;
  bool m_ended = false;
  std::optional<Error> m_failure;
};

}  // namespace wardlight::census
