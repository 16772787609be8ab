// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/crypto/crypto.h"

namespace wardlight::access {

// The half of every key that this device holds and does not give away. A copied disk is worth nothing
// without it, however short the PIN. A chip (TPM) can stand behind this face as well as a file.
// Safe on any thread.
class KeyStore {
 public:
  virtual ~KeyStore() = default;

  // 32 bytes that only this device can make from `secret` (the stretched PIN, or nothing) for one use:
  // `object` names the thing that is opened, `person` whose it is. Same input, same answer.
  // Fails with NotFound when the key is gone (wiped, or another machine), else Environment.
  virtual Expected<crypto::Secret> mix(std::string_view object, ByteView secret, std::string_view person) = 0;

  // Forgets the key for ever: nothing that was mixed with it opens again.
  virtual Expected<void> destroy() = 0;
};

}  // namespace wardlight::access
