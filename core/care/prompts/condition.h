// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/decimal.h"
#include "core/care/facts/fact_rules.h"
#include "core/care/pack.h"

// The words a rule may be written in. Only these operators are code; kinds, numbers and codes stand in the pack.
namespace wardlight::care::prompts {

enum class Relation { Any, Is, IsNot, In, AtLeast, Above, AtMost, Below };

// Which facts are meant: a kind, perhaps one member of its object, perhaps a comparison with a value or another fact.
struct Match {
  std::string kind;
  std::string member = {};
  Relation relation = Relation::Any;
  std::vector<json::Value> values = {};  // one, or those of In
  std::string value_of = {};        // compare with the latest fact of this kind instead
};

// Minutes from the pack, unless a fact of that kind (a care plan's own interval) says otherwise.
struct Span {
  Duration time;
  std::string value_of;
};

enum class Operator {
  All,       // "all": every part holds
  AnyOf,     // "any": some part holds
  Not,       // "not"
  Some,      // "some", "least": so many parts hold; below that with one not known: not known
  Latest,    // "latest": the newest fact of the kind fits; absent, or older than "freshMin": not known
  Ever,      // "ever": some fact of the kind fits (in the last "withinMin")
  Recorded,  // "recorded": there is such a fact (in the last "withinMin"); never not known
  Missing,   // "missing": there is none
  Count,     // "count", "least": so many such facts
  InARow,    // "inARow", "times": the newest so many facts of the kind all fit; "by": "day" looks at each day's last
  Elapsed,   // "elapsed", "moreThanMin": since the newest of these
  Open,      // "open", "closedBy", "afterMin": something asked for an answer and has had none
  NoneSince, // "noneSince", "times": no such fact since the last of these times of the day
  Local,     // "local": {"from","to"}: the time of the day
  Day,       // "day", "endedBy", "gapDays", "least": the device in place is on its so-manieth calendar day
  Drop,      // "drop", "by", "withinMin": the newest number is so much below an earlier one
  Observations,  // "observations": the fall's last due set of the post-fall schedule is not done by "doneBy"
  Screen,    // "screen": a screen's pack says that it is positive; not known while it cannot exclude
  Together,  // "together", "spanMin": the part holds over facts no further apart than this
};

struct Condition {
  Operator op = Operator::All;
  std::vector<Condition> parts;
  std::vector<Match> matches;
  std::vector<Match> closed_by;
  std::string screen;         // the screen's pack
  std::optional<Span> span;   // freshMin, withinMin, moreThanMin, afterMin, spanMin
  int count = 0;              // least, times, days
  int gap_days = 0;
  bool by_day = false;
  std::vector<int> times;     // minutes of the local day
  Decimal by = Decimal::from_integer(0);
};

// Reads a condition; what is wrong is told to `in`. Kinds must be in `rules`.
Condition read_condition(PackReader& in, const FactRules& rules);
Match read_match(PackReader& in, const json::Value& value, const FactRules& rules);
std::vector<Match> read_matches(PackReader& in, std::string_view key, const FactRules& rules);

// True when some input that is absent or stale can leave this undecided: then a rule must say what it asks.
bool can_be_unknown(const Condition& condition, const FactRules& rules);

// Every kind that the condition looks at, for "which rules does this fact touch".
void add_kinds(const Condition& condition, std::vector<std::string>& kinds);

}  // namespace wardlight::care::prompts
