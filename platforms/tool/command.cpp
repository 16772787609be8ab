// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/command.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "core/base/byte_order_mark.h"

namespace wardlight::tool {

Exit exit_for(const Error& error) {
  switch (error.code) {
    case ErrorCode::InvalidContent:
    case ErrorCode::BadUsage:
    case ErrorCode::NotAllowed:
    case ErrorCode::NotFound: return Exit::BadUsage;
    default: return Exit::Environment;
  }
}

int finish(const Expected<Answer>& answer) {
  if (!answer) {
    const Error& error = answer.error();
    std::cerr << (error.where.empty() ? "" : error.where + ": ") << error.text << '\n';
    return static_cast<int>(exit_for(error));
  }
  std::cout << json::write(answer->json) << '\n';
  return static_cast<int>(answer->exit);
}

Expected<std::string> read_input(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path))
    return Error{ErrorCode::BadUsage, "This file cannot be read; check its name and your rights.", path};
  const std::string text(std::istreambuf_iterator<char>(path == "-" ? std::cin : file), {});
  return std::string(without_byte_order_mark(text));
}

}  // namespace wardlight::tool
