// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/time/time.h"
#include "sync/hub/reading.h"

namespace wardlight::hub {
namespace {

using json::Value;

constexpr std::array<std::string_view, 13> kReadable = {
    "QuestionnaireResponse", "DeviceUseStatement", "AdverseEvent", "Task", "Communication", "Patient", "Encounter",
    "Location", "Practitioner", "PractitionerRole", "AllergyIntolerance", "Flag", "Condition"};

Value code(std::string_view text) { return Value::object({{"code", Value(text)}}); }

Value resource(std::string_view type) {
  return Value::object({{"type", Value(type)},
                        {"interaction", Value::array({code("read")})},
                        {"versioning", Value("versioned")},
                        {"updateCreate", Value(true)}});
}

}  // namespace

std::string capability_statement(std::string_view base, Instant now) {
  auto resources = Value::array();
  for (const auto type : kReadable) resources.push(resource(type));
  auto rest = Value::object({{"mode", Value("server")}});
  const Value how("TLS 1.3 with a client certificate from this hub's own authority, given at enrolment.");
  rest.set("security", Value::object({{"description", how}}));
  rest.set("resource", std::move(resources));
  rest.set("interaction", Value::array({code("batch"), code("history-system")}));
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
