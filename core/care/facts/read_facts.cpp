// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "core/care/facts/apply_readers.h"
#include "core/care/facts/fact_paths.h"
#include "core/care/facts/instrument_facts.h"

namespace wardlight::care {
namespace {

using facts::Scope;

constexpr std::string_view kResponse = "QuestionnaireResponse";
constexpr std::string_view kSuperseded = "extension(urn:wardlight:supersedes).valueReference.reference";

std::optional<json::Value> value_of(const facts::Emit& emit, const Scope& scope) {
  if (emit.members.empty()) return facts::take(emit.value, scope);
  json::Value object;
  for (const auto& [name, take] : emit.members) {
    auto value = facts::take(take, scope);
    if (value) object.set(name, std::move(*value));
  }
  return object;
}

bool all_hold(const std::vector<facts::ReadTest>& tests, const Scope& scope, const facts::FactReaders& readers) {
  return std::ranges::all_of(tests, [&](const facts::ReadTest& test) { return facts::holds(test, scope, readers); });
}

void emit_all(const facts::FactReaders& readers, const facts::ReadRule& rule, const facts::ResourceRule& known,
              const Scope& scope, const std::string& source, std::vector<Fact>& found) {
  if (!all_hold(rule.where, scope, readers)) return;
  for (const facts::Emit& emit : rule.emit) {
    const auto value = value_of(emit, scope);
    if (!value) continue;
    const Scope whole{scope.resource, scope.resource};
    const auto at = emit.at.empty() ? facts::find_time(known.at, whole) : facts::find_time(emit.at, scope);
    // A time that the rule asks for and that is not there is a thing that has not happened.
    if (!at && !emit.at.empty()) continue;
    found.push_back({emit.kind, *value, at.value_or(Instant{}), source});
  }
}

std::string name_of(const json::Value& resource) {
  return std::string(resource.text_of("resourceType")) + "/" + std::string(resource.text_of("id"));
}

std::set<std::string> superseded_by(const std::vector<json::Value>& resources) {
  std::set<std::string> names;
  for (const json::Value& resource : resources)
    for (const json::Value* reference : facts::find_path(resource, kSuperseded)) names.insert(reference->text());
  return names;
}

}  // namespace

std::vector<Fact> facts::apply_readers(const FactReaders& readers, const json::Value& resource, std::string_view author_role) {
  std::vector<Fact> found;
  const auto known = readers.resources.find(resource.text_of("resourceType"));
  if (known == readers.resources.end()) return found;
  if (!all_hold(known->second.where, {resource, resource}, readers)) return found;
  const std::string name = name_of(resource);
  for (const ReadRule& rule : readers.rules) {
    if (rule.resource != known->first || (!rule.author_role.empty() && rule.author_role != author_role)) continue;
    if (rule.each.empty()) emit_all(readers, rule, known->second, {resource, resource}, name, found);
    else
      for (const json::Value* element : find_path(resource, rule.each))
        emit_all(readers, rule, known->second, {resource, *element}, name, found);
  }
  return found;
}

Expected<std::vector<Fact>> read_facts(const FactRules& rules, const json::Value& resource, std::string_view author_role) {
  if (resource.text_of("resourceType").empty() || resource.text_of("id").empty())
    return Error{ErrorCode::InvalidContent, "This is no FHIR resource with a type and an id; facts are read from such.", "facts"};
  std::vector<Fact> found;
  const auto known = rules.readers.resources.find(resource.text_of("resourceType"));
  if (known == rules.readers.resources.end()) return found;
  if (!all_hold(known->second.where, {resource, resource}, rules.readers)) return found;
  if (known->first == kResponse) {
    const Instant at = facts::find_time(known->second.at, {resource, resource}).value_or(Instant{});
    for (const auto& [kind, value] : read_instrument_values(rules, resource))
      found.push_back({kind, value, at, name_of(resource)});
  }
  std::vector<Fact> read = facts::apply_readers(rules.readers, resource, author_role);
  std::ranges::move(read, std::back_inserter(found));
  std::erase_if(found, [&](const Fact& fact) { return !check_fact(rules, fact); });
  return in_order(std::move(found));
}

std::vector<Fact> standing_facts(const FactRules& rules, std::vector<Fact> facts, Instant now) {
  const auto record_of = [&](const Fact& fact) {
    return fact.at <= now ? rules.record_of(fact.kind) : std::string_view();
  };
  std::map<std::string_view, Fact> newest;
  for (const Fact& fact : facts) {
    const std::string_view record = record_of(fact);
    if (record.empty()) continue;
    const auto [held, added] = newest.emplace(record, fact);
    if (!added && std::pair(held->second.at, held->second.source) < std::pair(fact.at, fact.source)) held->second = fact;
  }
  std::erase_if(facts, [&](const Fact& fact) {
    const std::string_view record = record_of(fact);
    return !record.empty() && fact.source != newest.at(record).source;
  });
  return facts;
}

Expected<std::vector<Fact>> resolve_facts(const FactRules& rules, const std::vector<json::Value>& resources) {
  const std::set<std::string> gone = superseded_by(resources);
  std::vector<Fact> found;
  for (const json::Value& resource : resources) {
    if (gone.contains(name_of(resource))) continue;
    WL_TRY(const std::vector<Fact> facts, read_facts(rules, resource));
    found.insert(found.end(), facts.begin(), facts.end());
  }
  return in_order(std::move(found));
}

}  // namespace wardlight::care
