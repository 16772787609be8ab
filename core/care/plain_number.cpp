// SPDX-License-Identifier: Apache-2.0
#include "core/care/plain_number.h"

namespace wardlight::care {
namespace {

constexpr int kOldestAge = 130;

}  // namespace

Expected<Decimal> read_plain_number(const json::Value& value, std::string_view where) {
  const auto number = value.is_number() ? Decimal::parse(value.text()) : std::nullopt;
  if (!number)
    return Error{ErrorCode::InvalidContent, "A number is needed here, of 18 digits at most and not in quotes.",
                 std::string(where)};
  return *number;
}

Expected<void> check_age(const json::Value& input, int least, std::string_view rule) {
  if (input["age"].is_null()) return {};
  WL_TRY(const Decimal age, read_plain_number(input["age"], "age"));
  if (compare(age, Decimal::from_integer(0)) < 0 || compare(age, Decimal::from_integer(kOldestAge)) > 0)
    return Error{ErrorCode::InvalidContent, "An age in years lies from 0 to 130.", "age"};
  if (compare(age, Decimal::from_integer(least)) < 0)
    return Error{ErrorCode::InvalidContent,
                 std::string(rule) + ": this is not made for patients under " + std::to_string(least) +
                     " years; use what your hospital has for them.",
                 "age"};
  return {};
}

}  // namespace wardlight::care
