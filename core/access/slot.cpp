// SPDX-License-Identifier: Apache-2.0
#include "core/access/slot.h"

#include <algorithm>

#include "core/access/slot_format.h"

namespace wardlight::access {
namespace {

constexpr std::size_t kStoreKeySize = 48;
constexpr std::size_t kBoxSecretSize = 32;
constexpr std::string_view kKeyIdLabel = "wardlight store key id";
constexpr std::string_view kMacLabel = "wardlight slot mac 1";
constexpr std::string_view kKekLabel{"slot v1\0", 8};

crypto::Hash mac_of(const Slot& slot, const crypto::Secret& store_key) {
  return crypto::hmac_sha256(crypto::derive(store_key, kMacLabel), write_vouched_part(slot));
}

// The key of the secrets: from the stretched PIN and from what this device alone makes of it. The version is part
// of both, so that the key of an old PIN is not the key of the next file.
Expected<crypto::Secret> key_of_secrets(const SlotHeader& header, const crypto::Secret& stretched_pin, KeyStore& device) {
  const std::string place = header.device.value + '\0' + header.practitioner.value + '\0' + std::to_string(header.slot_version);
  WL_TRY(const auto mixed,
         device.mix("slot/" + std::to_string(header.slot_version), stretched_pin.view(), header.practitioner.value));
  return crypto::derive(crypto::join({stretched_pin.view(), mixed.view()}), std::string(kKekLabel) + place);
}

Error forged() {
  return {ErrorCode::Corrupt, "A sign-in file was changed by somebody else; do not use this tablet and tell the charge nurse.",
          "slot"};
}

}  // namespace

crypto::Secret make_store_key(RandomSource& random) { return crypto::Secret::random(kStoreKeySize, random); }

KeyId key_id_of(const crypto::Secret& store_key) {
  const auto derived = crypto::derive(store_key, kKeyIdLabel);
  KeyId id;
  std::copy_n(derived.view().begin(), id.size(), id.begin());
  return id;
}

Bytes seal_for_recovery(const crypto::Secret& store_key, const crypto::BoxPublicKey& recovery) {
  return crypto::seal(recovery, store_key.view());
}

Expected<Slot> make_slot(SlotHeader header, const SlotKeys& keys, const crypto::Secret& stretched_pin, KeyStore& device,
                         RandomSource& random) {
  header.box_key = keys.box.public_key;
  header.sign_key = keys.sign.public_key;
  header.key_id = key_id_of(keys.store_key);
  if (!fits_slot(header))
    return Error{ErrorCode::InvalidContent, "A name or an id of the staff list is too long; shorten it at the hub.", "staff"};
  WL_TRY(const auto key, key_of_secrets(header, stretched_pin, device));
  const auto secrets = crypto::join({keys.box.secret_key.view(), keys.sign.secret_key.view()});
  Slot slot;
  slot.header = std::move(header);
  slot.secrets = crypto::encrypt(key, secrets.view(), write_bound_part(slot.header), random);
  slot.sealed_store_key = crypto::seal(slot.header.box_key, keys.store_key.view());
  slot.mac = mac_of(slot, keys.store_key);
  return slot;
}

Expected<SlotKeys> open_slot(const Slot& slot, const crypto::Secret& stretched_pin, KeyStore& device) {
  WL_TRY(const auto key, key_of_secrets(slot.header, stretched_pin, device));
  WL_TRY(const auto secrets, crypto::decrypt(key, slot.secrets, write_bound_part(slot.header)));
  auto box = crypto::box_keys_from_secret(crypto::Secret(secrets.view().first(kBoxSecretSize)));
  auto sign = crypto::signing_keys_from_secret(crypto::Secret(secrets.view().subspan(kBoxSecretSize)));
  auto store_key = crypto::open_sealed(box, slot.sealed_store_key);
  if (!store_key) return forged();
  if (key_id_of(*store_key) != slot.header.key_id || !is_vouched(slot, *store_key)) return forged();
  return SlotKeys{std::move(box), std::move(sign), *std::move(store_key)};
}

bool is_vouched(const Slot& slot, const crypto::Secret& store_key) {
  return slot.header.key_id == key_id_of(store_key) && crypto::equal(slot.mac, mac_of(slot, store_key));
}

}  // namespace wardlight::access
