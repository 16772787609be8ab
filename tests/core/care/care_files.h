// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "core/json/value.h"

// Reading the content files in tests, and packs with one thing changed.
namespace wardlight::care {

inline std::string clinical_file(const std::string& name) {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The file with the first `from` replaced, which must be there.
inline std::string changed_file(const std::string& name, std::string_view from, std::string_view to) {
  std::string text = clinical_file(name);
  const auto place = text.find(from);
  INFO(name << " does not hold " << from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, from.size(), to);
}

// The same with this one worked example instead of the file's own: shows what a changed number changes.
inline std::string changed_rule(const std::string& name, std::string_view from, std::string_view to, std::string_view example) {
  json::Value pack = json::parse(changed_file(name, from, to)).value();
  pack.set("examples", json::Value::array({json::parse(example).value()}));
  return json::write(pack);
}

template <class T>
T must_load(Expected<T> loaded) {
  if (!loaded) FAIL(loaded.error().where << ": " << loaded.error().text);
  return std::move(loaded).value();
}

template <class T>
void refuses(const Expected<T>& loaded, std::string_view names) {
  REQUIRE_FALSE(loaded.has_value());
  const std::string said = loaded.error().where + ": " + loaded.error().text;
  INFO(said);
  CHECK(said.find(names) != std::string::npos);
  CHECK(loaded.error().code == ErrorCode::InvalidContent);
}

}  // namespace wardlight::care
