// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/fall_plan.h"

#include <algorithm>

namespace wardlight::care {
namespace {

bool has(const std::vector<std::string>& list, std::string_view one) { return std::ranges::find(list, one) != list.end(); }

bool holds(const FactorCondition& condition, const FallRisk& risk) {
  if (!condition.answer.empty()) {
    const auto answer = risk.answers.find(condition.answer);
    return answer != risk.answers.end() && std::ranges::find(condition.is, answer->second) != condition.is.end();
  }
  if (!condition.medication.empty()) return risk.medication == condition.medication;
  return (condition.bands.empty() || has(condition.bands, risk.band)) && (!condition.harm || *condition.harm == risk.harm);
}

bool is_there(const FallFactor& factor, const FallRisk& risk) {
  return std::ranges::any_of(factor.when, [&](const FactorCondition& one) { return holds(one, risk); });
}

}  // namespace

const FallFactor* FallPlanPack::find_factor(std::string_view code) const {
  const auto found = std::ranges::find(factors, code, &FallFactor::code);
  return found == factors.end() ? nullptr : &*found;
}

const FallMeasure* FallPlanPack::find_measure(std::string_view code) const {
  const auto found = std::ranges::find(measures, code, &FallMeasure::code);
  return found == measures.end() ? nullptr : &*found;
}

std::vector<const FallFactor*> positive_factors(const FallPlanPack& pack, const FallRisk& risk) {
  std::vector<const FallFactor*> positive;
  for (const FallFactor& factor : pack.factors)
    if (is_there(factor, risk)) positive.push_back(&factor);
  return positive;
}

std::vector<const FallFactor*> uncovered_factors(const FallPlanPack& pack, const FallRisk& risk,
                                                 const std::vector<ActiveMeasure>& active,
                                                 const std::map<std::string, std::string, std::less<>>& reasons) {
  std::vector<const FallFactor*> uncovered;
  for (const FallFactor* factor : positive_factors(pack, risk)) {
    const auto covers = [&](const ActiveMeasure& one) {
      return one.factor == factor->code && has(factor->must_pick, one.measure);
    };
    const auto reason = reasons.find(factor->code);
    const bool excused = reason != reasons.end() && !reason->second.empty();
    if (!excused && std::ranges::none_of(active, covers)) uncovered.push_back(factor);
  }
  return uncovered;
}

std::vector<ActiveMeasure> measures_to_stop(const FallPlanPack& pack, const FallRisk& risk,
                                            const std::vector<ActiveMeasure>& active) {
  std::vector<ActiveMeasure> to_stop;
  for (const ActiveMeasure& one : active) {
    const FallFactor* factor = pack.find_factor(one.factor);
    if (factor == nullptr || !is_there(*factor, risk)) to_stop.push_back(one);
  }
  return to_stop;
}

std::vector<const FallMeasure*> round_extras(const FallPlanPack& pack, const std::vector<ActiveMeasure>& active) {
  std::vector<const FallMeasure*> extras;
  for (const FallMeasure& measure : pack.measures)
    if (!measure.round_item.empty() && std::ranges::find(active, measure.code, &ActiveMeasure::measure) != active.end())
      extras.push_back(&measure);
  return extras;
}

Instant audit_due(const FallPlanPack& pack, Instant last) { return last + hours(24 * pack.audit_days); }

}  // namespace wardlight::care
