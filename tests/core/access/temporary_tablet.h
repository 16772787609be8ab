// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"
#include "tests/support/tablet.h"

namespace wardlight::access {

// An enrolled tablet on the real disk, gone with the test.
struct TemporaryTablet {
  TemporaryTablet() : root(platform::make_temporary_folder("access").value()), tablet(disk, clock, random, root) {}
  ~TemporaryTablet() { std::filesystem::remove_all(root); }
  TemporaryTablet(const TemporaryTablet&) = delete;
  TemporaryTablet& operator=(const TemporaryTablet&) = delete;

  platform::PosixDisk disk;
  support::FakeClock clock;
  support::SeededRandom random{42};
  std::string root;
  support::EnrolledTablet tablet;
};

}  // namespace wardlight::access
