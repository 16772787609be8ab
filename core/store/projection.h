// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/json/value.h"
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
};

// What was done: facts, assignments, supersessions.
Expected<void> project_act(Database& database, const ProjectionRules& rules, const Projected& projected);

// Who is where: patients, encounters, stays, locations, cautions, practitioners. What the hospital says of an id
// replaces what a temporary statement said, whichever came first.
Expected<void> project_census(Database& database, const Projected& projected);
Expected<void> remove_from_census(Database& database, std::string_view type, std::string_view id);

}  // namespace wardlight::store
