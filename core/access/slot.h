// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/access/key_store.h"
#include "core/access/role.h"
#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"

namespace wardlight::access {

// Which store key a slot holds, told without the key: slots of an enrolment that was cut short name another.
using KeyId = std::array<std::uint8_t, 16>;

// The 48 bytes that open the tablet's store: 32 of key and 16 of salt (security.md, DBK).
crypto::Secret make_store_key(RandomSource& random);
KeyId key_id_of(const crypto::Secret& store_key);
// The same, for the hub's recovery key alone, so that a tablet nobody can open is not a tablet lost.
Bytes seal_for_recovery(const crypto::Secret& store_key, const crypto::BoxPublicKey& recovery);

// Who the slot is for and what its keys are: public, but bound to the PIN and to the store key.
struct SlotHeader {
  DeviceId device;
  PractitionerId practitioner;
  std::string name;
  Role role = Role::Nurse;
  std::uint64_t slot_version = 1;  // grows with each change on this tablet
  std::uint64_t pin_version = 1;   // the hub's count of PINs it gave
  std::uint32_t key_epoch = 1;     // grows when the store key is changed
  KeyId key_id{};
  Instant not_after{};  // end of the lease; 0 is none
  Instant created{};
  crypto::Salt salt{};
  crypto::StretchCost cost;
  crypto::BoxPublicKey box_key{};
  crypto::SignPublicKey sign_key{};
};

// A nurse's way into one tablet (security.md §3). With the PIN and this device's key it opens to her signing
// key and the store key; with the store key alone it can be sealed anew for her while she is absent.
//
// File, version 1; numbers big-endian, `text` = 2 bytes of length and UTF-8:
//   "WLSLOT" 0 1
//   text device · text practitioner · text name · 1 role · 8 slot_version · 8 pin_version · 4 key_epoch ·
//   16 key_id · 8 not_after · 8 created (ms) · 16 salt · 8 passes · 8 memory · 32 X25519 · 32 Ed25519
//   136 XChaCha20-Poly1305(KEK, X25519 secret ‖ Ed25519 secret), bound to all bytes before
//   96  sealed box to X25519 (store key)
//   32  HMAC-SHA256 over all bytes before, by a key that comes from the store key: who cannot open the store
//       cannot swap a public key to be given the next one
//   text signature of the hub over all bytes before, or empty
struct Slot {
  SlotHeader header;
  Bytes secrets;
  Bytes sealed_store_key;
  crypto::Hash mac{};
  Bytes hub_signature;
};

// What a PIN opens.
struct SlotKeys {
  crypto::BoxKeys box;
  crypto::SigningKeys sign;
  crypto::Secret store_key;
};

Bytes write_slot(const Slot& slot);
// Corrupt unless the bytes are exactly one slot. Never trusts a length it has not checked.
Expected<Slot> parse_slot(ByteView bytes);

// New keys for a person, or the same keys under another PIN. The header's public keys and key id are set from `keys`.
Expected<Slot> make_slot(SlotHeader header, const SlotKeys& keys, const crypto::Secret& stretched_pin, KeyStore& device,
                         RandomSource& random);

// WrongKey: not this PIN, not this device, or the header was touched. Corrupt: the PIN is right and the slot is forged.
Expected<SlotKeys> open_slot(const Slot& slot, const crypto::Secret& stretched_pin, KeyStore& device);

// Whether someone who held the store key made this slot as it is.
bool is_vouched(const Slot& slot, const crypto::Secret& store_key);

}  // namespace wardlight::access
