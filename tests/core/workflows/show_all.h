// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/pfr.hpp>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/json/value.h"

// Every member of a plain struct, however deep, as one text: two that show the same are the same.
namespace wardlight::support {

inline void show_all(std::string& out, const std::string& text) { out += '"' + text + '"'; }
inline void show_all(std::string& out, const json::Value& value) { out += json::write(value); }
template <class T>
void show_all(std::string& out, const std::optional<T>& value);
template <class T>
void show_all(std::string& out, const std::vector<T>& list);
template <class K, class V>
void show_all(std::string& out, const std::map<K, V>& map);
template <class A, class B>
void show_all(std::string& out, const std::pair<A, B>& both);

template <class T>
void show_all(std::string& out, const T& value) {
  if constexpr (std::is_enum_v<T>) {
    out += std::to_string(static_cast<long long>(value));
  } else if constexpr (std::is_arithmetic_v<T>) {
    out += std::to_string(value);
  } else {
    out += '{';
    boost::pfr::for_each_field(value, [&](const auto& field) {
      show_all(out, field);
      out += ',';
    });
    out += '}';
  }
}
template <class T>
void show_all(std::string& out, const std::optional<T>& value) {
  if (value) show_all(out, *value);
  else out += '-';
}
template <class T>
void show_all(std::string& out, const std::vector<T>& list) {
  out += '[';
  for (const auto& item : list) {
    show_all(out, item);
    out += '\n';
  }
  out += ']';
}
template <class K, class V>
void show_all(std::string& out, const std::map<K, V>& map) {
  for (const auto& entry : map) show_all(out, entry);
}
template <class A, class B>
void show_all(std::string& out, const std::pair<A, B>& both) {
  show_all(out, both.first);
  show_all(out, both.second);
}

template <class T>
std::string shown(const T& value) {
  std::string out;
  show_all(out, value);
  return out;
}

}  // namespace wardlight::support
