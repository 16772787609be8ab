// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/sim_ward.h"

#include <algorithm>

#include "platforms/linux/paths.h"
#include "platforms/sim/seeded_chance.h"

namespace wardlight::sim {

Expected<std::unique_ptr<SimWard>> SimWard::open(const std::string& folder, Disk& disk, const Clock& clock, RandomSource& keys) {
  WL_TRY(const std::string assets, platform::assets_folder());
  WL_TRY(auto rules, access::load_access_rules(disk, assets));
  WL_TRY(auto content, workflows::load_ward_content(disk, assets));
  std::unique_ptr<SimWard> ward(new SimWard(folder, disk, clock, keys, std::move(content)));
  ward->m_rules = std::move(rules);
  WL_TRY(ward->m_hospital, demo::Hospital::make(folder + "/hub", {disk, clock, keys, kCheapPin}));
  return ward;
}

Expected<std::unique_ptr<SimTablet>> SimWard::enrol(const std::string& name, std::uint64_t seed, const std::string& through) {
  const platform::TabletWorld world{m_disk, m_clock, m_keys, m_rules, m_content, kCheapPin};
  return SimTablet::enrol(m_folder + "/" + name, world, *m_hospital, name, seed, through);
}

std::vector<demo::DemoPerson> SimWard::people(std::initializer_list<access::Role> roles) const {
  std::vector<demo::DemoPerson> found;
  for (const auto& person : m_hospital->staff())
    if (std::ranges::find(roles, person.role) != roles.end()) found.push_back(person);
  return found;
}

}  // namespace wardlight::sim
