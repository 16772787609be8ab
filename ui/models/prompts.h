// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/care/rounding_pack.h"
#include "ui/models/patient_head.h"

namespace wardlight::models {

struct PromptLine {
  std::string text;
  std::string when;    // "Now", "Within 30 min"
  std::string source;  // the rule, its version and where it comes from
  Tone tone = Tone::Warn;
};

// What a saved round asks for: shown once, over everything, until a nurse has taken note of it.
struct Prompts {
  std::string title;
  std::string patient;  // bed and name
  std::vector<PromptLine> lines;
  std::string close_label;
};

Prompts build_prompts(const std::vector<care::PromptRule>& rules, const care::RoundingPack& pack, const PatientInput& patient,
                      const Texts& texts);

}  // namespace wardlight::models
