// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wardlight::hub {

// Where a tablet is within its first load; stands in its cursor's `place`.
struct FirstLoadPlace {
  enum class Part : std::uint8_t { References, Statements };
  Part part = Part::References;
  std::uint64_t day = 0;    // Statements: the first position of the day being read
  std::uint64_t after = 0;  // the last position given
  std::uint64_t given = 0;  // Statements: how many so far
};

std::string write_place(const FirstLoadPlace& place);
// Nothing when the text is none of ours.
std::optional<FirstLoadPlace> read_place(std::string_view text);

}  // namespace wardlight::hub
