// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Patients who could be taken for each other by name. Pure; any thread; cannot fail.
namespace wardlight::care {

struct FullName {
  std::string family;
  std::string given;  // the first given name counts
};

// The American Soundex of a name: its letter and three digits, "0000" for a name without Latin letters.
std::string soundex(std::string_view name);

// Whether two names look or sound alike: the family names are the same, sound the same or differ by one slip of
// the pen, and the given names sound the same or begin with the same letter (or one is missing); or family and
// given name are the same the other way round. Case and accents do not count.
bool is_alike(const FullName& a, const FullName& b);

// For each name the others that are alike, by index.
std::vector<std::vector<std::size_t>> find_alike(std::span<const FullName> names);

}  // namespace wardlight::care
