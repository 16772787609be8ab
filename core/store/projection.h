// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/json/value.h"
#include "core/store/changes.h"
#include "core/store/database.h"
#include "core/store/projection_rules.h"

// From a resource's bytes to the rows that screens read. The rows of a resource depend on its own bytes and the rules
// alone, never on what came before, so that any order of arrival and any rebuild gives the same rows.
namespace wardlight::store {

enum class Source { Statement, Reference };

struct Projected {
  Source source = Source::Statement;
  std::int64_t position = 0;  // of a statement
  std::string_view type;
  std::string_view id;
  std::string_view signer;  // of a statement
  const json::Value& resource;
  Change* change = nullptr;  // written besides, for those who carry on a picture; none: nobody does
};

// Everything below, in one go.
Expected<void> project(Database& database, const ProjectionRules& rules, const Projected& projected);
struct StatementRow {
  std::int64_t position = 0;
  std::string type, id, signer, bytes;
};
Expected<void> project_statement(Database& database, const ProjectionRules& rules, const StatementRow& row);
Expected<void> project_reference(Database& database, const ProjectionRules& rules, std::string_view type, std::string_view id,
                                 std::string_view bytes, Change* change = nullptr);
// Drops all projections and makes them anew from the bytes, in a transaction of its own.
Expected<void> rebuild(Database& database, const ProjectionRules& rules);

// Incident data is kept apart: an AdverseEvent, and whatever is tagged "incident". It has no projection.
bool is_incident(std::string_view type, const json::Value& resource);

// Parts of a resource that more than one projection looks at. What is missing reads as absent.
std::string encounter_of(const json::Value& resource);
std::optional<Instant> occurred_at(const json::Value& resource);

// What was done: acts, assignments, supersessions.
Expected<void> project_act(Database& database, const ProjectionRules& rules, const Projected& projected);

// What rules work over, by the reader that was given, and which resources are read again whole.
Expected<void> project_facts(Database& database, const ProjectionRules& rules, const Projected& projected);
Expected<void> remove_facts(Database& database, std::string_view type, std::string_view id);  // of reference data

// Who is where: patients, encounters, stays, locations, cautions, practitioners. What the hospital says of an id
// replaces what a temporary statement said, whichever came first.
Expected<void> project_census(Database& database, const ProjectionRules& rules, const Projected& projected);
Expected<void> remove_from_census(Database& database, std::string_view type, std::string_view id);

}  // namespace wardlight::store
