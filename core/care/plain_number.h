// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/base/expected.h"
#include "core/json/value.h"

namespace wardlight::care {

// A number of plain JSON input. Fails with InvalidContent naming `where`; a number in quotes is none.
Expected<Decimal> read_plain_number(const json::Value& value, std::string_view where);

// The "age" in years of an input, when it has one: at least `least`, else the error names the rule.
Expected<void> check_age(const json::Value& input, int least, std::string_view rule);

}  // namespace wardlight::care
