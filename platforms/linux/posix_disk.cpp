// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/posix_disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "platforms/linux/posix_error.h"

namespace wardlight::platform {
namespace {

constexpr mode_t kOwnerFile = 0600;
constexpr mode_t kOwnerFolder = 0700;

Error last_error(const std::string& path) { return posix_error(errno, path); }

template <class Call>
auto retry_interrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

class PosixFile final : public File {
 public:
  PosixFile(int descriptor, std::string path) : m_descriptor(descriptor), m_path(std::move(path)) {}
  ~PosixFile() override { ::close(m_descriptor); }
  PosixFile(const PosixFile&) = delete;
  PosixFile& operator=(const PosixFile&) = delete;

  Expected<Bytes> read_at(std::uint64_t offset, std::size_t count) override {
    WL_TRY(const auto whole, size());
    Bytes bytes(offset >= whole ? 0 : static_cast<std::size_t>(std::min<std::uint64_t>(count, whole - offset)));
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto got = retry_interrupted(
          [&] { return ::pread(m_descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done)); });
      if (got < 0) return last_error(m_path);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
  }

  Expected<void> write_at(std::uint64_t offset, ByteView bytes) override {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto put = retry_interrupted(
          [&] { return ::pwrite(m_descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done)); });
      if (put < 0) return last_error(m_path);
      done += static_cast<std::size_t>(put);
    }
    return {};
  }

  Expected<void> truncate(std::uint64_t size) override {
    if (retry_interrupted([&] { return ::ftruncate(m_descriptor, static_cast<off_t>(size)); }) != 0) return last_error(m_path);
    return {};
  }

  // Bytes and length are all a reader needs after a crash; the file's dates may be lost.
  Expected<void> sync() override {
    if (retry_interrupted([&] { return ::fdatasync(m_descriptor); }) != 0) return last_error(m_path);
    return {};
  }

  Expected<std::uint64_t> size() override {
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0) return last_error(m_path);
    return static_cast<std::uint64_t>(status.st_size);
  }

 private:
  int m_descriptor;
  std::string m_path;
};

int flags_of(OpenMode mode) {
  switch (mode) {
    case OpenMode::Read: return O_RDONLY | O_CLOEXEC;
    case OpenMode::ReadWrite: return O_RDWR | O_CLOEXEC;
    case OpenMode::CreateNew: return O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL;
    case OpenMode::CreateOrOpen: return O_RDWR | O_CLOEXEC | O_CREAT;
  }
  return O_RDONLY | O_CLOEXEC;
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string parent_of(const std::string& path) {
  const auto slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

Expected<std::unique_ptr<File>> PosixDisk::open(const std::string& path, OpenMode mode) {
  const int descriptor = retry_interrupted([&] { return ::open(path.c_str(), flags_of(mode), kOwnerFile); });
  if (descriptor < 0) return last_error(path);
  return std::unique_ptr<File>(std::make_unique<PosixFile>(descriptor, path));
}

Expected<void> PosixDisk::rename(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) return last_error(from);
  return {};
}

Expected<void> PosixDisk::remove(const std::string& path) {
  if (std::remove(path.c_str()) != 0) return last_error(path);
  return {};
}

Expected<bool> PosixDisk::exists(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  return last_error(path);
}

Expected<std::vector<std::string>> PosixDisk::list(const std::string& folder) {
  std::error_code failed;
  std::filesystem::directory_iterator entry(folder, failed);
  std::vector<std::string> names;
  for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed))
    names.push_back(entry->path().filename().string());
  if (failed) return posix_error(failed.value(), folder);
  std::sort(names.begin(), names.end());
  return names;
}

Expected<void> PosixDisk::make_folder(const std::string& path) {
  if (is_folder(path)) return {};
  const std::string parent = parent_of(path);
  if (parent != path) WL_CHECK(make_folder(parent));
  if (::mkdir(path.c_str(), kOwnerFolder) != 0 && !(errno == EEXIST && is_folder(path))) return last_error(path);
  return sync_folder(parent);
}

Expected<void> PosixDisk::sync_folder(const std::string& path) {
  const int descriptor = retry_interrupted([&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (descriptor < 0) return last_error(path);
  const bool synced = retry_interrupted([&] { return ::fsync(descriptor); }) == 0;
  const Error error = synced ? Error{} : last_error(path);
  ::close(descriptor);
  if (!synced) return error;
  return {};
}

Expected<std::uint64_t> PosixDisk::free_bytes(const std::string& path) {
  struct statvfs status {};
  if (::statvfs(path.c_str(), &status) != 0 && ::statvfs(parent_of(path).c_str(), &status) != 0) return last_error(path);
  return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

}  // namespace wardlight::platform
