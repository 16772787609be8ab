// SPDX-License-Identifier: Apache-2.0
// Figures as FHIR R4 MeasureReports, and back.
#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/decimal.h"
#include "core/base/uuid.h"
#include "core/measures/measure_figures.h"
#include "core/measures/measure_row.h"
#include "core/time/time.h"

namespace wardlight::measures {
namespace {

constexpr std::string_view kMeasureUrn = "urn:wardlight:measure:";
constexpr std::string_view kHospitalSystem = "urn:wardlight:hospital";
constexpr std::string_view kUnitSystem = "urn:wardlight:unit";
constexpr std::string_view kStatusUrl = "urn:wardlight:report-status";
constexpr std::string_view kMultiplierUrl = "urn:wardlight:report-multiplier";
constexpr std::string_view kImportedUrl = "urn:wardlight:report-imported";
constexpr std::string_view kMethodUrl = "urn:wardlight:denominator-method";
constexpr std::string_view kNoteUrl = "urn:wardlight:report-note";
constexpr std::string_view kReportSpace = "6d0c2c7e-5f0c-5b5e-8a53-4f1f3a2d9b10";  // of report ids, and of nothing else
constexpr std::array<std::string_view, 4> kStatuses{"open", "complete", "pending", "incomplete"};

json::Value coded(std::string_view system, std::string_view code) {
  json::Value coding = json::Value::object();
  coding.set("system", system).set("code", code);
  json::Value codeable = json::Value::object();
  codeable.set("coding", json::Value::array({std::move(coding)}));
  return codeable;
}

json::Value population(std::string_view code, std::int64_t count) {
  json::Value out = json::Value::object();
  out.set("code", coded("http://terminology.hl7.org/CodeSystem/measure-population", code));
  out.set("count", count);
  return out;
}

json::Value extension(std::string_view url, const char* member, json::Value value) {
  json::Value out = json::Value::object();
  out.set("url", url).set(member, std::move(value));
  return out;
}

json::Value named(std::string_view type, std::string_view system, std::string_view value, std::string_view display) {
  json::Value identifier = json::Value::object();
  identifier.set("system", system).set("value", value);
  json::Value reference = json::Value::object();
  reference.set("type", type).set("identifier", std::move(identifier)).set("display", display);
  return reference;
}

std::string last_day(const std::string& period) {
  const auto first = parse_date(period + "-01");
  if (!first) return {};
  Date day = add_days(*first, 27);
  while (add_days(day, 1).month == first->month) day = add_days(day, 1);
  return format_date(day);
}

json::Value group_of(const MeasureRow& row, int places) {
  json::Value populations = json::Value::array();
  populations.push(population("numerator", row.n)).push(population("denominator", row.d));
  json::Value group = json::Value::object();
  group.set("population", std::move(populations));
  const std::string value = value_of(row, places);
  if (!Decimal::parse(value)) return group;
  json::Value score = json::Value::object();
  score.set("value", json::Value::number_token(value));
  score.set("unit", "per " + std::to_string(row.x));
  group.set("measureScore", std::move(score));
  return group;
}

json::Value extensions_of(const MeasureRow& row, std::string_view method, const ReportNotes& notes) {
  json::Value list = json::Value::array();
  list.push(extension(kStatusUrl, "valueCode", to_code(row.status)));
  list.push(extension(kMultiplierUrl, "valueInteger", row.x));
  if (!method.empty()) list.push(extension(kMethodUrl, "valueCode", method));
  if (!row.imported.empty()) list.push(extension(kImportedUrl, "valueString", row.imported));
  for (const std::string& saying : notes.sayings) list.push(extension(kNoteUrl, "valueString", saying));
  return list;
}

Error wrong(std::string text, std::string where) {
  return {ErrorCode::InvalidContent, std::move(text), "MeasureReport." + std::move(where)};
}

std::optional<std::int64_t> whole(const json::Value& value) {
  std::int64_t number = 0;
  const std::string& digits = value.text();
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!value.is_number() || bad != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::string value_in(const json::Value& reference, std::string_view system) {
  const json::Value& identifier = reference["identifier"];
  return identifier.text_of("system") == system ? std::string(identifier.text_of("value")) : std::string();
}

const json::Value& extension_in(const json::Value& report, std::string_view url) {
  static const json::Value kNone;
  for (const json::Value& one : report["extension"].items())
    if (one.text_of("url") == url) return one;
  return kNone;
}

Expected<std::int64_t> read_population(const json::Value& report, std::string_view code) {
  for (const json::Value& one : report["group"][0]["population"].items()) {
    if (one["code"]["coding"][0].text_of("code") != code) continue;
    const auto count = whole(one["count"]);
    if (count && *count >= 0) return *count;
  }
  return wrong("Numerator and denominator are needed, as whole numbers of 0 or more.", "group.population");
}

Expected<std::string> read_period(const json::Value& report) {
  const std::string start(report["period"].text_of("start"));
  const std::string month = start.substr(0, std::min<std::size_t>(start.size(), 7));
  if (start != month + "-01" || report["period"].text_of("end") != last_day(month))
    return wrong("A report is about one calendar month, from its first to its last day.", "period");
  return month;
}

Expected<const MeasureRule*> read_rule(const MeasureRegistry& registry, const json::Value& report) {
  const std::string_view canonical = report.text_of("measure");
  const auto bar = canonical.find('|');
  const MeasureRule* rule =
      canonical.starts_with(kMeasureUrn)
          ? registry.find_measure(canonical.substr(kMeasureUrn.size(), bar - std::min(bar, kMeasureUrn.size())))
          : nullptr;
  if (rule == nullptr) return wrong("This measure is not in the registry of measures.", "measure");
  if (bar == std::string_view::npos || canonical.substr(bar + 1) != registry.version)
    return wrong("The report follows another version of the definitions; figures of two versions are never compared.", "measure");
  return rule;
}

// Part of a whole: it cannot be more than all of it.
bool is_share(const MeasureRule& rule) { return rule.origin == Origin::Computed && (rule.x == 1 || rule.x == 100); }

Expected<void> read_figures(const json::Value& report, const MeasureRule& rule, MeasureRow& row) {
  WL_TRY(row.n, read_population(report, "numerator"));
  WL_TRY(row.d, read_population(report, "denominator"));
  row.imported = extension_in(report, kImportedUrl).text_of("valueString");
  const auto x = whole(extension_in(report, kMultiplierUrl)["valueInteger"]);
  if (!x || *x < 1 || (rule.origin == Origin::Computed && *x != rule.x))
    return wrong("The multiplier is not the measure's.", "extension");
  row.x = *x;
  if (is_share(rule) && row.n > row.d) return wrong("More were counted than there were to count.", "group.population");
  return {};
}

}  // namespace

std::string_view to_code(RowStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }

std::string value_of(const MeasureRow& row, int places) {
  return row.imported.empty() ? format_rate(row.n, row.d, row.x, places) : row.imported;
}

std::string report_id(const MeasureRow& row) {
  return make_uuid_v5(kReportSpace, row.hospital + "\n" + row.unit + "\n" + row.measure + "\n" + row.period);
}

json::Value to_measure_report(const MeasureRegistry& registry, const MeasureRow& row, const ReportNotes& notes) {
  const MeasureRule& rule = *registry.find_measure(row.measure);
  json::Value meta = json::Value::object();
  meta.set("versionId", std::to_string(row.version)).set("lastUpdated", notes.made_at);
  json::Value report = json::Value::object();
  report.set("resourceType", "MeasureReport").set("id", report_id(row)).set("meta", std::move(meta));
  report.set("extension", extensions_of(row, registry.method_of(rule), notes));
  const bool final = row.status == RowStatus::Complete || row.status == RowStatus::Incomplete;
  report.set("status", final ? "complete" : "pending").set("type", "summary");
  report.set("measure", std::string(kMeasureUrn) + rule.id + "|" + registry.version);
  if (!row.unit.empty())
    report.set("subject", named("Location", kUnitSystem, row.unit, notes.unit_name.empty() ? row.unit : notes.unit_name));
  report.set("date", notes.made_at);
  if (!row.hospital.empty())
    report.set("reporter", named("Organization", kHospitalSystem, row.hospital,
                                 notes.hospital_name.empty() ? row.hospital : notes.hospital_name));
  json::Value period = json::Value::object();
  period.set("start", row.period + "-01").set("end", last_day(row.period));
  report.set("period", std::move(period));
  report.set("improvementNotation", coded("http://terminology.hl7.org/CodeSystem/measure-improvement-notation",
                                          rule.direction == Direction::Lower ? "decrease" : "increase"));
  report.set("group", json::Value::array({group_of(row, rule.places)}));
  return report;
}

Expected<MeasureRow> read_measure_report(const MeasureRegistry& registry, const json::Value& report) {
  if (report.text_of("resourceType") != "MeasureReport" || report.text_of("type") != "summary")
    return wrong("A MeasureReport of the type summary is expected.", "type");
  MeasureRow row;
  WL_TRY(const MeasureRule* const rule, read_rule(registry, report));
  row.measure = rule->id;
  WL_TRY(row.period, read_period(report));
  row.hospital = value_in(report["reporter"], kHospitalSystem);
  if (row.hospital.empty()) return wrong("The reporting hospital's identifier is missing.", "reporter");
  row.unit = value_in(report["subject"], kUnitSystem);
  if (row.unit.empty() && report.find("subject") != nullptr) return wrong("The unit's identifier is missing.", "subject");
  const std::string_view version = report["meta"].text_of("versionId");
  const auto [end, bad] = std::from_chars(version.data(), version.data() + version.size(), row.version);
  if (bad != std::errc() || end != version.data() + version.size() || row.version == 0)
    return wrong("The report's version is missing; it counts from 1.", "meta.versionId");
  const auto status = std::ranges::find(kStatuses, extension_in(report, kStatusUrl).text_of("valueCode"));
  if (status == kStatuses.end()) return wrong("How complete the figure is, is missing.", "extension");
  row.status = static_cast<RowStatus>(status - kStatuses.begin());
  if (extension_in(report, kMethodUrl).text_of("valueCode") != registry.method_of(*rule))
    return wrong("The denominator was counted by another method; figures of two methods are never put together.", "extension");
  WL_CHECK(read_figures(report, *rule, row));
  return row;
}

json::Value to_measure_reports(const MeasureRegistry& registry, const std::vector<Figure>& figures, const ReportHead& head) {
  json::Value entries = json::Value::array();
  for (const Figure& figure : figures) {
    const MeasureRow row{{}, head.unit, figure.id, head.period, 1, figure.n, figure.d, figure.x, RowStatus::Complete, {}};
    json::Value entry = json::Value::object();
    entry.set("fullUrl", "urn:uuid:" + report_id(row));
    entry.set("resource", to_measure_report(registry, row, {{}, head.made_at, {}}));
    entries.push(std::move(entry));
  }
  json::Value bundle = json::Value::object();
  bundle.set("resourceType", "Bundle").set("type", "collection");
  bundle.set("entry", std::move(entries));
  return bundle;
}

}  // namespace wardlight::measures
