// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/audit/merkle.h"
#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"
#include "core/store/store.h"

namespace wardlight::audit {

// How far the log had got when somebody stood for it. Kept outside the store, so that a log that was cut, or a whole
// store that was put back, is shorter than its head says. The hub can keep heads too: two of one log must agree.
struct LogHead {
  DeviceId device;
  crypto::Hash chain{};  // of the last entry; zeros for an empty log
  MerkleTree tree;
  Instant at{};
  PractitionerId signer;
  crypto::Signature signature{};  // by the signer's key over all of the above
};

// What is signed.
Bytes head_message(const LogHead& head);

// File: "WLHEAD" 0 1, what is signed, the signature.
Expected<std::optional<LogHead>> read_head(Disk& disk, const std::string& path);  // Corrupt; none when there is no file
Expected<void> write_head(Disk& disk, const std::string& path, const LogHead& head);

using Sign = std::function<Expected<crypto::Signature>(ByteView message)>;
struct Sealer {
  PractitionerId signer;
  Sign sign;
  DeviceId device;
};

// Takes in what was logged since the last head, signs and replaces it. Call it at lock and from time to time while
// somebody is signed in; it reads only what is new. Conflict when the log is shorter than its head: run a verification.
Expected<LogHead> seal_log(const store::Store& store, Disk& disk, const std::string& path, const Sealer& by, Instant now);

}  // namespace wardlight::audit
