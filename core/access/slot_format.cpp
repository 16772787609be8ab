// SPDX-License-Identifier: Apache-2.0
#include "core/access/slot_format.h"
#include "core/access/slot.h"
#include "core/base/byte_reader.h"

namespace wardlight::access {
namespace {

constexpr std::string_view kMagic{"WLSLOT\0\1", 8};
constexpr std::size_t kLongestId = 64;
constexpr std::size_t kLongestName = 256;
constexpr std::size_t kSecretsSize = 24 + 32 + 64 + 16;
constexpr std::size_t kSealedSize = 48 + 48;
constexpr std::size_t kSignatureSize = 64;
constexpr std::uint64_t kMostPasses = 64;
constexpr std::uint64_t kLeastMemory = 8 << 10;
constexpr std::uint64_t kMostMemory = 1 << 30;

SlotHeader read_header(ByteReader& from) {
  SlotHeader header;
  header.device.value = from.text(kLongestId);
  header.practitioner.value = from.text(kLongestId);
  header.name = from.text(kLongestName);
  const auto role = role_from_number(from.number<std::uint8_t>());
  from.require(role.has_value() && !header.practitioner.empty());
  header.role = role.value_or(Role::Nurse);
  header.slot_version = from.number<std::uint64_t>();
  header.pin_version = from.number<std::uint64_t>();
  header.key_epoch = from.number<std::uint32_t>();
  from.fill(header.key_id);
  header.not_after = from.time();
  header.created = from.time();
  from.fill(header.salt);
  header.cost.passes = from.number<std::uint64_t>();
  header.cost.memory = from.number<std::uint64_t>();
  from.require(header.cost.passes >= 1 && header.cost.passes <= kMostPasses);
  from.require(header.cost.memory >= kLeastMemory && header.cost.memory <= kMostMemory);
  from.fill(header.box_key);
  from.fill(header.sign_key);
  return header;
}

}  // namespace

bool fits_slot(const SlotHeader& header) {
  return header.device.value.size() <= kLongestId && !header.practitioner.empty() &&
         header.practitioner.value.size() <= kLongestId && header.name.size() <= kLongestName;
}

Bytes write_bound_part(const SlotHeader& header) {
  Bytes bytes = to_bytes(kMagic);
  append_counted_text(bytes, header.device.value);
  append_counted_text(bytes, header.practitioner.value);
  append_counted_text(bytes, header.name);
  bytes.push_back(static_cast<std::uint8_t>(header.role));
  append_big_endian(bytes, header.slot_version);
  append_big_endian(bytes, header.pin_version);
  append_big_endian(bytes, header.key_epoch);
  append(bytes, header.key_id);
  append_time(bytes, header.not_after);
  append_time(bytes, header.created);
  append(bytes, header.salt);
  append_big_endian(bytes, header.cost.passes);
  append_big_endian(bytes, static_cast<std::uint64_t>(header.cost.memory));
  append(bytes, header.box_key);
  append(bytes, header.sign_key);
  return bytes;
}

Bytes write_vouched_part(const Slot& slot) {
  Bytes bytes = write_bound_part(slot.header);
  append(bytes, slot.secrets);
  append(bytes, slot.sealed_store_key);
  return bytes;
}

Bytes write_slot(const Slot& slot) {
  Bytes bytes = write_vouched_part(slot);
  append(bytes, slot.mac);
  append_counted_text(bytes, as_text(slot.hub_signature));
  return bytes;
}

Expected<Slot> parse_slot(ByteView bytes) {
  ByteReader from(bytes);
  from.require(as_text(from.take(kMagic.size())) == kMagic);
  Slot slot;
  slot.header = read_header(from);
  const ByteView secrets = from.take(kSecretsSize);
  const ByteView sealed = from.take(kSealedSize);
  from.fill(slot.mac);
  slot.hub_signature = to_bytes(from.text(kSignatureSize));
  from.require(slot.hub_signature.empty() || slot.hub_signature.size() == kSignatureSize);
  if (from.failed() || !from.at_end())
    return Error{ErrorCode::Corrupt, "A sign-in file is damaged; sign in on another tablet and ask for a new PIN here.", "slot"};
  slot.secrets.assign(secrets.begin(), secrets.end());
  slot.sealed_store_key.assign(sealed.begin(), sealed.end());
  return slot;
}

}  // namespace wardlight::access
