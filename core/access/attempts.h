// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/access/policy.h"
#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"

namespace wardlight::access {

// What a tablet remembers of wrong PINs. Times are of the counter's own clock, see AttemptCounter.
struct AttemptState {
  struct Person {
    int failures = 0;
    Instant last{};
    bool operator==(const Person&) const = default;
  };
  std::map<PractitionerId, Person> people;  // who has failures; after a loss also who has none
  std::vector<Instant> last_hour;           // failures of anybody
  int until_charge_nurse = 0;               // failures since a charge nurse signed in
  Instant seen{};                           // the counter's clock when this was written
  std::int64_t monotonic = 0;
  std::string boot;
  std::optional<Instant> lost;  // when an earlier count was found lost
  bool operator==(const AttemptState&) const = default;
};

// Fixed-size pages written in turn, so that counting needs no free space and a torn write leaves the count before it.
// The MAC shows edits; whoever can write the file can still put an older one back, which only a chip can stop.
Bytes write_attempt_page(const AttemptState& state, std::uint64_t turn, const crypto::Secret& mac_key);
struct AttemptPage {
  AttemptState state;
  std::uint64_t turn = 0;
};
Expected<AttemptPage> parse_attempt_page(ByteView page, const crypto::Secret& mac_key);  // Corrupt
inline constexpr std::size_t kAttemptPageSize = std::size_t{64} << 10;

enum class Tries {
  Counted,   // the PIN may be looked at; this try counts as wrong until succeeded()
  Disabled,  // the PIN must not be looked at: too many were wrong
};

// Counts every try before the PIN is looked at, synced, so that pulling the power gives no free one.
// Its clock is the machine's monotonic one while the machine runs and never goes back: setting the
// clock ends no wait. A count that is lost or damaged stands for "the free tries are used up".
// One thread at a time.
class AttemptCounter {
 public:
  AttemptCounter(Disk& disk, const Clock& clock, std::string path, AccessPolicy policy, crypto::Secret mac_key);

  Expected<void> create();  // at enrolment: nothing has been tried

  // NotAllowed with the wait in words, or when the device has had too many; an error of the disk
  // means no try either. `charge` says that the person is a charge nurse, who may end the device's limit.
  enum class Holder { Anybody, ChargeNurse };
  Expected<Tries> begin(const PractitionerId& person, Holder holder);
  // Takes the try back; gives how many wrong ones there were before it.
  Expected<int> succeeded(const PractitionerId& person, Holder holder);

  // How long this person has to wait now; zero when a try is free, and for a disabled one.
  Expected<Duration> wait(const PractitionerId& person);
  Expected<Instant> now();  // the counter's clock
  Expected<std::vector<PractitionerId>> list_disabled();
  Expected<void> forgive(const PractitionerId& person);  // by a charge nurse or the hub

 private:
  Expected<AttemptPage> read();
  Expected<AttemptPage> begin_after_loss();
  Expected<void> write(AttemptPage page);
  Instant now_after(const AttemptState& state) const;
  Duration wait_of(const AttemptState::Person& person, Instant now) const;
  AttemptState::Person person_in(const AttemptState& state, const PractitionerId& person) const;
  Expected<void> check_device(const AttemptState& state, Holder holder) const;

  Disk& m_disk;
  const Clock& m_clock;
  std::string m_path;
  AccessPolicy m_policy;
  crypto::Secret m_mac_key;
};

}  // namespace wardlight::access
