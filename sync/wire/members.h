// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/crypto/crypto.h"
#include "core/json/value.h"
#include "sync/wire/numbers.h"

// Members that must be there, for the small messages beside FHIR. `what` begins the error's sentence.
namespace wardlight::wire {

inline Error bad_member(std::string_view name, std::string_view what) {
  return {ErrorCode::InvalidContent, std::string(what) + " lacks its " + std::string(name) + ", or it is malformed.",
          std::string(name)};
}

inline Expected<std::string> text_member(const json::Value& object, std::string_view name, std::string_view what) {
  const json::Value* member = object.find(name);
  if (member == nullptr || !member->is_string() || member->text().empty()) return bad_member(name, what);
  return member->text();
}

inline Expected<std::uint64_t> number_member(const json::Value& object, std::string_view name, std::string_view what) {
  const auto number = object[name].is_number() ? to_number(object[name].text()) : std::nullopt;
  if (!number) return bad_member(name, what);
  return *number;
}

template <class Array>
Expected<Array> bytes_member(const json::Value& object, std::string_view name, std::string_view what) {
  Array array{};
  const auto decoded = crypto::from_base64(object.text_of(name));
  if (!decoded || decoded->size() != array.size()) return bad_member(name, what);
  std::copy(decoded->begin(), decoded->end(), array.begin());
  return array;
}

}  // namespace wardlight::wire
