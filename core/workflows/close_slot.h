// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

namespace wardlight::workflows {

// A reason for a slot without a round (clinical.md 4.3), as a statement.
struct SlotReason {
  StatementId id;  // from new_statement_id(), so that a second tap saves the same
  EncounterId encounter;
  Instant slot_start;
  std::string reason;  // a code of the pack
  std::string order;   // the order's number; needed when an order takes the slot out of the count
  std::string note;
};

// The reasons a nurse may choose from. Not among them: what only a round can say, what the census says, and off-unit, which
// is record_off_unit().
std::vector<care::Reason> list_slot_reasons(const care::RoundingPack& rounding);

Expected<Outcome> close_slot(const Ward& ward, const SlotReason& reason);

// "Credit to this slot": takes the reason back, so that the round nearest to the slot counts for it. Both stay on record.
Expected<Outcome> reopen_slot(const Ward& ward, const SlotReason& reason);

// The patient leaves the unit for a test, a procedure …; `back` is absent until they return.
struct OffUnit {
  StatementId id;
  EncounterId encounter;
  std::string where_to;  // a code of the off-unit form
  Instant left;
  std::optional<Instant> back;
  std::optional<StatementId> supersedes;  // the record that said they left
};
Expected<Outcome> record_off_unit(const Ward& ward, const OffUnit& off_unit);

}  // namespace wardlight::workflows
