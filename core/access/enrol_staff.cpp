// SPDX-License-Identifier: Apache-2.0
#include "core/access/enrol_staff.h"

#include <algorithm>

#include "core/access/attempts.h"
#include "core/access/sign_keys.h"
#include "core/access/slot_folder.h"

namespace wardlight::access {
namespace {

SlotFolder folder_of(const TabletParts& parts) { return {parts.disk, parts.folder.slots()}; }

SlotHeader header_for(const TabletParts& parts, const StaffEntry& entry, std::uint32_t key_epoch) {
  SlotHeader header;
  header.device = parts.device;
  header.practitioner = entry.practitioner;
  header.name = entry.name;
  header.role = entry.role;
  header.pin_version = entry.pin_version;
  header.key_epoch = key_epoch;
  header.created = parts.clock.now();
  header.salt = entry.salt;
  header.cost = parts.cost;
  return header;
}

// Opens what stands on the disk before the old file goes.
Expected<void> try_slot(const TabletParts& parts, const Slot& written, const crypto::Secret& stretched,
                        const crypto::Secret& store_key) {
  WL_TRY(const auto keys, open_slot(written, stretched, parts.device_key));
  if (crypto::equal(keys.store_key.view(), store_key.view())) return {};
  return Error{ErrorCode::Corrupt, "A sign-in file could not be written; check the disk and try again.", "slots"};
}

Expected<NewSigner> write_new_slot(const TabletParts& parts, const StaffEntry& entry, SlotHeader header,
                                   const crypto::Secret& store_key) {
  const SlotKeys keys{crypto::make_box_keys(parts.random), crypto::make_signing_keys(parts.random), store_key.clone()};
  WL_TRY(const Slot slot, make_slot(std::move(header), keys, entry.stretched, parts.device_key, parts.random));
  WL_CHECK(
      folder_of(parts).replace(slot, [&](const Slot& written) { return try_slot(parts, written, entry.stretched, store_key); }));
  return NewSigner{entry.practitioner, slot.header.sign_key, slot.header.box_key};
}

bool is_current(const SlotHeader& header, const StaffEntry& entry) {
  return header.name == entry.name && header.role == entry.role && header.pin_version == entry.pin_version;
}

}  // namespace

Expected<AttemptCounter> open_attempts(const TabletParts& parts) {
  WL_TRY(auto mac_key, parts.device_key.mix("attempts", {}, {}));
  return AttemptCounter(parts.disk, parts.clock, parts.folder.attempts(), parts.rules.policy, std::move(mac_key));
}

Expected<bool> is_enrolled(const TabletParts& parts) {
  WL_TRY(const auto mark, folder_of(parts).find_mark());
  return mark.has_value();
}

Expected<PendingEnrolment> prepare_enrolment(const TabletParts& parts, const StaffRoster& roster) {
  WL_TRY(const bool enrolled, is_enrolled(parts));
  if (enrolled)
    return Error{ErrorCode::NotAllowed, "This tablet is enrolled already; use it, or choose an empty folder.", "enrolment"};
  if (roster.empty())
    return Error{ErrorCode::InvalidContent, "The hub has no staff yet; add a person there, then enrol this tablet.", "enrolment"};
  SlotFolder slots = folder_of(parts);
  WL_CHECK(slots.make());
  PendingEnrolment pending{make_store_key(parts.random), {}};
  for (const auto& entry : roster) {
    WL_TRY(auto signer, write_new_slot(parts, entry, header_for(parts, entry, 1), pending.store_key));
    pending.signers.push_back(std::move(signer));
  }
  WL_TRY(AttemptCounter attempts, open_attempts(parts));
  WL_CHECK(attempts.create());
  return pending;
}

Expected<void> commit_enrolment(const TabletParts& parts, const PendingEnrolment& pending) {
  return folder_of(parts).write_mark({1, key_id_of(pending.store_key)});
}

Expected<std::vector<NewSigner>> update_staff(const TabletParts& parts, const crypto::Secret& store_key,
                                              const StaffRoster& roster) {
  SlotFolder slots = folder_of(parts);
  WL_TRY(const auto mark, slots.find_mark());
  if (!mark || mark->id != key_id_of(store_key))
    return Error{ErrorCode::WrongKey, "The staff list cannot be taken in with this key; sign in again.", "slots"};
  WL_TRY(AttemptCounter attempts, open_attempts(parts));
  std::vector<NewSigner> signers;
  for (const auto& entry : roster) {
    auto found = slots.find(entry.practitioner);
    if (!found && found.error().code != ErrorCode::Corrupt) return found.error();
    const Slot* old = found && *found ? &**found : nullptr;
    if (old != nullptr && is_current(old->header, entry)) continue;
    SlotHeader header = header_for(parts, entry, mark->epoch);
    header.slot_version = old == nullptr ? 1 : old->header.slot_version + 1;
    if (old != nullptr && is_vouched(*old, store_key)) WL_CHECK(keep_old_sign_key(parts, store_key, old->header));
    WL_TRY(auto signer, write_new_slot(parts, entry, std::move(header), store_key));
    WL_CHECK(attempts.forgive(entry.practitioner));
    signers.push_back(std::move(signer));
  }
  return signers;
}

Expected<std::vector<NewSigner>> list_signers(const TabletParts& parts, const crypto::Secret& store_key) {
  WL_TRY(const SlotList list, folder_of(parts).list());
  std::vector<NewSigner> signers;
  for (const auto& slot : list.slots)
    if (is_vouched(slot, store_key)) signers.push_back({slot.header.practitioner, slot.header.sign_key, slot.header.box_key});
  return signers;
}

}  // namespace wardlight::access
