// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// Who has whom, who covers whose break, and who signed each change. Statements, like everything: nothing is edited.
namespace wardlight::workflows {

// Somebody looks after a colleague's patients for a while; the patients stay the colleague's. Needs AssignPatients.
struct CoverBreak {
  StatementId id;
  LocationId unit;
  PractitionerId away, cover;
  Instant from, until;
};
Expected<Outcome> cover_break(const Ward& ward, const CoverBreak& cover);
// The colleague is back earlier, or does not go. Needs AssignPatients.
Expected<Outcome> end_cover(const Ward& ward, const StatementId& id, const StatementId& cover);

struct BreakCover {
  StatementId cover;
  PractitionerId away, by;
  std::string away_name, by_name;
  Instant from, until;
  bool now = false;
  std::string signed_by;
};

struct AssignmentChange {
  EncounterId encounter;
  std::string bed;
  PractitionerId to;
  std::string to_name;
  Instant at;
  std::string signed_by;
  store::Delivery delivery = store::Delivery::OnHub;
};

struct BoardNurse {
  PractitionerId nurse;
  std::string name;
  std::vector<std::string> beds;  // in order
  std::optional<BreakCover> on_break;  // now or next
};

struct AssignmentBoard {
  Instant read_at;
  std::vector<BoardNurse> nurses;       // by name; who has nobody is not listed
  std::vector<std::string> unassigned;  // beds
  std::vector<BreakCover> breaks;       // of this shift that are not over or taken back, by time
  std::vector<AssignmentChange> changes;  // of this shift, newest first
};
// Needs SeeBoard.
Expected<AssignmentBoard> read_assignment_board(const Ward& ward, const LocationId& unit);

}  // namespace wardlight::workflows
