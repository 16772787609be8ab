// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

namespace wardlight::platform {

// The machine's clock. The monotonic time goes on while the tablet sleeps, so that a lock that
// is due after two minutes is due after two minutes in a pocket too. Safe on any thread.
class SystemClock final : public Clock {
 public:
  SystemClock();
  Instant now() const override;
  std::int64_t monotonic_milliseconds() const override;
  std::string boot_id() const override { return m_boot_id; }

 private:
  std::string m_boot_id;
};

}  // namespace wardlight::platform
