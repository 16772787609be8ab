// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/fhir_reports.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "sync/wire/url.h"

namespace wardlight::reporting {
namespace {

using measures::MeasureRow;

constexpr Instant kNow{INT64_MAX - 1};
constexpr std::size_t kMostPerPage = 500;
constexpr std::size_t kMostCollected = 500;
constexpr std::string_view kEvaluate = "$evaluate-measure";
constexpr std::string_view kCollect = "$collect-data";

Error wrong(std::string text, std::string where) { return {ErrorCode::InvalidContent, std::move(text), std::move(where)}; }
Error not_found(std::string_view what) {
  return {ErrorCode::NotFound, "The hub has no such " + std::string(what) + ".", std::string(what)};
}

std::string last_part(const std::string& reference) {
  const std::string id = reference.substr(reference.find_last_of(":/") + 1);
  return id.substr(0, id.find('|'));
}

// The month that periodStart and periodEnd name, or period.
Expected<std::string> month_in(std::string_view query) {
  std::string month = wire::query_value(query, "period");
  if (month.empty()) month = wire::query_value(query, "periodStart").substr(0, 7);
  const std::string end = wire::query_value(query, "periodEnd");
  if (!Reports::days_of(month) || (!end.empty() && end.substr(0, 7) != month))
    return wrong("Figures are made of one calendar month: give periodStart and periodEnd of the same one.", "periodStart");
  return month;
}

std::optional<Instant> known_in(std::string_view query) {
  const std::string text = wire::query_value(query, "as-known-on");
  if (text.empty()) return kNow;
  const auto time = parse_time(text);
  return time ? std::optional(time->instant) : std::nullopt;
}

std::size_t number_in(std::string_view query, std::string_view name, std::size_t usual) {
  const std::string text = wire::query_value(query, name);
  std::size_t number = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), number);
  return text.empty() || bad != std::errc() || end != text.data() + text.size() ? usual : number;
}

std::set<std::string> sources_of(const measures::PeriodCounts& counts, const measures::MeasureRule& rule,
                                 const std::string& unit) {
  std::set<std::string> sources;
  const auto takes = [&](const measures::Quantity& side, const measures::Evidence& one) {
    return side.count.empty() ? measures::is_counted(side, one.detail) : one.key == side.count;
  };
  const auto* known = counts.find(unit);
  const auto out = known == nullptr ? std::set<std::string>() : measures::units_left_out(*known, rule.id);
  for (const measures::Evidence& one : counts.evidence)
    if ((unit.empty() || one.unit == unit) && !out.contains(one.unit) && one.source.find('/') != std::string::npos &&
        (takes(rule.numerator, one) || takes(rule.denominator, one)))
      sources.insert(one.source);
  return sources;
}

json::Value references(const std::set<std::string>& sources) {
  json::Value list = json::Value::array();
  for (const std::string& source : sources) list.push(json::Value::object().set("reference", source));
  return list;
}

}  // namespace

Expected<json::Value> FhirReports::get(std::string_view path, std::string_view query) {
  if (path == "Measure") return measures(query);
  if (path == "MeasureReport") return reports(query);
  if (path.starts_with("MeasureReport/")) return report(path.substr(path.find('/') + 1));
  if (!path.starts_with("Measure/")) return not_found("resource");
  std::string_view name = path.substr(path.find('/') + 1);
  const auto slash = name.find('/');
  std::string measure(name.substr(0, slash));
  std::string_view operation = slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
  if (measure == kEvaluate || measure == kCollect) {
    operation = name;
    measure = last_part(wire::query_value(query, "measure"));
  }
  const measures::MeasureRule* rule = m_reports.content().measures.registry.find_measure(measure);
  if (rule == nullptr) return not_found("Measure");
  if (operation.empty()) return to_measure(m_reports.content().measures.registry, *rule);
  if (operation == kEvaluate) return evaluate(measure, query);
  if (operation == kCollect) return collect(measure, query);
  return not_found("operation");
}

json::Value FhirReports::bundle_of(std::string_view self, const std::vector<json::Value>& resources) const {
  json::Value entries = json::Value::array();
  for (const json::Value& resource : resources) {
    json::Value entry = json::Value::object();
    entry.set("fullUrl",
              m_base + "/" + std::string(resource.text_of("resourceType")) + "/" + std::string(resource.text_of("id")));
    entries.push(entry.set("resource", resource).set("search", json::Value::object().set("mode", "match")));
  }
  json::Value bundle = json::Value::object();
  bundle.set("resourceType", "Bundle").set("type", "searchset").set("total", static_cast<std::int64_t>(resources.size()));
  bundle.set("link",
             json::Value::array({json::Value::object().set("relation", "self").set("url", m_base + "/" + std::string(self))}));
  if (!resources.empty()) bundle.set("entry", std::move(entries));
  return bundle;
}

Expected<json::Value> FhirReports::measures(std::string_view query) const {
  const auto& registry = m_reports.content().measures.registry;
  const std::string id = wire::query_value(query, "_id"), url = wire::query_value(query, "url"),
                    name = wire::query_value(query, "name");
  std::vector<json::Value> found;
  for (const measures::MeasureRule& rule : registry.measures)
    if ((id.empty() || rule.id == id) && (name.empty() || rule.id == name) && (url.empty() || last_part(url) == rule.id))
      found.push_back(to_measure(registry, rule));
  return bundle_of("Measure" + (query.empty() ? std::string() : "?" + std::string(query)), found);
}

