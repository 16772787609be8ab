// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <sstream>
#include <string>

namespace wardlight::measures {

inline std::string clinical_file(const std::string& name) {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  return at == std::string::npos ? std::string() : text.replace(at, what.size(), by);
}

}  // namespace wardlight::measures
