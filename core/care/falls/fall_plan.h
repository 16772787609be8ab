// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "core/care/advice.h"
#include "core/care/falls/post_fall.h"

// From what makes a fall likelier to what is done about it (assets/clinical/fall-plan.json). Every positive factor gets a
// measure or a reason, whatever the total says (G-5, FTI-1). Pure; plain values; any thread.
namespace wardlight::care {

// What is known of one patient's risk, by the newest assessments.
struct FallRisk {
  std::map<std::string, json::Value, std::less<>> answers;  // plain answers by "morse.gait", "stratify.vision" …
  std::string band;                                         // of the unit's scale; empty: not complete
  std::string medication;                                   // the medication score's band; empty: not known
  HarmFlag harm = HarmFlag::Clear;
};

// One way in which a factor is there: an answer, a band, the medication score or the harm flag.
struct FactorCondition {
  std::string answer;                // "morse.gait"; empty: none
  std::vector<json::Value> is;       // the answer is one of these
  std::vector<std::string> bands;    // the scale's band is one of these
  std::string medication;            // the medication score says this
  std::optional<HarmFlag> harm;      // together with `bands` when both are given
};

struct FallMeasure {
  std::string code;
  Words words;
  std::string round_item;  // the item of the hourly round it adds words to; empty: none
  Words round_words;
};

struct FallFactor {
  std::string code;
  Words words;
  std::vector<FactorCondition> when;
  std::vector<std::string> must_pick;  // at least one of these measures
  std::vector<std::string> also;
};

struct FallPlanPack : PackHead {
  std::vector<FallFactor> factors;
  std::vector<FallMeasure> measures;
  std::string precautions_form;  // what everybody has, whatever the risk
  std::string audit_form;
  int audit_days = 0;

  const FallFactor* find_factor(std::string_view code) const;
  const FallMeasure* find_measure(std::string_view code) const;
};

// Fails with InvalidContent: unknown key, missing source, a factor without measures, a measure that is not listed, a broken
// example.
Expected<FallPlanPack> load_fall_plan(std::string_view text);

// The factors that are there, in the pack's order.
std::vector<const FallFactor*> positive_factors(const FallPlanPack& pack, const FallRisk& risk);

struct ActiveMeasure {
  std::string factor;
  std::string measure;
  friend bool operator==(const ActiveMeasure&, const ActiveMeasure&) = default;
};
// FTI-1: the positive factors without one of their measures active and without a reason. Reasons are by factor.
std::vector<const FallFactor*> uncovered_factors(const FallPlanPack& pack, const FallRisk& risk,
                                                 const std::vector<ActiveMeasure>& active,
                                                 const std::map<std::string, std::string, std::less<>>& reasons);
// FTI-2: the active measures whose factor is gone, to be asked about: stop them?
std::vector<ActiveMeasure> measures_to_stop(const FallPlanPack& pack, const FallRisk& risk,
                                            const std::vector<ActiveMeasure>& active);
// FTI-3: what the active measures add to the hourly round, each measure once, in the pack's order.
std::vector<const FallMeasure*> round_extras(const FallPlanPack& pack, const std::vector<ActiveMeasure>& active);
// FTI-4: when the three audit questions are due again.
Instant audit_due(const FallPlanPack& pack, Instant last);

}  // namespace wardlight::care
