// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "ui/screens/samples.h"

// The bedside's screens in every state worth looking at, over models/bedside_samples.h.
namespace wardlight::screens {

// The forms that the pictures show, by name: assets/clinical/<name>.questionnaire.json.
inline constexpr const char* kSampleForms[] = {"handoff-given", "handoff-accepted", "morse", "braden", "discharge-call"};

// Fails with InvalidContent when a form is missing or does not load. `texts` must outlive the samples.
Expected<std::vector<ScreenSample>> build_bedside_samples(const models::Texts& texts, const SampleContent& content,
                                                          const std::map<std::string, std::string>& forms);

}  // namespace wardlight::screens
