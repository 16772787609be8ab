// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/posix_error.h"

#include <cerrno>
#include <cstring>

namespace wardlight::platform {

Error posix_error(int number, const std::string& path) {
  switch (number) {
    case ENOENT:
    case ENOTDIR: return {ErrorCode::NotFound, "There is no file or folder " + path + ".", path};
    case EEXIST: return {ErrorCode::Conflict, "The file " + path + " is there already.", path};
    case ENOSPC:
    case EDQUOT: return {ErrorCode::DiskFull, "The disk is full; free some space and try again.", path};
    case EACCES:
    case EPERM:
      return {ErrorCode::Environment, "This account may not use " + path + "; check who owns it and its permissions.", path};
    case EISDIR: return {ErrorCode::BadUsage, "This is a folder; name a file.", path};
    case EROFS: return {ErrorCode::Environment, "The disk is read-only; mount it for writing and try again.", path};
    default: return {ErrorCode::Environment, "The machine could not use " + path + " (" + std::strerror(number) + ").", path};
  }
}

}  // namespace wardlight::platform
