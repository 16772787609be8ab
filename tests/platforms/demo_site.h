// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "platforms/demo/hospital.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tablet/tablet_data.h"
#include "tests/support/must.h"

namespace wardlight::test {

inline constexpr crypto::StretchCost kCheap{1, std::size_t{8} << 10};

// The demo hospital over real TLS, and whatever tablets a test enrols there.
struct DemoSite {
  ~DemoSite() {
    hospital.reset();
    std::filesystem::remove_all(folder);
  }
  platform::TabletWorld world() { return {disk, clock, random, rules, content, kCheap}; }
  Expected<std::unique_ptr<platform::TabletData>> enrol(const std::string& name) {
    return platform::TabletData::enrol(folder + "/" + name, world(), hospital->base(), must(hospital->make_enrolment_code(name)),
                                       name);
  }

  platform::PosixDisk disk;
  platform::SystemClock clock;
  platform::SystemRandom random;
  std::string folder = must(platform::make_temporary_folder("site"));
  std::string assets = std::string(WARDLIGHT_SOURCE) + "/assets";
  access::AccessRules rules = must(access::load_access_rules(disk, assets));
  workflows::WardContent content = must(workflows::load_ward_content(disk, assets));
  std::unique_ptr<demo::Hospital> hospital = must(demo::Hospital::make(folder + "/hub", {disk, clock, random, kCheap}));
};

}  // namespace wardlight::test
