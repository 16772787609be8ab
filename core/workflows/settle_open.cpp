// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/settle_open.h"

#include "core/workflows/statement_parts.h"
#include "core/workflows/tasks.h"

namespace wardlight::workflows {
namespace {

Expected<Outcome> hand_to(const Ward& ward, RaiseTask task) {
  WL_CHECK(require(ward, access::Action::ResolveConflicts));
  return raise_task(ward, task);
}

}  // namespace

Expected<Outcome> settle_binding(const Ward& ward, const SettleBinding& settle) {
  RaiseTask task{settle.id, settle.encounter, std::string(kBindingTask), settle.words, "registration"};
  task.basis = "Encounter/" + settle.other.value;
  return hand_to(ward, std::move(task));
}

Expected<Outcome> settle_set_aside(const Ward& ward, const SettleSetAside& settle) {
  WL_TRY(const auto statement, ward.store.find_statement(settle.statement));
  if (!statement)
    return Error{ErrorCode::NotFound, "This record is not on this tablet; read the page again.", "statement"};
  RaiseTask task{settle.id, {}, std::string(kSetAsideTask), settle.words, "informatics"};
  task.basis = statement->type + "/" + statement->id.value;
  return hand_to(ward, std::move(task));
}

}  // namespace wardlight::workflows
