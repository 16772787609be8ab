// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/disk.h"
#include "core/forms/questionnaire.h"
#include "core/json/value.h"

namespace wardlight::workflows {

// One file of assets/clinical. Fail with NotFound, or with InvalidContent that names the file and what is wrong in it.
Expected<std::string> read_content_text(Disk& disk, const std::string& folder, const std::string& name);
Expected<json::Value> read_content_json(Disk& disk, const std::string& folder, const std::string& name);
Expected<forms::Questionnaire> read_content_form(Disk& disk, const std::string& folder, const std::string& name);

// The same error, with the file's name before the place.
Error in_content_file(const Error& error, const std::string& name);

}  // namespace wardlight::workflows
