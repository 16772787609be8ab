// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/access/slot.h"
#include "core/access/tablet_parts.h"

namespace wardlight::access {

// One person of the hub's staff list ($staff of wire.md). `stretched` is what opens the slot together with the device's key.
struct StaffEntry {
  PractitionerId practitioner;
  std::string name;
  Role role = Role::Nurse;
  crypto::Salt salt{};
  crypto::Secret stretched;
  std::uint64_t pin_version = 1;
};
using StaffRoster = std::vector<StaffEntry>;

// The public keys that the hub must know before it can believe this person's statements from this tablet.
struct NewSigner {
  PractitionerId practitioner;
  crypto::SignPublicKey sign_key{};
  crypto::BoxPublicKey box_key{};
};

// The store key and slots of a tablet that is being enrolled. Nothing counts before commit_enrolment():
// a tablet that loses power before it is simply not enrolled and starts again.
struct PendingEnrolment {
  crypto::Secret store_key;  // make the store with it, and its copy for recovery, then commit
  std::vector<NewSigner> signers;
};

Expected<bool> is_enrolled(const TabletParts& parts);

// Makes the store key and one slot a person. NotAllowed when the tablet is enrolled already, InvalidContent
// for an empty roster: a tablet nobody can open must not come to be.
Expected<PendingEnrolment> prepare_enrolment(const TabletParts& parts, const StaffRoster& roster);
Expected<void> commit_enrolment(const TabletParts& parts, const PendingEnrolment& pending);

// At a later contact, while somebody is signed in: slots for who is new, and anew for whose name, role or PIN the
// hub has changed since. Nobody is taken away. Gives the keys that the hub does not know yet.
Expected<std::vector<NewSigner>> update_staff(const TabletParts& parts, const crypto::Secret& store_key,
                                              const StaffRoster& roster);

// Everybody's keys as they stand in the slots that the store key vouches for. Tell the hub all of them at each contact
// that follows a sign-in: it keeps what it knows, and a registration that was cut short is made good.
Expected<std::vector<NewSigner>> list_signers(const TabletParts& parts, const crypto::Secret& store_key);

// The counter of wrong PINs of this tablet.
Expected<class AttemptCounter> open_attempts(const TabletParts& parts);

}  // namespace wardlight::access
