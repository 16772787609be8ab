// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/workflows/ward.h"

namespace wardlight::workflows {

struct ScanResult {
  std::vector<EncounterId> found;  // one: open it; several: let the nurse choose; none: say so
};

// Who a wristband or bed code belongs to, as a scanner types it: an identifier's value, the id of patient, encounter or bed,
// or the bed's name; also behind a prefix such as "MRN:" or "Patient/". Only patients who are in the hospital now.
// Needs ReadChart. Opening the chart is what is audited.
Expected<ScanResult> find_by_scan(const Ward& ward, std::string_view code);

}  // namespace wardlight::workflows
