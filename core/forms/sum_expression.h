// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Recognises FHIRPath formulas that are nothing but a plain sum of the weights of questions. It never
// guesses: what is not surely such a sum is not one. Not for use outside core/forms.
namespace wardlight::forms::loading {

struct ScoredQuestion {
  std::string link_id;
  std::vector<std::string> above;  // the linkIds of the items it stands in
};

struct SumSource {
  std::vector<ScoredQuestion> scored;  // the questions whose options carry weights
  std::function<const std::string*(const std::string&)> variable;
};

// The linkIds that are added up, each once, in the form's order; nothing when this is no such sum.
std::optional<std::vector<std::string>> read_sum(std::string_view expression, const SumSource& source);

// Does the formula, or a variable it uses, look at weights at all?
bool mentions_weights(std::string_view expression, const SumSource& source);

}  // namespace wardlight::forms::loading
