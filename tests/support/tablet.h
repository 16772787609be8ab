// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/access/access_control.h"
#include "core/access/enrol_staff.h"
#include "core/access/software_key_store.h"

namespace wardlight::support {

// Somebody of the test's ward, with the PIN they know.
struct WardPerson {
  PractitionerId practitioner;
  std::string name;
  access::Role role;
  std::string pin;
};
inline const WardPerson kAna{{"ana"}, "Ana Ruiz", access::Role::Nurse, "483926"};
inline const WardPerson kBen{{"ben"}, "Ben Okafor", access::Role::Nurse, "905718"};
inline const WardPerson kCarla{{"carla"}, "Carla Nguyen", access::Role::Charge, "572804"};

// As little stretching as libsodium allows: a test must not pay for a thief's patience.
inline constexpr crypto::StretchCost kCheapStretch{1, std::size_t{8} << 10};

crypto::Secret pin_of(const WardPerson& person);
// What the hub would send for them, with their PINs stretched cheaply.
access::StaffRoster roster_of(const std::vector<WardPerson>& people, RandomSource& random);
access::AccessRules ward_rules();  // of the content files in the source tree

// An enrolled tablet: device key and slots of Ana, Ben and Carla stand in `root` on the disk that was given; there is
// no store and no journal yet. Fails the test when the disk does: give a sound one.
class EnrolledTablet {
 public:
  EnrolledTablet(Disk& disk, const Clock& clock, RandomSource& random, const std::string& root, DeviceId device = {"tablet-1"});

  const access::TabletFolder& folder() const { return m_folder; }
  const DeviceId& device() const { return m_device; }
  access::TabletParts parts();
  const std::vector<access::NewSigner>& signers() const { return m_signers; }  // what the hub must know
  const crypto::Secret& store_key() const { return m_store_key; }

  access::AccessControl& door() { return *m_door; }
  std::shared_ptr<access::Session> sign_in(const WardPerson& person);  // with the right PIN
  // What the program does after a restart: everything is read from the disk again.
  void reopen(access::AccessControl::OnLock on_lock = {});

 private:
  Disk& m_disk;
  const Clock& m_clock;
  RandomSource& m_random;
  access::TabletFolder m_folder;
  DeviceId m_device;
  access::AccessRules m_rules;
  std::unique_ptr<access::SoftwareKeyStore> m_device_key;
  std::vector<access::NewSigner> m_signers;
  crypto::Secret m_store_key{0};
  std::unique_ptr<access::AccessControl> m_door;
};

}  // namespace wardlight::support
