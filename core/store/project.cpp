// SPDX-License-Identifier: Apache-2.0
#include "core/store/fhir_parts.h"
#include "core/store/projection.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kListStatements = "SELECT position, type, id, signer, bytes FROM statement ORDER BY position";
constexpr std::string_view kListReferences = "SELECT type, id, bytes FROM reference ORDER BY row";
constexpr std::string_view kDropProjections =
    "DELETE FROM fact; DELETE FROM supersession; DELETE FROM assignment; DELETE FROM patient; DELETE FROM encounter; DELETE FROM stay;"
    "DELETE FROM location; DELETE FROM caution; DELETE FROM practitioner; DELETE FROM clinical_fact; DELETE FROM fact_span;"
    "DELETE FROM record;";
constexpr std::string_view kNoteRules = "UPDATE projection_state SET rules = ?";

}  // namespace

bool is_incident(std::string_view type, const json::Value& resource) {
  return type == "AdverseEvent" || has_tag(resource, "incident");
}

Expected<void> project(Database& database, const ProjectionRules& rules, const Projected& projected) {
  WL_CHECK(project_census(database, rules, projected));
  if (projected.source == Source::Statement) WL_CHECK(project_act(database, rules, projected));
  return project_facts(database, rules, projected);
}

// What cannot be read is kept as it came and has no rows: one bad resource must not stop the feed.
Expected<void> project_statement(Database& database, const ProjectionRules& rules, const StatementRow& row) {
  const auto resource = json::parse(row.bytes);
  if (!resource) return {};
  return project(database, rules, {Source::Statement, row.position, row.type, row.id, row.signer, *resource});
}

Expected<void> project_reference(Database& database, const ProjectionRules& rules, std::string_view type, std::string_view id,
                                 std::string_view bytes, Change* change) {
  WL_CHECK(remove_facts(database, type, id));
  const auto resource = json::parse(bytes);
  if (!resource) return remove_from_census(database, type, id);
  return project(database, rules, {Source::Reference, 0, type, id, {}, *resource, change});
}

Expected<void> rebuild(Database& database, const ProjectionRules& rules) {
  WL_TRY(auto transaction, Transaction::begin(database));
  WL_CHECK(database.script(kDropProjections));
  WL_TRY(auto references, database.query(kListReferences));
  while (true) {
    WL_TRY(const bool row, references.step());
    if (!row) break;
    WL_CHECK(project_reference(database, rules, references.text(0), references.text(1), references.text(2)));
  }
  WL_TRY(auto statements, database.query(kListStatements));
  while (true) {
    WL_TRY(const bool row, statements.step());
    if (!row) break;
    WL_CHECK(project_statement(
        database, rules, {statements.integer(0), statements.text(1), statements.text(2), statements.text(3), statements.text(4)}));
  }
  WL_CHECK(database.run(kNoteRules, rules.version));
  return transaction.commit();
}

}  // namespace wardlight::store
