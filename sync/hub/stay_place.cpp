// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/stay_place.h"

#include "sync/wire/numbers.h"

namespace wardlight::hub {

std::string write_stay_place(const StayPlace& place) {
  return "c" + std::to_string(place.position) + "." + std::to_string(place.given);
}

std::optional<StayPlace> read_stay_place(std::string_view text) {
  const auto dot = text.find('.');
  if (!text.starts_with('c') || dot == std::string_view::npos) return std::nullopt;
  const auto position = wire::to_number(text.substr(1, dot - 1));
  const auto given = wire::to_number(text.substr(dot + 1));
  if (!position || !given) return std::nullopt;
  return StayPlace{*position, static_cast<std::size_t>(*given)};
}

}  // namespace wardlight::hub
