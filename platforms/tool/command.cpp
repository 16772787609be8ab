// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/command.h"

#include <fstream>
#include <iostream>
#include <iterator>

namespace wardlight::tool {

Exit exit_for(const Error& error) {
  switch (error.code) {
    case ErrorCode::InvalidContent:
    case ErrorCode::BadUsage:
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
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::BadUsage, "This file cannot be read; check its name and your rights.", path};
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace wardlight::tool
