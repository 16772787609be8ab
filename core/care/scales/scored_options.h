// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/base/expected.h"
#include "core/json/value.h"

namespace wardlight::care {

// The choices of a Questionnaire with the weights they carry, by linkId and code. Only what a rule pack needs to hold on
// to: whether the form itself is right is core/forms' question.
struct OptionWeight {
  std::string system;
  std::optional<int> weight;
};
struct ScoredOptions {
  std::string url;
  std::string version;
  std::map<std::string, std::map<std::string, OptionWeight, std::less<>>, std::less<>> choices;

  const OptionWeight* find(std::string_view link_id, std::string_view code) const;
};
// Fails with InvalidContent when this is no Questionnaire or a weight is no whole number.
Expected<ScoredOptions> read_scored_options(std::string_view questionnaire);

}  // namespace wardlight::care
