// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wardlight::hub {

// Where a tablet is within what comes with a stay that is seen from now on, when that is more than a page; stands in its
// cursor's `place`, while its position is the one before the stay's.
struct StayPlace {
  std::uint64_t position = 0;  // of the stay
  std::size_t given = 0;       // of what comes before it, how many so far
};

std::string write_stay_place(const StayPlace& place);
// Nothing when the text is none of ours.
std::optional<StayPlace> read_stay_place(std::string_view text);

}  // namespace wardlight::hub
