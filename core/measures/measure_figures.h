// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/measures/measure_registry.h"

// From events and counts to figures: whole numbers in, exact half-up text out (clinical.md G-6 to G-8). Pure; any thread.
namespace wardlight::measures {

// What happened on a unit in a period. Every event has all the members of its kind: what was not said is filled in by the
// registry, or was refused.
struct PeriodFacts {
  std::map<std::string, std::int64_t, std::less<>> counts;
  std::vector<json::Value> events;
};

// {"denominators":{"patient_days":2210,…},"events":[{"kind":"fall","assisted":false,…},…]}. InvalidContent names the
// event by number and says what is wrong; nothing is counted silently.
Expected<PeriodFacts> read_period_facts(const MeasureRegistry& registry, const json::Value& input);

struct Figure {
  std::string id;
  std::int64_t n = 0;
  std::int64_t d = 0;
  std::int64_t x = 1;
  int places = 2;
  std::string value;  // "not calculable" when d is 0
};

// Whether this side of a measure counts that event; never when it is a count.
bool is_counted(const Quantity& quantity, const json::Value& event);

// Every computed measure whose counts were reported; the others have no figure, which is not a figure of 0.
std::vector<Figure> compute_figures(const MeasureRegistry& registry, const PeriodFacts& facts);

// G-8: Σn ÷ Σd of the same measure, never the mean of rates.
Figure pool(const std::vector<Figure>& of_one_measure);

// {"FALL-T":{"n":7,"d":2210,"x":1000,"value":"3.17"},…}
json::Value to_json(const std::vector<Figure>& figures);

struct ReportHead {
  std::string unit;
  std::string period;  // "2025-03"
  std::string made_at;
};
// A FHIR R4 Bundle of one summary MeasureReport a figure.
json::Value to_measure_reports(const MeasureRegistry& registry, const std::vector<Figure>& figures, const ReportHead& head);

}  // namespace wardlight::measures
