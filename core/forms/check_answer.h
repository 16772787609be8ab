// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/forms/questionnaire.h"

namespace wardlight::forms {

// The option that an answer stands for, or nullptr.
const Option* find_option(const Item& item, const Answer& answer);

// The kind of value that answers an item of this type; what only groups or shows counts as text.
ValueKind value_kind(ItemType type);

// May answers of this kind be given to this item at all?
bool accepts(const Item& item, ValueKind kind);

// Everything that is wrong with one answer to this question, one sentence each; empty: nothing is.
// The sentences name the form's limits, never the answer.
std::vector<std::string> check_answer(const Item& item, const Answer& answer);

// A sentence when an option that excludes all others is chosen with others; else empty.
std::string exclusive_clash(const Item& item, const std::vector<Answer>& answers);

// The unit of a list that a quantity is given in: by code, else by its words.
const UnitChoice* find_unit(const Item& item, const Quantity& quantity);

// Does the whole text match? Nothing when the pattern cannot be used or the text is too long to be held against one.
std::optional<bool> matches_pattern(const std::string& pattern, const std::string& text);

}  // namespace wardlight::forms
