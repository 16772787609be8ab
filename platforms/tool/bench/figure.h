// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/json/value.h"

// Speed as a ratio against a named yardstick of the same run. Figures are whole nanoseconds, bytes or counts;
// what is printed comes from exact arithmetic.
namespace wardlight::tool::bench {

enum class Better { AtMost, AtLeast };

struct Figure {
  std::string name;
  std::int64_t value = 0;
  std::string unit;
  std::string yardstick;
  std::int64_t yardstick_value = 1;
  std::string bound;  // of value ÷ yardstick, two decimals
  Better better = Better::AtMost;
};

std::string ratio_of(const Figure& figure);
bool is_within_bound(const Figure& figure);
json::Value to_json(const Figure& figure);

using Nanoseconds = std::int64_t;

template <class Work>
Nanoseconds time_once(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start).count();
}

inline Nanoseconds median(std::vector<Nanoseconds> times) {
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

}  // namespace wardlight::tool::bench
