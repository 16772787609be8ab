// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/time/time.h"
#include "sync/census/fhir_resource.h"
#include "sync/hub/reading.h"
#include "sync/hub/search.h"

namespace wardlight::hub {
namespace {

using json::Value;

struct Parameter {
  std::string_view name;
  std::string_view type;
};
constexpr std::array<Parameter, 8> kParameters = {{{"patient", "reference"}, {"encounter", "reference"}, {"date", "date"},
    {"authored", "date"}, {"questionnaire", "reference"}, {"status", "token"}, {"_lastUpdated", "date"}, {"_id", "token"}}};

Value code(std::string_view text) { return Value::object({{"code", Value(text)}}); }

Value parameters() {
  auto list = Value::array();
  for (const auto& parameter : kParameters)
    list.push(Value::object({{"name", Value(parameter.name)}, {"type", Value(parameter.type)}}));
  return list;
}

// Systems write what the hospital owns; clinical acts come signed, from tablets.
Value resource(std::string_view type) {
  const bool written = census::is_reference_type(type);
  auto interactions = Value::array({code("read"), code("vread"), code("history-instance"), code("search-type")});
  if (written) interactions.push(code("create")).push(code("update"));
  return Value::object({{"type", Value(type)},
                        {"interaction", std::move(interactions)},
                        {"versioning", Value(written ? "versioned-update" : "versioned")},
                        {"readHistory", Value(true)},
                        {"updateCreate", Value(written)},
                        {"conditionalCreate", Value(written)},
                        {"conditionalRead", Value("not-match")},
                        {"searchParam", parameters()}});
}

struct Operation {
  std::string_view name, definition;
};
// Figures: read and searched, with what may be asked of them.
Value figures(std::string_view type, std::initializer_list<Operation> operations) {
  auto entry = Value::object({{"type", Value(type)}, {"interaction", Value::array({code("read"), code("search-type")})}});
  auto list = Value::array();
  for (const auto& one : operations)
    list.push(Value::object({{"name", Value(one.name)},
                             {"definition", Value("http://hl7.org/fhir/OperationDefinition/" + std::string(one.definition))}}));
  if (operations.size() > 0) entry.set("operation", std::move(list));
  return entry;
}

}  // namespace

std::string capability_statement(std::string_view base, Instant now) {
  auto resources = Value::array();
  for (const auto type : readable_types()) resources.push(resource(type));
  resources.push(
      figures("Measure", {{"evaluate-measure", "Measure-evaluate-measure"}, {"collect-data", "Measure-collect-data"}}));
  resources.push(figures("MeasureReport", {}));
  auto rest = Value::object({{"mode", Value("server")}});
  const Value how(
      "TLS 1.3 with a client certificate from this hub's own authority, given at enrolment; for systems SMART Backend Services.");
  rest.set("security", Value::object({{"description", how}}));
  rest.set("resource", std::move(resources));
  rest.set("interaction", Value::array({code("batch"), code("transaction"), code("history-system")}));
  auto statement = Value::object({{"resourceType", Value("CapabilityStatement")}, {"status", Value("active")}});
  statement.set("date", format_time(now, 0));
  statement.set("kind", "instance");
  statement.set("software", Value::object({{"name", Value("Wardlight hub")}}));
  statement.set("implementation", Value::object({{"description", Value("Wardlight hub of a hospital")}, {"url", Value(base)}}));
  statement.set("fhirVersion", "4.0.1");
  statement.set("format", Value::array({Value("application/fhir+json")}));
  statement.set("rest", Value::array({std::move(rest)}));
  return json::write(statement);
}

}  // namespace wardlight::hub
