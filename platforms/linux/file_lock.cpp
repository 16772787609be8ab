// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "platforms/linux/posix_error.h"

namespace wardlight::platform {

Expected<FileLock> FileLock::take(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return posix_error(errno, path);
  FileLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return Error{ErrorCode::Conflict, "Another process holds this file.", path};
  return posix_error(errno, path);
}

FileLock::~FileLock() {
  if (m_descriptor >= 0) close(m_descriptor);
}

}  // namespace wardlight::platform
