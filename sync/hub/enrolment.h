// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "sync/hub/answer.h"
#include "sync/hub/hub_keys.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

// How long a code is good, and how often it may be tried.
inline constexpr Duration kCodeLife = minutes(15);
inline constexpr int kCodeTries = 5;

// $enrol, $renew, $staff, $signers, and $quarantine: what a tablet tells of itself. Safe on any thread.
class EnrolmentService {
 public:
  EnrolmentService(storage::HubStorage& storage, const HubKeys& keys, std::string zone, std::string hospital, const Clock& clock,
                   RandomSource& random)
      : m_storage(storage), m_keys(keys), m_zone(std::move(zone)), m_hospital(std::move(hospital)),
          m_clock(clock), m_random(random) {}

  Answer enrol(const std::string& body);
  // A certificate for the same device and incarnation, over a key that the tablet has just made.
  Answer renew(const std::string& body, storage::Device device);
  // A tablet kept a store aside: a person must look at it. Telling it twice changes nothing.
  Answer note_kept_aside(const std::string& body, storage::Device device);
  Answer staff();
  Answer register_signers(const std::string& body, const DeviceId& device);

 private:
  Expected<storage::Device> name_device(const storage::EnrolmentCode& code);

  storage::HubStorage& m_storage;
  const HubKeys& m_keys;
  const std::string m_zone;
  const std::string m_hospital;
  const Clock& m_clock;
  RandomSource& m_random;
};

}  // namespace wardlight::hub
