// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// What the charge nurse settles from the shift's page besides handoffs (resolve_handoff) and tasks (move_task). Who is in which
// bed is the hospital's to say and a record the hub set aside stays as it is: so each is handed to somebody, signed, with a word.
namespace wardlight::workflows {

inline constexpr std::string_view kBindingTask = "double-binding";
inline constexpr std::string_view kSetAsideTask = "set-aside";

// To whoever keeps the census: which of the two is right, in words. Needs ResolveConflicts.
struct SettleBinding {
  StatementId id;
  EncounterId encounter, other;
  std::string words;
};
Expected<Outcome> settle_binding(const Ward& ward, const SettleBinding& settle);

// To whoever keeps the hub, or a colleague who enters it again: what is to be done, in words. Needs ResolveConflicts.
struct SettleSetAside {
  StatementId id;
  StatementId statement;
  std::string words;
};
Expected<Outcome> settle_set_aside(const Ward& ward, const SettleSetAside& settle);

}  // namespace wardlight::workflows
