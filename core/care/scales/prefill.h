// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/facts/fact.h"
#include "core/care/scales/scoring.h"

namespace wardlight::care {

// An answer that the record suggests (G-2): shown with its source and age, and confirmed with a tap. A fixed one is not a
// suggestion: it stays so for the rest of the stay (MFS-R5).
struct SuggestedAnswer {
  const ScaleItem* item = nullptr;
  std::string code;
  std::string rule;
  Fact basis;  // the newest fact behind it
  bool fixed = false;
};
// At most one an item, by the first of the pack's rules that holds; an item that needs the patient before one's eyes never
// has one. An absent fact suggests nothing. Pure; any thread; points into the instrument.
std::vector<SuggestedAnswer> suggest_answers(const Instrument& instrument, const std::vector<Fact>& facts, Instant now);

// MFS-R8: what the patient says about going alone, against the activity order. Nothing: this pair decides nothing, so the
// nurse judges. `said` is an answer of the question in the form, `ordered` the order's code.
std::optional<std::string> compare_own_limits(const Instrument& instrument, std::string_view said, std::string_view ordered);

}  // namespace wardlight::care
