// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/json/value.h"

// How handoffs went, pooled: sums over sums, never the mean of rates (clinical.md 5.4, G-8). Pure; any thread; cannot fail.
namespace wardlight::care {

struct HandoffRecord {
  bool at_bedside = false;
  bool patient_included = false;
  bool synthesised = false;
  bool dual_signed = false;
  bool goal_recorded = false;
  std::optional<Duration> took;  // from the beginning to acceptance; absent: never accepted
};

// Two decimals, half-up; "not calculable" when there were no handoffs.
struct HandoffFigures {
  int handoffs = 0;
  std::string at_bedside;
  std::string patient_included;
  std::string synthesised;
  std::string dual_signed;
  std::string goal_recorded;
  std::string median_minutes;  // of those accepted; of an even number the middle between the two
};
HandoffFigures handoff_figures(std::span<const HandoffRecord> handoffs);

// {"id","handoffs":[{"bedside","patient","synthesis","signed","goal","minutes"}],"expect":{…}} of the pack.
Expected<json::Value> run_handoff_figures_example(const json::Value& example);

}  // namespace wardlight::care
