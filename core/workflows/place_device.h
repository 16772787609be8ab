// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

namespace wardlight::workflows {

struct PlaceDevice {
  StatementId id;
  EncounterId encounter;
  std::string type;  // a code of the devices pack: urinary, central-line, iv …
  Instant placed_at;
  bool elsewhere = false;  // was in place when the patient came
  std::string site;
  std::string indication;  // a code of the pack; empty: none given, and it is asked for
  std::string detail;      // lumens, size
};
// A DeviceUseStatement that is active. Needs RecordRound.
Expected<Outcome> place_device(const Ward& ward, const PlaceDevice& device);

struct RemoveDevice {
  StatementId id;
  std::string device;  // "DeviceUseStatement/…": the ward's own record or the hospital's
  Instant removed_at;
  std::string reason;
};
// The same record, completed; of the ward's own it supersedes the one that placed it. Needs RecordRound.
Expected<Outcome> remove_device(const Ward& ward, const RemoveDevice& removal);

}  // namespace wardlight::workflows
