// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"

namespace wardlight::access {

// How many wrong PINs are borne and when an idle tablet locks: assets/access/policy.json. A value.
struct AccessPolicy {
  std::string version;
  Duration auto_lock;
  int free_tries = 0;           // wrong tries of one person before the first wait
  std::vector<Duration> waits;  // after that many, then one more, …; the last one repeats
  int disable_at = 0;           // wrong tries of one person, then somebody must unlock
  int device_failures_per_hour = 0;
  int device_failures_until_charge_nurse = 0;

  Duration wait_after(int failures) const;  // zero while tries are free, and once disabled
  bool disables(int failures) const { return failures >= disable_at; }
};

// InvalidContent names an unknown or missing key, a number out of order, or a worked example that fails.
Expected<AccessPolicy> parse_policy(std::string_view json);

}  // namespace wardlight::access
