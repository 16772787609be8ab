// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/forms/questionnaire.h"
#include "core/json/value.h"

namespace wardlight::tool {

json::Value problems_json(const std::vector<forms::Problem>& problems);
// One sentence a problem on standard error.
void print_problems(const std::vector<forms::Problem>& problems);

// A form that can be used; InvalidContent with the first reason when it cannot.
Expected<forms::Questionnaire> read_form(const std::string& path);

}  // namespace wardlight::tool
