// SPDX-License-Identifier: Apache-2.0
#include <cwchar>
#include <regex>

#include "core/forms/check_answer.h"

namespace wardlight::forms {
namespace {

constexpr std::size_t kLongestMatched = 2000;  // the engine recurses once a character

std::wstring widen(std::string_view utf8) {
  std::wstring wide;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k)
      point = (point << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
    wide += static_cast<wchar_t>(point);
    i += length;
  }
  return wide;
}

}  // namespace

std::optional<bool> matches_pattern(const std::string& pattern, const std::string& text) {
  try {
    const std::wregex compiled(widen(pattern), std::regex_constants::ECMAScript);
    if (text.size() > kLongestMatched) return std::nullopt;
    return std::regex_match(widen(text), compiled);
  } catch (const std::regex_error&) {
    return std::nullopt;
  }
}

}  // namespace wardlight::forms
