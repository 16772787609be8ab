// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/forms/review.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/tasks.h"

namespace wardlight::workflows {

// The Task that begins a thread; not saved.
Expected<json::Value> make_task(const Ward& ward, const RaiseTask& raised);

// Service recovery: what these answers ask of somebody, by the tasks pack, each kind once and none that is open already.
// They are saved with the record they come from, or not at all.
Expected<std::vector<NamedResource>> tasks_of_answers(const Ward& ward, const EncounterId& encounter,
                                                      const forms::Review& review, const StatementId& basis);

}  // namespace wardlight::workflows
