// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>

#include "core/care/facts/fact.h"
#include "core/care/sepsis/screen_pack.h"

// Judging a screen. Missing or stale input is never "negative" (SEP-R1, SEP-R2). Pure; any thread.
namespace wardlight::care {

struct ScreenValue {
  Decimal value = Decimal::from_integer(0);  // 1 and 0 for yes and no
  std::optional<Instant> at;                 // not known: taken as fresh
  std::string source;                        // the statement or the hospital's resource
  std::string other_cause;                   // SEP-R4: the provider's statement that this value has another cause
};
using ScreenValues = std::map<std::string, ScreenValue, std::less<>>;  // by input key

struct ScreenResult {
  int met = 0;  // criteria that hold, of those that are known
  Verdict verdict = Verdict::CannotExclude;
  std::vector<const Criterion*> criteria;  // those that hold
  std::vector<std::string> missing;        // inputs that a criterion still needs, stale ones among them
  std::vector<std::string> stale;
  std::string scheme;
  std::string pack;  // id@version
  std::vector<const Advice*> prompts;

  bool complete() const { return missing.empty(); }
};
// The result points into the pack. `now` is only for staleness.
ScreenResult judge_screen(const ScreenPack& pack, const ScreenScheme& scheme, const ScreenValues& values, Instant now);

// Does any comparison hold? Nothing: not known.
std::optional<bool> holds(const Criterion& criterion, const ScreenValues& values);

// The newest fact of each input's kind. A fact whose value is no number (or no yes or no) is left out.
ScreenValues read_screen_facts(const std::vector<ScreenInputRule>& inputs, const std::vector<Fact>& facts, Instant now);
// The same of whatever gives the newest fact of a kind; nullptr: not recorded.
ScreenValues read_screen_facts(const std::vector<ScreenInputRule>& inputs,
                               const std::function<const Fact*(std::string_view)>& latest);

// {"respiratory_rate":22,…}; null is not measured; "age" (years) may stand beside. Fails with InvalidContent naming the key:
// unknown, no number, outside what a living patient has, or an age below the screen's (SEP-R6).
Expected<ScreenValues> read_screen_values(const ScreenPack& pack, const json::Value& set);

// {"total","band","complete","scheme","pack","missing","prompts"}
json::Value to_json(const ScreenResult& result);

}  // namespace wardlight::care
