// SPDX-License-Identifier: Apache-2.0
#include "core/care/facts/fact_examples.h"

namespace wardlight::care {

Expected<json::Value> run_fact_example(const FactRules& rules, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "role", "resources", "expect"}, "facts: example"));
  json::Value said = json::Value::array();
  const auto add = [&](const std::vector<Fact>& facts) {
    for (const Fact& fact : facts)
      said.push(fact.kind + " " + (fact.value.is_string() ? fact.value.text() : json::write(fact.value)));
  };
  if (example.find("role") != nullptr) {
    for (const json::Value& resource : example["resources"].items()) {
      WL_TRY(const std::vector<Fact> facts, read_facts(rules, resource, example.text_of("role")));
      add(facts);
    }
  } else {
    WL_TRY(const std::vector<Fact> facts, resolve_facts(rules, example["resources"].items()));
    add(facts);
  }
  json::Value report;
  report.set("facts", std::move(said));
  return report;
}

}  // namespace wardlight::care
