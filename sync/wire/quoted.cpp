// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/quoted.h"

#include "core/crypto/crypto.h"
#include "core/json/value.h"
#include "sync/wire/members.h"

namespace wardlight::wire {
namespace {

constexpr std::string_view kEntry = "entry";
constexpr std::string_view kSealed = "sealed";

}  // namespace

std::string write_quoted(const QuotedUnit& unit) {
  const bool sealed = unit.as == QuotedUnit::As::SealedBox;
  return json::write(json::Value::object({{std::string(sealed ? kSealed : kEntry), crypto::to_base64(as_bytes(unit.bytes))}}));
}

Expected<QuotedUnit> read_quoted(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  const bool sealed = root.find(kSealed) != nullptr;
  WL_TRY(const std::string quoted, text_member(root, sealed ? kSealed : kEntry, "The quoted unit"));
  const auto bytes = crypto::from_base64(quoted);
  if (!bytes) return Error{ErrorCode::InvalidContent, "The quoted unit is not base64.", std::string(sealed ? kSealed : kEntry)};
  return QuotedUnit{sealed ? QuotedUnit::As::SealedBox : QuotedUnit::As::Entry, to_string(*bytes)};
}

}  // namespace wardlight::wire
