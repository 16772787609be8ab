// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/cursor.h"

#include "core/json/value.h"
#include "sync/wire/numbers.h"
#include "sync/wire/url.h"

namespace wardlight::wire {
namespace {

constexpr std::size_t kMac = 32;
constexpr std::string_view kLabel = "wardlight-cursor-1";

crypto::Hash mac_of(std::string_view payload, const crypto::Secret& key) {
  Bytes message = to_bytes(kLabel);
  message.push_back(0);
  append(message, payload);
  return crypto::hmac_sha256(key, message);
}

Error not_ours() { return {ErrorCode::NotFound, "The cursor is not this hub's; start over without one.", "_cursor"}; }

}  // namespace

std::string write_cursor(const Cursor& cursor, const crypto::Secret& key) {
  auto payload = json::Value::array({json::Value(cursor.epoch), json::Value(cursor.position), json::Value(cursor.scope)});
  if (!cursor.place.empty()) payload.push(json::Value(cursor.place));
  const std::string text = json::write(payload);
  Bytes whole;
  append(whole, mac_of(text, key));
  append(whole, text);
  return to_base64_url(whole);
}

Expected<Cursor> read_cursor(std::string_view text, const crypto::Secret& key) {
  const auto whole = from_base64_url(text);
  if (!whole || whole->size() <= kMac) return not_ours();
  const std::string_view payload = as_text(ByteView(*whole).subspan(kMac));
  if (!crypto::equal(ByteView(*whole).first(kMac), mac_of(payload, key))) return not_ours();
  const auto read = json::parse(payload);
  if (!read) return not_ours();
  const auto position = to_number((*read)[1].text());
  if (!position) return not_ours();
  return Cursor{(*read)[0].text(), *position, (*read)[2].text(), (*read)[3].text()};
}

}  // namespace wardlight::wire
