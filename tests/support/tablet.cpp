// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tablet.h"

#include <fstream>
#include <sstream>

#include "tests/support/must.h"

namespace wardlight::support {
namespace {

std::string asset(const std::string& name) {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/access/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

crypto::Secret pin_of(const WardPerson& person) { return crypto::Secret(as_bytes(person.pin)); }

access::StaffRoster roster_of(const std::vector<WardPerson>& people, RandomSource& random) {
  access::StaffRoster roster;
  for (const auto& person : people) {
    crypto::Salt salt{};
    random.fill(salt);
    roster.push_back(
        {person.practitioner, person.name, person.role, salt, must(crypto::stretch(pin_of(person), salt, kCheapStretch)), 1});
  }
  return roster;
}

access::AccessRules ward_rules() {
  return {must(access::parse_policy(asset("policy.json"))), must(access::PinRules::parse(asset("pin-rules.json"))),
          must(access::Permissions::parse(asset("permissions.json")))};
}

EnrolledTablet::EnrolledTablet(Disk& disk, const Clock& clock, RandomSource& random, const std::string& root, DeviceId device)
    : m_disk(disk), m_clock(clock), m_random(random), m_folder{root}, m_device(std::move(device)), m_rules(ward_rules()) {
  must(disk.make_folder(root));
  m_device_key = must(access::SoftwareKeyStore::create(disk, m_folder.key_store(), random));
  auto pending = must(access::prepare_enrolment(parts(), roster_of({kAna, kBen, kCarla}, random)));
  must(access::commit_enrolment(parts(), pending));
  m_signers = std::move(pending.signers);
  m_store_key = std::move(pending.store_key);
  reopen();
}

access::TabletParts EnrolledTablet::parts() {
  return {m_disk, m_clock, m_random, *m_device_key, m_folder, m_device, m_rules, kCheapStretch};
}

std::shared_ptr<access::Session> EnrolledTablet::sign_in(const WardPerson& person) {
  return must(m_door->sign_in(person.practitioner, pin_of(person)));
}

void EnrolledTablet::reopen(access::AccessControl::OnLock on_lock) {
  m_door.reset();
  m_door = must(access::AccessControl::open(parts(), std::move(on_lock)));
}

}  // namespace wardlight::support
