// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "core/base/expected.h"

namespace wardlight::platform {

// Holds a file for this process alone until it is destroyed or the process ends, however it ends. The file stays, empty.
class FileLock {
 public:
  // Makes the file when it is missing. Conflict when another process holds it; an error of the disk.
  static Expected<FileLock> take(const std::string& path);
  FileLock(FileLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
  int m_descriptor;
};

}  // namespace wardlight::platform
