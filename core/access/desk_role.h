// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/role.h"

// People who answer for figures at the hub and are on no tablet: they are none of the ward's roles and never stand in slot files.
namespace wardlight::access {

inline constexpr Role kQuality{5};
inline constexpr Role kInfectionPrevention{6};

}  // namespace wardlight::access
