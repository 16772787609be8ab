// SPDX-License-Identifier: Apache-2.0
#include "core/access/attempts.h"
#include "core/base/byte_reader.h"

namespace wardlight::access {
namespace {

constexpr std::string_view kMagic{"WLTRIES\1", 8};
constexpr std::size_t kLongestText = 64;

Error damaged() { return {ErrorCode::Corrupt, "The count of wrong PINs is damaged.", "attempts"}; }

void append_state(Bytes& to, const AttemptState& state) {
  append_big_endian(to, static_cast<std::uint32_t>(state.people.size()));
  for (const auto& [who, person] : state.people) {
    append_counted_text(to, who.value);
    append_big_endian(to, static_cast<std::uint32_t>(person.failures));
    append_time(to, person.last);
  }
  append_big_endian(to, static_cast<std::uint32_t>(state.last_hour.size()));
  for (const Instant time : state.last_hour) append_time(to, time);
  append_big_endian(to, static_cast<std::uint32_t>(state.until_charge_nurse));
  append_time(to, state.seen);
  append_big_endian(to, static_cast<std::uint64_t>(state.monotonic));
  append_counted_text(to, state.boot);
  to.push_back(state.lost ? 1 : 0);
  append_time(to, state.lost.value_or(Instant{}));
}

AttemptState read_state(ByteReader& from) {
  AttemptState state;
  for (auto left = from.number<std::uint32_t>(); left > 0 && !from.failed(); --left) {
    const PractitionerId who{from.text(kLongestText)};
    auto& person = state.people[who];
    person.failures = static_cast<int>(from.number<std::uint32_t>());
    person.last = from.time();
  }
  for (auto left = from.number<std::uint32_t>(); left > 0 && !from.failed(); --left) state.last_hour.push_back(from.time());
  state.until_charge_nurse = static_cast<int>(from.number<std::uint32_t>());
  state.seen = from.time();
  state.monotonic = static_cast<std::int64_t>(from.number<std::uint64_t>());
  state.boot = from.text(kLongestText);
  const auto lost = from.number<std::uint8_t>();
  const Instant when = from.time();
  if (lost != 0) state.lost = when;
  return state;
}

}  // namespace

Bytes write_attempt_page(const AttemptState& state, std::uint64_t turn, const crypto::Secret& mac_key) {
  Bytes content;
  append_state(content, state);
  Bytes page = to_bytes(kMagic);
  append_big_endian(page, turn);
  append_big_endian(page, static_cast<std::uint32_t>(content.size()));
  append(page, content);
  append(page, crypto::hmac_sha256(mac_key, page));
  return page;
}

Expected<AttemptPage> parse_attempt_page(ByteView page, const crypto::Secret& mac_key) {
  ByteReader from(page);
  from.require(as_text(from.take(kMagic.size())) == kMagic);
  AttemptPage parsed;
  parsed.turn = from.number<std::uint64_t>();
  const std::size_t size = from.number<std::uint32_t>();
  const ByteView content = from.take(size);
  crypto::Hash mac{};
  from.fill(mac);
  if (from.failed()) return damaged();
  const ByteView covered = page.first(kMagic.size() + sizeof(std::uint64_t) + sizeof(std::uint32_t) + size);
  if (!crypto::equal(mac, crypto::hmac_sha256(mac_key, covered))) return damaged();
  ByteReader state(content);
  parsed.state = read_state(state);
  if (state.failed() || !state.at_end()) return damaged();
  return parsed;
}

}  // namespace wardlight::access
