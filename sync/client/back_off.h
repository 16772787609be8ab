// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

namespace wardlight::sync {

// Full jitter: the n-th wait in a row is anything up to first × 2ⁿ, and never more than the longest, so that thirty tablets
// that lost the hub together do not come back together.
class BackOff {
 public:
  BackOff(RandomSource& random, Duration first, Duration longest) : m_random(random), m_first(first), m_longest(longest) {}

  Duration next();
  void reset() { m_failures = 0; }
  Duration up_to(Duration ceiling);  // evenly

 private:
  RandomSource& m_random;
  Duration m_first;
  Duration m_longest;
  int m_failures = 0;
};

}  // namespace wardlight::sync
