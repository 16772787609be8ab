// SPDX-License-Identifier: Apache-2.0
#include "core/access/attempts.h"

#include <algorithm>

namespace wardlight::access {
namespace {

constexpr Duration kHour = hours(1);

Error must_wait(Duration wait) {
  const auto whole_seconds = (wait.milliseconds + 999) / 1000;
  const auto whole_minutes = (whole_seconds + 59) / 60;
  const std::string words = whole_seconds <= 90 ? std::to_string(whole_seconds) + (whole_seconds == 1 ? " second" : " seconds")
                                                : std::to_string(whole_minutes) + " minutes";
  return {ErrorCode::NotAllowed, "There were too many wrong PINs; wait " + words + " and try again.", "sign-in"};
}

std::string folder_of(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

void forget_older(std::vector<Instant>& failures, Instant now) {
  std::erase_if(failures, [now](Instant failure) { return now - failure >= kHour; });
}

}  // namespace

AttemptCounter::AttemptCounter(Disk& disk, const Clock& clock, std::string path, AccessPolicy policy, crypto::Secret mac_key)
    : m_disk(disk), m_clock(clock), m_path(std::move(path)), m_policy(std::move(policy)), m_mac_key(std::move(mac_key)) {}

Expected<void> AttemptCounter::create() {
  AttemptState state;
  state.seen = m_clock.now();
  state.monotonic = m_clock.monotonic_milliseconds();
  state.boot = m_clock.boot_id();
  Bytes both = write_attempt_page(state, 0, m_mac_key);
  both.resize(2 * kAttemptPageSize, 0);
  WL_TRY(auto file, m_disk.open(m_path, OpenMode::CreateOrOpen));
  WL_CHECK(file->write_at(0, both));
  WL_CHECK(file->sync());
  return m_disk.sync_folder(folder_of(m_path));
}

Expected<AttemptPage> AttemptCounter::read() {
  auto opened = m_disk.open(m_path, OpenMode::Read);
  if (!opened && opened.error().code != ErrorCode::NotFound) return opened.error();
  std::optional<AttemptPage> newest;
  for (const std::uint64_t place : {0U, 1U}) {
    if (!opened) break;
    WL_TRY(const Bytes bytes, (*opened)->read_at(place * kAttemptPageSize, kAttemptPageSize));
    auto page = parse_attempt_page(bytes, m_mac_key);
    if (page && (!newest || page->turn > newest->turn)) newest = *std::move(page);
  }
  if (newest) return *std::move(newest);
  return begin_after_loss();
}

// Written down at once, so that the wait it brings runs out.
Expected<AttemptPage> AttemptCounter::begin_after_loss() {
  AttemptPage fresh;
  fresh.state.seen = m_clock.now();
  fresh.state.monotonic = m_clock.monotonic_milliseconds();
  fresh.state.boot = m_clock.boot_id();
  fresh.state.lost = fresh.state.seen;
  WL_CHECK(write(fresh));
  return fresh;
}

Expected<void> AttemptCounter::write(AttemptPage page) {
  page.state.seen = now_after(page.state);
  page.state.monotonic = m_clock.monotonic_milliseconds();
  page.state.boot = m_clock.boot_id();
  ++page.turn;
  const Bytes bytes = write_attempt_page(page.state, page.turn, m_mac_key);
  if (bytes.size() > kAttemptPageSize)
    return Error{ErrorCode::NotAllowed, "Too many people had wrong PINs on this tablet; a charge nurse must unlock them.",
                 "sign-in"};
  WL_TRY(auto file, m_disk.open(m_path, OpenMode::CreateOrOpen));
  WL_CHECK(file->write_at((page.turn % 2) * kAttemptPageSize, bytes));
  return file->sync();
}

// While the machine runs, only its monotonic time counts. After a restart nobody knows how long it was off: the wall
// clock is asked, but never believed when it went back.
Instant AttemptCounter::now_after(const AttemptState& state) const {
  const auto running = m_clock.monotonic_milliseconds();
  if (m_clock.boot_id() == state.boot) return state.seen + milliseconds(std::max<std::int64_t>(0, running - state.monotonic));
  return std::max(m_clock.now(), state.seen + milliseconds(running));
}

Duration AttemptCounter::wait_of(const AttemptState::Person& person, Instant now) const {
  return std::max(Duration{}, person.last + m_policy.wait_after(person.failures) - now);
}

AttemptState::Person AttemptCounter::person_in(const AttemptState& state, const PractitionerId& person) const {
  const auto found = state.people.find(person);
  if (found != state.people.end()) return found->second;
  if (state.lost) return {m_policy.free_tries, *state.lost};
  return {};
}

Expected<void> AttemptCounter::check_device(const AttemptState& state, Holder holder) const {
  const Instant now = now_after(state);
  if (static_cast<int>(state.last_hour.size()) >= m_policy.device_failures_per_hour)
    return must_wait(state.last_hour.front() + kHour - now);
  if (holder == Holder::Anybody && state.until_charge_nurse >= m_policy.device_failures_until_charge_nurse)
    return Error{ErrorCode::NotAllowed, "There were too many wrong PINs on this tablet; a charge nurse must sign in on it first.",
                 "sign-in"};
  return {};
}

Expected<Tries> AttemptCounter::begin(const PractitionerId& who, Holder holder) {
  WL_TRY(AttemptPage page, read());
  AttemptState& state = page.state;
  const Instant now = now_after(state);
  forget_older(state.last_hour, now);
  AttemptState::Person person = person_in(state, who);
  if (m_policy.disables(person.failures)) {
    WL_CHECK(write(std::move(page)));  // as long as any other try
    return Tries::Disabled;
  }
  if (const Duration wait = wait_of(person, now); wait > Duration{}) return must_wait(wait);
  WL_CHECK(check_device(state, holder));
  ++person.failures;
  person.last = now;
  state.people[who] = person;
  state.last_hour.push_back(now);
  ++state.until_charge_nurse;
  WL_CHECK(write(std::move(page)));
  return Tries::Counted;
}

Expected<int> AttemptCounter::succeeded(const PractitionerId& who, Holder holder) {
  WL_TRY(AttemptPage page, read());
  AttemptState& state = page.state;
  const int wrong_before = std::max(0, person_in(state, who).failures - 1);
  state.people.erase(who);
  if (state.lost) state.people[who] = {};
  if (!state.last_hour.empty()) state.last_hour.pop_back();
  --state.until_charge_nurse;
  if (holder == Holder::ChargeNurse) {
    state.last_hour.clear();
    state.until_charge_nurse = 0;
  }
  state.until_charge_nurse = std::max(0, state.until_charge_nurse);
  WL_CHECK(write(std::move(page)));
  return wrong_before;
}

Expected<Duration> AttemptCounter::wait(const PractitionerId& who) {
  WL_TRY(const AttemptPage page, read());
  return wait_of(person_in(page.state, who), now_after(page.state));
}

Expected<Instant> AttemptCounter::now() {
  WL_TRY(const AttemptPage page, read());
  return now_after(page.state);
}

Expected<std::vector<PractitionerId>> AttemptCounter::list_disabled() {
  WL_TRY(const AttemptPage page, read());
  std::vector<PractitionerId> disabled;
  for (const auto& [who, person] : page.state.people)
    if (m_policy.disables(person.failures)) disabled.push_back(who);
  return disabled;
}

Expected<void> AttemptCounter::forgive(const PractitionerId& who) {
  WL_TRY(AttemptPage page, read());
  page.state.people.erase(who);
  if (page.state.lost) page.state.people[who] = {};
  return write(std::move(page));
}

}  // namespace wardlight::access
