// SPDX-License-Identifier: Apache-2.0
#include "sync/central/report_bundle.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/base/uuid.h"
#include "core/measures/measure_row.h"
#include "core/time/time.h"

namespace wardlight::central {
namespace {

using storage::ReportContent;
using storage::ReportFact;

constexpr int kFirstYear = 2000;
constexpr std::size_t kMostReports = 1000;
constexpr std::uint64_t kMostVersion = 30'000;
constexpr std::string_view kMeasureUrl = "urn:wardlight:measure:";

std::string measure_of(const json::Value& report) {
  std::string_view measure = report.text_of("measure");
  if (measure.starts_with(kMeasureUrl)) measure.remove_prefix(kMeasureUrl.size());
  return std::string(measure.substr(0, measure.find('|')));
}

// As far as it can be read, so that the issue stands where people look for it.
storage::Period period_as_written(const json::Value& report) {
  return to_period(report["period"].text_of("start").substr(0, 7)).value_or(0);
}

ReportFact to_fact(measures::MeasureRow row, storage::Period period, const json::Value& report) {
  ReportFact fact;
  fact.unit = std::move(row.unit);
  fact.unit_name = report["subject"].text_of("display");
  fact.measure = std::move(row.measure);
  fact.period = period;
  fact.version = static_cast<std::uint16_t>(row.version);
  fact.n = row.n;
  fact.d = row.d;
  fact.x = static_cast<std::int32_t>(row.x);
  fact.status = static_cast<std::uint8_t>(row.status);
  fact.imported = std::move(row.imported);
  return fact;
}

ReportContent read_reports(const measures::MeasureRegistry& registry, const json::Value& bundle) {
  ReportContent content;
  content.facts.reserve(bundle["entry"].items().size());  // so that they stay where they are, and may be pointed at
  std::set<std::tuple<std::string_view, std::string_view, storage::Period, std::uint16_t>> seen;
  for (const json::Value& entry : bundle["entry"].items()) {
    const json::Value& report = entry["resource"];
    const auto object = [&](const std::string& why) {
      content.issues.push_back(
          {period_as_written(report), std::string(report["subject"].text_of("display")), measure_of(report), why});
    };
    auto row = measures::read_measure_report(registry, report);
    if (!row) {
      object("This report is not counted: " + row.error().text);
      continue;
    }
    const auto period = to_period(row->period);
    if (!period || row->version == 0 || row->version > kMostVersion) {
      object("This report is not counted: its month or its version cannot be.");
      continue;
    }
    const ReportFact& fact = content.facts.emplace_back(to_fact(*std::move(row), *period, report));
    if (seen.insert({fact.unit, fact.measure, fact.period, fact.version}).second) continue;
    object("Two reports of one version stand side by side; the first counts.");
    content.facts.pop_back();
  }
  return content;
}

}  // namespace

std::optional<storage::Period> to_period(std::string_view month) {
  const auto first = parse_date(std::string(month) + "-01");
  if (!first || month.size() != 7 || first->year < kFirstYear) return std::nullopt;
  return period_of(*first);
}

storage::Period period_of(Date date) {
  return static_cast<storage::Period>((date.year - kFirstYear) * 12 + static_cast<int>(date.month) - 1);
}

Date first_day(storage::Period period) {
  return {kFirstYear + period / 12, static_cast<unsigned>(period % 12) + 1, 1};
}

std::string month_of(storage::Period period) {
  const int month = period % 12 + 1;
  return std::to_string(kFirstYear + period / 12) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

std::string write_report_bundle(std::span<const json::Value> reports) {
  auto entries = json::Value::array();
  for (const json::Value& report : reports) entries.push(json::Value::object({{"resource", report}}));
  const std::string id = make_uuid_v5({}, json::write(entries));
  return json::write(json::Value::object({{"resourceType", json::Value(kBundleType)},
                                          {"id", json::Value(id)},
                                          {"type", json::Value("collection")},
                                          {"entry", std::move(entries)}}));
}

std::string bundle_id(std::string_view bundle) {
  const auto root = json::parse(bundle);
  return root ? std::string(root->text_of("id")) : std::string();
}

std::optional<std::string> objection_to(const wire::PushedUnit& unit) {
  if (unit.type != kBundleType || unit.resource->text_of("type") != "collection")
    return "Central takes collections of MeasureReports and nothing else.";
  const auto& entries = (*unit.resource)["entry"].items();
  if (entries.empty() || entries.size() > kMostReports) return "A collection holds from one to a thousand MeasureReports.";
  const bool all = std::ranges::all_of(entries, [](const json::Value& entry) {
    return entry["resource"].text_of("resourceType") == "MeasureReport";
  });
  if (!all) return "Central takes MeasureReports and nothing else; no patient's record belongs there.";
  return std::nullopt;
}

ReportContent read_report_bundle(const measures::MeasureRegistry& registry, const storage::NewUnit& unit) {
  if (unit.resource != nullptr) return read_reports(registry, *unit.resource);
  const auto bundle = json::parse(unit.bytes);
  return bundle ? read_reports(registry, *bundle) : ReportContent();
}

}  // namespace wardlight::central
