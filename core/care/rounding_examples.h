// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/rounding_pack.h"

namespace wardlight::care {

// Runs the worked examples inside a pack's file. A day: {"id","zone","day","events","expect":{any members of the report, and
// "states":["00:00 on_time", …]}}. A pool: {"id","pool":[{"done","due"}],"expect":{"compliance"}}.
// Fails with InvalidContent naming the first example that does not come out, and what differed.
Expected<void> run_examples(const RoundingPack& pack, const json::Value& root);

}  // namespace wardlight::care
