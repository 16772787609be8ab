// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/mechanism.h"

namespace wardlight::sim {

// From here on, in this process, that mechanism does not work.
void switch_off(Mechanism mechanism);

// epoch, release, cursor, put, hash, isolation, retain, chain, page
std::optional<Mechanism> mechanism_of(const std::string& name);
std::vector<std::string> mechanism_names();

}  // namespace wardlight::sim
