// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/forms/answers.h"

namespace wardlight::forms {

// Which occurrence of an item: its linkId and, for each repeating item from the outermost down to itself
// (a repeating question's own answers are not counted), which occurrence; 0 where left out.
struct Field {
  std::string link_id;
  std::vector<std::size_t> occurrences;

  friend bool operator==(const Field&, const Field&) = default;
};

enum class Lack : std::uint8_t { Required, TooFew, TooMany };

// An item that is asked and does not have the answers it needs.
struct Finding {
  Field field;
  Lack lack = Lack::Required;
  std::string text;
};

// Everything that stands between these answers and a completed response, in the form's order.
std::vector<Finding> find_lacks(const Questionnaire& form, Enablement& enablement);

// Does this list hold an answer to anything, however deep?
bool has_answers(const std::vector<AnsweredItem>& list);

}  // namespace wardlight::forms
