// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "core/workflows/ward.h"
#include "platforms/sim/sim_tablet.h"

namespace wardlight::sim {

// The demo's hospital on a simulated clock: its hub, the content its tablets work with and the people of the ward. Everything
// it is opened with must outlive it, and it must outlive its tablets. One thread.
class SimWard {
 public:
  static Expected<std::unique_ptr<SimWard>> open(const std::string& folder, Disk& disk, const Clock& clock, RandomSource& keys);

  Expected<std::unique_ptr<SimTablet>> enrol(const std::string& name, std::uint64_t seed, const std::string& through = {});

  demo::Hospital& hospital() { return *m_hospital; }
  const workflows::WardContent& content() const { return m_content; }
  // In the order of the staff list.
  std::vector<demo::DemoPerson> people(std::initializer_list<access::Role> roles) const;
  demo::DemoPerson charge_nurse() const { return people({access::Role::Charge}).back(); }

 private:
  SimWard(std::string folder, Disk& disk, const Clock& clock, RandomSource& keys, workflows::WardContent content)
      : m_folder(std::move(folder)), m_disk(disk), m_clock(clock), m_keys(keys), m_content(std::move(content)) {}

  const std::string m_folder;
  Disk& m_disk;
  const Clock& m_clock;
  RandomSource& m_keys;
  const workflows::WardContent m_content;
  access::AccessRules m_rules;
  std::unique_ptr<demo::Hospital> m_hospital;
};

}  // namespace wardlight::sim
