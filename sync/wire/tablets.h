// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"

// $tablets, down: which tablets this hospital has, when each was last heard and what it then still held.
namespace wardlight::wire {

struct TabletNews {
  DeviceId device;
  std::string name;
  std::optional<Instant> seen;           // absent: never since it was enrolled
  std::optional<Instant> oldest_unsent;  // as it last said itself; absent: it named none
  std::optional<std::uint64_t> unsent = {};  // how many, as it last said itself; absent: not known, which is not none
};
std::string write_tablets(std::span<const TabletNews> tablets);
Expected<std::vector<TabletNews>> read_tablets(std::string_view text);

}  // namespace wardlight::wire
