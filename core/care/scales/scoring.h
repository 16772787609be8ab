// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>

#include "core/care/scales/instrument.h"

// Totals, bands and what follows from them. Pure; any thread.
namespace wardlight::care {

// Option codes by item key. An item that is not here was not answered: never "no".
using ScaleAnswers = std::map<std::string, std::string, std::less<>>;

struct ScaleResult {
  std::optional<int> total;  // only when every item is answered (G-1), as is the band
  const Band* band = nullptr;
  std::string scheme;
  std::string pack;                     // id@version: shown with the result for ever, never banded again
  std::vector<std::string> missing;     // item keys
  std::vector<const Advice*> prompts;   // also of what is answered so far

  bool complete() const { return total.has_value(); }
};
// The result points into the instrument.
ScaleResult score(const Instrument& instrument, const Scheme& scheme, const ScaleAnswers& answers);

// Every total that some answer set has.
std::set<int> reachable_totals(const Instrument& instrument, const Scheme& scheme);
const Band* find_band(const Scheme& scheme, int total);
// The result of a total that was worked out elsewhere. Fails with InvalidContent naming the rule when no answer
// set has it.
Expected<ScaleResult> read_total(const Instrument& instrument, const Scheme& scheme, const Decimal& total);

// MFS-R9: a nurse's judgement may raise the band, with a reason, and never lower it. Fails with InvalidContent naming
// the rule.
Expected<void> check_override(const Instrument& instrument, const Scheme& scheme, std::string_view computed,
                              std::string_view chosen, std::string_view reason);

}  // namespace wardlight::care
