// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workflows/open_chart.h"
#include "core/workflows/ward_patient.h"

namespace wardlight::workflows {

// What an act says by itself; whether it still holds, and whether it was entered late, is for who has the others beside it.
TimelineRow row_of(const WardFrame& frame, const store::Act& act);

}  // namespace wardlight::workflows
