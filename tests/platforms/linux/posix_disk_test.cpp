// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/posix_disk.h"

#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "platforms/linux/paths.h"
#include "platforms/linux/posix_error.h"

using namespace wardlight;

namespace {

struct TemporaryFolder {
  TemporaryFolder() : path(platform::make_temporary_folder("test").value()) {}
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  std::string path;
};

unsigned permissions(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

}  // namespace

TEST_CASE("What is written and replaced reads back, and only the owner may read it") {
  TemporaryFolder folder;
  platform::PosixDisk disk;
  REQUIRE(disk.make_folder(folder.path + "/a/b"));
  const auto path = folder.path + "/a/b/file";
  REQUIRE(replace_file(disk, path, as_bytes("first")));
  REQUIRE(replace_file(disk, path, as_bytes("second")));
  CHECK(to_string(read_file(disk, path).value()) == "second");
  CHECK(permissions(path) == 0600);
  CHECK(permissions(folder.path + "/a/b") == 0700);
  CHECK(disk.list(folder.path + "/a/b").value() == std::vector<std::string>{"file"});
}

TEST_CASE("Reading past the end gives fewer bytes, and a hole reads as zeros") {
  TemporaryFolder folder;
  platform::PosixDisk disk;
  auto file = disk.open(folder.path + "/f", OpenMode::CreateNew).value();
  REQUIRE(file->write_at(4, as_bytes("end")));
  REQUIRE(file->sync());
  CHECK(file->size().value() == 7);
  CHECK(file->read_at(5, 1'000'000).value() == to_bytes("nd"));
  CHECK(file->read_at(0, 4).value() == Bytes(4, 0));
  CHECK(file->read_at(99, 4).value().empty());
  REQUIRE(file->truncate(2));
  CHECK(file->size().value() == 2);
}

TEST_CASE("Each refusal of the disk has the code the caller can act on") {
  TemporaryFolder folder;
  platform::PosixDisk disk;
  const auto path = folder.path + "/f";
  CHECK(disk.open(path, OpenMode::Read).error().code == ErrorCode::NotFound);
  CHECK(disk.open(path, OpenMode::ReadWrite).error().code == ErrorCode::NotFound);
  CHECK(disk.open(path, OpenMode::CreateNew));
  CHECK(disk.open(path, OpenMode::CreateNew).error().code == ErrorCode::Conflict);
  CHECK(disk.rename(folder.path + "/none", path).error().code == ErrorCode::NotFound);
  CHECK(disk.remove(folder.path + "/none").error().code == ErrorCode::NotFound);
  CHECK(disk.list(folder.path + "/none").error().code == ErrorCode::NotFound);
  CHECK_FALSE(disk.exists(folder.path + "/none").value());
  CHECK(disk.make_folder(path + "/below a file").error().code == ErrorCode::Conflict);
  CHECK(platform::posix_error(ENOSPC, "f").code == ErrorCode::DiskFull);
  CHECK(platform::posix_error(EACCES, "f").code == ErrorCode::Environment);
}

TEST_CASE("A full device is told as a full disk") {
  platform::PosixDisk disk;
  auto full = disk.open("/dev/full", OpenMode::ReadWrite);
  if (!full) SKIP("this machine has no /dev/full");
  CHECK((*full)->write_at(0, as_bytes("x")).error().code == ErrorCode::DiskFull);
}

TEST_CASE("Free space is told in bytes") {
  platform::PosixDisk disk;
  CHECK(disk.free_bytes("/").value() <= std::filesystem::space("/").capacity);
  CHECK(disk.free_bytes("/").value() > 0);
}
