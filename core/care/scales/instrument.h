// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/advice.h"

// A scored instrument (Morse, STRATIFY, Braden): a Questionnaire with weighted options, and a rule pack that says which
// published reading ("scheme") makes which band of a total, and what follows. The code knows how to add and compare;
// items, weights and cut-offs are content. Plain values after loading: copy freely, read from any thread.
namespace wardlight::care {

// May an item be answered from the record? G-2: what needs the patient before one's eyes never is.
enum class Prefill { Never, Confirm };

struct ScaleAnswer {
  json::Value plain;  // how the command line and the packs name it: "yes", true, 3
  std::string code;   // the option's code in the Questionnaire
  int points = 0;     // the option's weight there, unless the pack gives its own
};

struct ScaleItem {
  std::string key;
  std::string link_id;
  Prefill prefill = Prefill::Never;
  std::vector<ScaleAnswer> answers;

  const ScaleAnswer* find_code(std::string_view code) const;
};

struct Band {
  std::string band;
  std::string code;  // of the published answer list, or empty
  int from = 0;
  int to = 0;
};

// Items that count together: `points` when their sum lies from `from` to `to`, else nothing.
struct SumRule {
  std::vector<std::string> keys;
  int from = 0;
  int to = 0;
  int points = 0;
};

// One published reading of the instrument.
struct Scheme {
  std::string id;
  std::vector<SumRule> sums;
  std::vector<Band> bands;  // from the least to the greatest risk
};

// What is asked for when an answer or a total is so: any one of the conditions is enough.
struct ScaleCondition {
  std::string key;                 // an item, with `answers`; empty: about the whole
  std::vector<std::string> codes;
  std::vector<std::string> bands;  // any of these bands
  std::optional<int> total_from;
  std::optional<int> total_to;
};
struct ScalePrompt {
  Advice advice;
  std::vector<ScaleCondition> when;
};

// An item's answer suggested from facts: the first rule of an item that holds is offered.
struct PrefillRule {
  std::string key;
  std::string code;
  std::string rule;
  std::string fact;             // the kind
  std::vector<json::Value> is;  // its newest value is one of these; empty: any
  int at_least = 1;             // so many facts of that kind
  bool fixed = false;           // not a suggestion: it stays so for the rest of the stay
};

// The item about knowing one's own limits: what the patient says against what is ordered.
struct OwnLimitsRule {
  std::string key;
  std::string rule;
  std::string asked_link_id;  // where the patient's own words stand in the form
  struct Pair {
    std::string said;
    std::string ordered;
    std::string code;  // the answer that follows
  };
  std::vector<Pair> pairs;
};

struct Instrument : PackHead {
  std::string form_url;
  std::vector<ScaleItem> items;
  std::vector<Scheme> schemes;  // the first is the default
  std::string total_rule;       // names the rule that an impossible total breaks
  std::string override_rule;    // names the rule for a nurse's own judgement; empty: none is taken
  int least_age = 0;            // in years
  std::string age_rule;
  std::vector<ScalePrompt> prompts;
  std::vector<PrefillRule> prefill;
  std::optional<OwnLimitsRule> own_limits;

  const ScaleItem* find_item(std::string_view key) const;
  const ScaleItem* find_link(std::string_view link_id) const;
  // The default when `id` is empty. Fails with BadUsage naming the schemes there are.
  Expected<const Scheme*> get_scheme(std::string_view id) const;
};

// Reads the pack together with the text of the Questionnaire it names, and runs its worked examples. Fails with
// InvalidContent: unknown key or missing source, an item or option that the form has not, a weight that is missing,
// a reachable total in no band or in two, an item that may never be pre-filled with a rule that does, a broken example.
Expected<Instrument> load_instrument(std::string_view pack, std::string_view questionnaire);

}  // namespace wardlight::care
