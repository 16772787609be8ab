// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/facts/fact_rules.h"

namespace wardlight::care {

// One worked example of facts.json: "resources" in, {"facts": ["kind value", …]} out. Errors are InvalidContent.
Expected<json::Value> run_fact_example(const FactRules& rules, const json::Value& example);

}  // namespace wardlight::care
