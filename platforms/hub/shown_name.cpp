// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/shown_name.h"

#include <algorithm>

#include "core/json/value.h"

namespace wardlight::hub_program {
namespace {

constexpr std::size_t kLongest = 100;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

Expected<void> check_shown_name(const std::string& name, const std::string& option) {
  const bool blank = name.empty() || name.front() == ' ' || name.back() == ' ';
  const bool is_utf8 = json::parse(json::write(json::Value::array({json::Value(name)}))).has_value();
  if (!blank && is_utf8 && name.size() <= kLongest && std::ranges::none_of(name, is_control)) return {};
  return Error{
      ErrorCode::BadUsage,
      "A name has 1 to 100 bytes of UTF-8, without line breaks and without space around it: it stands on the tablets' screens.",
      option};
}

}  // namespace wardlight::hub_program
