// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/calls/discharge_call.h"

namespace wardlight::care {

// A worked example of the discharge call pack:
// {"id","zone","discharged","now","attempts":[{"at","result","alternate"}],"alternates"}
// comes out as one line of the list; {"id","groups":[{"count","exclusion","reachedAfterHours"}]} as pooled figures.
Expected<json::Value> run_discharge_example(const DischargeCallPack& pack, const json::Value& example);

}  // namespace wardlight::care
