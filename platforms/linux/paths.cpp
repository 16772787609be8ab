// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/paths.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "platforms/linux/posix_error.h"

namespace wardlight::platform {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// ../share/NAME of the running program.
Expected<std::string> shared_folder(const std::string& name, const std::string& what) {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  const auto folder = program.parent_path().parent_path() / "share" / name;
  if (failed || !std::filesystem::is_directory(folder, failed))
    return Error{ErrorCode::NotFound, what + " not beside the program; install Wardlight again.", folder.string()};
  return folder.string();
}

}  // namespace

Expected<std::string> assets_folder() { return shared_folder("wardlight", "The content files are"); }
Expected<std::string> pages_folder() { return shared_folder("wardlight-pages", "The report pages are"); }

Expected<std::string> default_data_folder() {
  if (const auto data = environment("XDG_DATA_HOME"); !data.empty()) return data + "/wardlight";
  if (const auto home = environment("HOME"); !home.empty()) return home + "/.local/share/wardlight";
  return Error{ErrorCode::NotFound, "There is no home folder to keep data in; say where with --data.", "paths"};
}

Expected<std::string> make_temporary_folder(const std::string& purpose) {
  const auto chosen = environment("TMPDIR");
  std::string pattern = (chosen.empty() ? "/tmp" : chosen) + "/wardlight-" + purpose + "-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) return posix_error(errno, pattern);
  return pattern;
}

}  // namespace wardlight::platform
