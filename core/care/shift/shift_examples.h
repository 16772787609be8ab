// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.h"
#include "core/care/shift/shift_pack.h"

namespace wardlight::care {

// Worked examples of the shift pack. {"at","zone"} → {"shift","hours"}; or {"facts"} with patients and tablets in minutes before
// now → {"verdict","wrong","live"}.
Expected<json::Value> run_shift_example(const ShiftPack& pack, const json::Value& example);

}  // namespace wardlight::care
