// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/first_load.h"

#include <charconv>

namespace wardlight::hub {
namespace {

std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return number;
}

}  // namespace

std::string write_place(const FirstLoadPlace& place) {
  const bool references = place.part == FirstLoadPlace::Part::References;
  return (references ? "r" : "s") + std::to_string(place.day) + "." + std::to_string(place.after) + "." +
         std::to_string(place.given);
}

std::optional<FirstLoadPlace> read_place(std::string_view text) {
  if (text.empty() || (text[0] != 'r' && text[0] != 's')) return std::nullopt;
  FirstLoadPlace place;
  place.part = text[0] == 'r' ? FirstLoadPlace::Part::References : FirstLoadPlace::Part::Statements;
  text.remove_prefix(1);
  const auto day = take_number(text);
  if (!day || !text.starts_with('.')) return std::nullopt;
  text.remove_prefix(1);
  const auto after = take_number(text);
  if (!after || !text.starts_with('.')) return std::nullopt;
  text.remove_prefix(1);
  const auto given = take_number(text);
  if (!given || !text.empty()) return std::nullopt;
  place.day = *day;
  place.after = *after;
  place.given = *given;
  return place;
}

}  // namespace wardlight::hub
