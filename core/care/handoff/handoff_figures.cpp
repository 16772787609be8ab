// SPDX-License-Identifier: Apache-2.0
#include "core/care/handoff/handoff_figures.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/base/decimal.h"

namespace wardlight::care {

HandoffFigures handoff_figures(std::span<const HandoffRecord> handoffs) {
  const auto share = [&](bool HandoffRecord::* said) {
    return format_percent(std::ranges::count_if(handoffs, said), static_cast<std::int64_t>(handoffs.size()));
  };
  std::vector<std::int64_t> took;
  for (const HandoffRecord& one : handoffs)
    if (one.took) took.push_back(one.took->milliseconds);
  std::ranges::sort(took);
  const std::size_t middle = took.size() / 2;
  const std::int64_t twice_median = took.empty() ? 0 : took[middle] + took[(took.size() - 1) / 2];
  return {static_cast<int>(handoffs.size()),
          share(&HandoffRecord::at_bedside),
          share(&HandoffRecord::patient_included),
          share(&HandoffRecord::synthesised),
          share(&HandoffRecord::dual_signed),
          share(&HandoffRecord::goal_recorded),
          format_rate(twice_median, took.empty() ? 0 : 2 * minutes(1).milliseconds, 1, 2)};
}

Expected<json::Value> run_handoff_figures_example(const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "handoffs", "expect"}, "handoff pack: example"));
  std::vector<HandoffRecord> handoffs;
  for (const json::Value& one : example["handoffs"].items()) {
    WL_CHECK(json::refuse_unknown_members(one, {"bedside", "patient", "synthesis", "signed", "goal", "minutes"}, "handoffs"));
    HandoffRecord record{one["bedside"].boolean(), one["patient"].boolean(), one["synthesis"].boolean(),
                         one["signed"].boolean(),  one["goal"].boolean(),    {}};
    int took = 0;
    const std::string& digits = one["minutes"].text();
    if (std::from_chars(digits.data(), digits.data() + digits.size(), took).ec == std::errc{}) record.took = minutes(took);
    handoffs.push_back(record);
  }
  const HandoffFigures figures = handoff_figures(handoffs);
  json::Value report;
  report.set("handoffs", figures.handoffs);
  report.set("bedside", figures.at_bedside);
  report.set("patient", figures.patient_included);
  report.set("synthesis", figures.synthesised);
  report.set("signed", figures.dual_signed);
  report.set("goal", figures.goal_recorded);
  report.set("median_minutes", figures.median_minutes);
  return report;
}

}  // namespace wardlight::care
