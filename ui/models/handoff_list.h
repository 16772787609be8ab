// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/handoff.h"
#include "ui/models/work_known.h"

namespace wardlight::models {

struct HandoffListRow {
  const PatientInput* patient = nullptr;
  HandoffState state = HandoffState::Draft;
  std::string severity = {};
  int changes = 0;
  std::string outgoing = {};
  std::string incoming = {};
  bool mine_to_accept = false;
  bool unclaimed = false;
};

// Readiness: the patients two nurses share, the sickest first, with how far each handoff is.
Sheet build_handoff_list(const std::vector<HandoffListRow>& rows, const SyncStatus& sync, const Moment& moment,
    const Texts& texts, const WorkKnown& known = {});

}  // namespace wardlight::models
