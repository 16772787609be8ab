// SPDX-License-Identifier: Apache-2.0
// Figures as FHIR R4 MeasureReports.
#include "core/base/decimal.h"
#include "core/measures/measure_figures.h"

namespace wardlight::measures {
namespace {

json::Value coded(std::string_view system, std::string_view code) {
  json::Value coding = json::Value::object();
  coding.set("system", system).set("code", code);
  json::Value list = json::Value::array();
  list.push(std::move(coding));
  json::Value codeable = json::Value::object();
  codeable.set("coding", std::move(list));
  return codeable;
}

json::Value population(std::string_view code, std::int64_t count) {
  json::Value out = json::Value::object();
  out.set("code", coded("http://terminology.hl7.org/CodeSystem/measure-population", code));
  out.set("count", count);
  return out;
}

json::Value group_of(const Figure& figure) {
  json::Value populations = json::Value::array();
  populations.push(population("numerator", figure.n)).push(population("denominator", figure.d));
  json::Value group = json::Value::object();
  group.set("population", std::move(populations));
  if (figure.d > 0) {
    json::Value score = json::Value::object();
    score.set("value", json::Value::number_token(figure.value));
    score.set("unit", "per " + std::to_string(figure.x));
    group.set("measureScore", std::move(score));
  }
  return group;
}

json::Value report_of(const MeasureRegistry& registry, const MeasureRule& rule, const Figure& figure, const ReportHead& head) {
  json::Value report = json::Value::object();
  report.set("resourceType", "MeasureReport").set("status", "complete").set("type", "summary");
  report.set("measure", "urn:wardlight:measure:" + rule.id + "|" + registry.version);
  json::Value subject = json::Value::object();
  subject.set("display", head.unit);
  report.set("subject", std::move(subject));
  report.set("date", head.made_at);
  json::Value period = json::Value::object();
  period.set("start", head.from).set("end", head.to);
  report.set("period", std::move(period));
  report.set("improvementNotation", coded("http://terminology.hl7.org/CodeSystem/measure-improvement-notation",
                                          rule.direction == Direction::Lower ? "decrease" : "increase"));
  json::Value groups = json::Value::array();
  groups.push(group_of(figure));
  report.set("group", std::move(groups));
  return report;
}

}  // namespace

json::Value to_measure_reports(const MeasureRegistry& registry, const std::vector<Figure>& figures, const ReportHead& head) {
  json::Value entries = json::Value::array();
  for (const Figure& figure : figures) {
    json::Value entry = json::Value::object();
    entry.set("resource", report_of(registry, *registry.find_measure(figure.id), figure, head));
    entries.push(std::move(entry));
  }
  json::Value bundle = json::Value::object();
  bundle.set("resourceType", "Bundle").set("type", "collection");
  bundle.set("entry", std::move(entries));
  return bundle;
}

}  // namespace wardlight::measures
