// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "core/care/facts/fact_rules.h"

namespace wardlight::care {

// What a filled-in instrument says, as kinds and values: totals, bands and answers of the scales, the medication score's band,
// the result of lying and standing pressures. Nothing of any other form. Pure; any thread.
std::vector<std::pair<std::string, json::Value>> read_instrument_values(const FactRules& rules, const json::Value& response);

}  // namespace wardlight::care
