// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>

#include "core/store/fact_lines.h"
#include "core/store/fhir_parts.h"
#include "core/store/projection.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kPutFacts =
    "INSERT OR REPLACE INTO clinical_fact (owner, at, type, id, facts, from_reference) VALUES (?, ?, ?, ?, ?, ?)";
constexpr std::string_view kPutSpans =
    "INSERT OR IGNORE INTO fact_span (owner, kind, span) SELECT ?1, value, ?3 FROM json_each(?2)";
constexpr std::string_view kPutRecord =
    "INSERT OR REPLACE INTO record (type, id, owner, thread, at, position) VALUES (?, ?, ?, ?, ?, ?)";
constexpr std::string_view kDropFacts = "DELETE FROM clinical_fact WHERE from_reference = 1 AND type = ? AND id = ?";
constexpr std::string_view kDropRecord = "DELETE FROM record WHERE position = 0 AND type = ? AND id = ?";
constexpr std::string_view kFindReference = "SELECT 1 FROM reference WHERE type = ? AND id = ?";

constexpr std::array<std::string_view, 3> kRecords{"DeviceUseStatement", "Communication", "Task"};

std::string patient_of(const Projected& projected) {
  if (projected.type == "Patient") return std::string(projected.id);
  for (const auto* member : {"subject", "patient", "for"})
    if (auto id = id_of_reference(projected.resource[member], "Patient"); !id.empty()) return id;
  return {};
}

// The stay when the resource names one, else the patient, else the unit it is about; empty when it names none of them.
std::string owner_of(const Projected& projected) {
  const std::string encounter = projected.type == "Encounter" ? std::string(projected.id) : encounter_of(projected.resource);
  if (!encounter.empty()) return "Encounter/" + encounter;
  if (const std::string patient = patient_of(projected); !patient.empty()) return "Patient/" + patient;
  const std::string unit = id_of_reference(projected.resource["subject"], "Location");
  return unit.empty() ? std::string() : "Location/" + unit;
}

std::string thread_of(const Projected& projected) {
  const auto* extension = find_wardlight_extension(projected.resource, "thread");
  return extension == nullptr ? std::string() : std::string(extension->text_of("valueString"));
}

Expected<void> project_record(Database& database, const ProjectionRules& rules, const Projected& projected,
                              const std::string& owner) {
  std::string thread = thread_of(projected);
  const bool by_type = std::ranges::find(kRecords, projected.type) != kRecords.end();
  if (!by_type && thread.empty()) return {};
  if (projected.type == "Task" && has_code(projected.resource["code"], rules.assignment_code)) return {};
  if (thread.empty()) thread = projected.id;
  if (projected.change != nullptr) {
    Record& record = projected.change->record.emplace();
    record.type = projected.type, record.id = projected.id, record.thread = {thread};
    record.at = occurred_at(projected.resource).value_or(Instant{});
    record.from_reference = projected.source == Source::Reference;
    record.signer = {std::string(projected.signer)};
  }
  return database.run(kPutRecord, projected.type, projected.id, owner, thread,
                      occurred_at(projected.resource).value_or(Instant{}), projected.position);
}

// The hospital's word about an id stands, whatever a temporary statement says.
Expected<bool> is_overruled(Database& database, const Projected& projected) {
  if (projected.source == Source::Reference || (projected.type != "Patient" && projected.type != "Encounter")) return false;
  WL_TRY(auto row, database.query(kFindReference, projected.type, projected.id));
  return row.step();
}

// Those of one time, which make one row.
Expected<void> put_facts(Database& database, const Projected& projected, const std::string& owner, std::span<const ReadFact> facts) {
  const std::string resource = std::string(projected.type) + "/" + std::string(projected.id);
  const Instant at = facts.front().at;
  WL_CHECK(database.run(kPutFacts, owner, at, projected.type, projected.id, write_fact_lines(facts, resource),
                        projected.source == Source::Reference));
  if (projected.type != "QuestionnaireResponse") return {};
  auto kinds = json::Value::array();
  for (const ReadFact& fact : facts) kinds.push(fact.kind);
  return database.run(kPutSpans, owner, json::write(kinds), span_of(at));
}

}  // namespace

Expected<void> project_facts(Database& database, const ProjectionRules& rules, const Projected& projected) {
  const std::string owner = owner_of(projected);
  if (projected.change != nullptr) projected.change->owner = owner;
  WL_CHECK(project_record(database, rules, projected, owner));
  if (!rules.read_facts || owner.empty()) return {};
  WL_TRY(const bool overruled, is_overruled(database, projected));
  if (overruled) return {};
  auto facts = rules.read_facts(projected.resource);
  std::ranges::stable_sort(facts, {}, &ReadFact::at);
  if (projected.change != nullptr) projected.change->facts = facts;
  for (auto first = facts.begin(); first != facts.end();) {
    const auto last = std::ranges::upper_bound(first, facts.end(), first->at, {}, &ReadFact::at);
    WL_CHECK(put_facts(database, projected, owner, {first, last}));
    first = last;
  }
  return {};
}

Expected<void> remove_facts(Database& database, std::string_view type, std::string_view id) {
  WL_CHECK(database.run(kDropFacts, type, id));
  return database.run(kDropRecord, type, id);
}

}  // namespace wardlight::store
