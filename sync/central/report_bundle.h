// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/value.h"
#include "core/measures/measure_registry.h"
#include "core/time/time.h"
#include "sync/storage/report_facts.h"
#include "sync/wire/bundle.h"

// What travels from a hospital's hub to central: a month's MeasureReports of one unit in one collection Bundle, which is one
// statement. Reported together, they count together; a restatement is another Bundle with the next versions. Pure; any thread.
namespace wardlight::central {

inline constexpr std::string_view kBundleType = "Bundle";

// "2025-03" and back; nothing for what is no month from 2000 on.
std::optional<storage::Period> to_period(std::string_view month);
std::string month_of(storage::Period period);
storage::Period period_of(Date date);
Date first_day(storage::Period period);

// The Bundle's text, with an id made of its content: the same reports make the same Bundle.
std::string write_report_bundle(std::span<const json::Value> reports);
std::string bundle_id(std::string_view bundle);  // empty when it has none

// Why central cannot take this statement at all; nothing when it can.
std::optional<std::string> objection_to(const wire::PushedUnit& unit);

// Its rows. A report that cannot be counted is an issue and no row: another definition under the measure's id, another
// period than a whole month, two reports for one figure, a numerator that its denominator cannot hold.
storage::ReportContent read_report_bundle(const measures::MeasureRegistry& registry, const storage::NewUnit& unit);

}  // namespace wardlight::central
