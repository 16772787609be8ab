// SPDX-License-Identifier: Apache-2.0
// A definition of the registry as a FHIR R4 Measure: populations in words, since the record's own counting decides.
#include "sync/reporting/fhir_reports.h"

namespace wardlight::reporting {
namespace {

json::Value coded(std::string_view system, std::string_view code) {
  json::Value coding = json::Value::object();
  coding.set("system", system).set("code", code);
  return json::Value::object().set("coding", json::Value::array({std::move(coding)}));
}

std::string in_words(const measures::Quantity& quantity) {
  if (!quantity.count.empty()) return "Count: " + quantity.count;
  std::string text = "Events:";
  for (const measures::EventFilter& filter : quantity.events) {
    text += " " + filter.kind;
    for (const measures::Condition& condition : filter.conditions) {
      text += " (" + condition.member + ":";
      for (const json::Value& value : condition.values)
        text += " " + (value.is_boolean() ? std::string(value.boolean() ? "yes" : "no") : value.text());
      text += ")";
    }
    text += ";";
  }
  return text;
}

json::Value population(std::string_view code, const measures::Quantity& quantity) {
  json::Value criteria = json::Value::object();
  criteria.set("description", in_words(quantity)).set("language", "text/plain").set("expression", in_words(quantity));
  json::Value out = json::Value::object();
  out.set("code", coded("http://terminology.hl7.org/CodeSystem/measure-population", code));
  return out.set("criteria", std::move(criteria));
}

}  // namespace

json::Value to_measure(const measures::MeasureRegistry& registry, const measures::MeasureRule& rule) {
  json::Value measure = json::Value::object();
  measure.set("resourceType", "Measure")
      .set("id", rule.id)
      .set("url", "urn:wardlight:measure:" + rule.id)
      .set("version", registry.version);
  measure.set("name", rule.id).set("title", rule.title).set("status", "active").set("description", rule.definition);
  std::string purpose = "Asked for by:";
  for (const std::string& programme : rule.programmes) purpose += " " + programme + ";";
  measure.set("purpose", purpose).set("copyright", rule.source);
  const bool share = rule.x == 1 || rule.x == 100;
  measure.set("scoring", coded("http://terminology.hl7.org/CodeSystem/measure-scoring", share ? "proportion" : "ratio"));
  measure.set("improvementNotation", coded("http://terminology.hl7.org/CodeSystem/measure-improvement-notation",
                                           rule.direction == measures::Direction::Lower ? "decrease" : "increase"));
  if (rule.origin == measures::Origin::Imported) return measure;
  json::Value group = json::Value::object();
  group.set("population",
            json::Value::array({population("numerator", rule.numerator), population("denominator", rule.denominator)}));
  return measure.set("group", json::Value::array({std::move(group)}));
}

}  // namespace wardlight::reporting