json::Value FhirReports::resource_of(const StoredReport& stored, const HospitalUnits& units) const {
  MeasureRow row = stored.row;
  row.hospital = m_reports.options().hospital;
  const auto name = units.names.find(row.unit);
  return measures::to_measure_report(m_reports.content().measures.registry, row,
                                     {m_reports.options().hospital_name, m_reports.zone().format(stored.made_at), stored.notes,
                                      name == units.names.end() ? std::string() : name->second});
}

Expected<json::Value> FhirReports::reports(std::string_view query) {
  const auto known_on = known_in(query);
  if (!known_on) return wrong("as-known-on needs a time with its offset.", "as-known-on");
  WL_TRY(const HospitalUnits units, m_reports.units());
  const std::string measure = last_part(wire::query_value(query, "measure")),
                    subject = last_part(wire::query_value(query, "subject"));
  const std::string period = wire::query_value(query, "period").substr(0, 7);
  WL_TRY(const auto stored, m_reports.file().reports({period, subject, measure, subject.empty(), *known_on, false}));
  const std::size_t offset = number_in(query, "_offset", 0), count = std::min(number_in(query, "_count", 100), kMostPerPage);
  std::vector<json::Value> found;
  for (std::size_t i = offset; i < stored.size() && found.size() < count; ++i) found.push_back(resource_of(stored[i], units));
  json::Value bundle = bundle_of("MeasureReport" + (query.empty() ? std::string() : "?" + std::string(query)), found);
  bundle.set("total", static_cast<std::int64_t>(stored.size()));
  if (offset + found.size() >= stored.size()) return bundle;
  std::string next =
      m_base + "/MeasureReport?_offset=" + std::to_string(offset + found.size()) + "&_count=" + std::to_string(count);
  for (const std::string_view name : {"measure", "subject", "period", "as-known-on"})
    if (const std::string value = wire::query_value(query, name); !value.empty()) next += "&" + std::string(name) + "=" + value;
  json::Value links = bundle["link"];
  return bundle.set("link", links.push(json::Value::object().set("relation", "next").set("url", next)));
}

Expected<json::Value> FhirReports::report(std::string_view id) {
  WL_TRY(const HospitalUnits units, m_reports.units());
  WL_TRY(const auto stored, m_reports.file().reports({{}, {}, {}, true, kNow, false}));
  for (const StoredReport& one : stored) {
    MeasureRow row = one.row;
    row.hospital = m_reports.options().hospital;
    if (measures::report_id(row) == id) return resource_of(one, units);
  }
  return not_found("MeasureReport");
}

Expected<json::Value> FhirReports::evaluate(std::string_view measure, std::string_view query) {
  WL_TRY(const std::string month, month_in(query));
  const auto known_on = known_in(query);
  if (!known_on) return wrong("as-known-on needs a time with its offset.", "as-known-on");
  WL_TRY(const HospitalUnits units, m_reports.units());
  const std::string subject = wire::query_value(query, "subject"), type = wire::query_value(query, "reportType");
  const measures::MeasureRule& rule = *m_reports.content().measures.registry.find_measure(measure);
  if (type != "subject" && type != "individual") {
    WL_TRY(const auto reports, m_reports.month(month, *known_on));
    for (const StoredReport& one : reports)
      if (one.row.measure == measure && one.row.unit == last_part(subject)) return resource_of(one, units);
    return not_found("figure of that month and unit");
  }
  if (!subject.starts_with("Patient/")) return wrong("A report of one subject needs subject=Patient/ID.", "subject");
  WL_TRY(const auto counts, m_reports.count_patient(month, last_part(subject), *known_on));
  for (const measures::UnitPeriod& unit : counts.units)
    for (const MeasureRow& row : measures::to_rows(m_reports.content().measures, unit, month, {})) {
      if (!row.unit.empty() || row.measure != measure) continue;
      json::Value report = resource_of({row, m_reports.now(), {}}, units);
      report.remove("id");
      report.remove("meta");
      report.set("type", "individual").set("subject", json::Value::object().set("reference", subject));
      return report.set("evaluatedResource", references(sources_of(counts, rule, {})));
    }
  return not_found("figure of that patient");
}

Expected<json::Value> FhirReports::collect(std::string_view measure, std::string_view query) {
  WL_TRY(const std::string month, month_in(query));
  const std::string unit = last_part(wire::query_value(query, "subject"));
  const measures::MeasureRule& rule = *m_reports.content().measures.registry.find_measure(measure);
  WL_TRY(const HospitalUnits units, m_reports.units());
  WL_TRY(const auto counts, m_reports.count(month, kNow, true));
  const auto sources = sources_of(counts, rule, unit);
  json::Value report =
      resource_of({{{}, unit, rule.id, month, 1, 0, 0, rule.x, measures::RowStatus::Complete, {}}, m_reports.now(), {}}, units);
  report.remove("group");
  report.remove("meta");
  report.remove("extension");
  report.set("type", "data-collection").set("evaluatedResource", references(sources));
  json::Value parameters = json::Value::array();
  parameters.push(json::Value::object().set("name", "measureReport").set("resource", std::move(report)));
  for (const std::string& source : sources) {
    if (parameters.items().size() > kMostCollected) break;
    const auto slash = source.find('/');
    WL_TRY(const auto row, m_reports.storage().find_resource(source.substr(0, slash), source.substr(slash + 1)));
    if (!row) continue;  // an incident, or what a person put in: it stays where it is
    WL_TRY(json::Value resource, json::parse(as_text(row->bytes)));
    parameters.push(json::Value::object().set("name", "resource").set("resource", std::move(resource)));
  }
  return json::Value::object().set("resourceType", "Parameters").set("parameter", std::move(parameters));
}

}  // namespace wardlight::reporting
