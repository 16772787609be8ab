// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/crypto/crypto.h"
#include "sync/transport/certificates.h"

namespace wardlight::hub {

// What only the hub holds. All but the CA comes from the one key in the hub's 0600 file, so that whoever has that file
// and a copy of the store has the hub again.
struct HubKeys {
  crypto::Secret cursor;         // vouches for cursors
  crypto::BoxKeys ingest;        // opens what locked tablets seal
  crypto::SigningKeys signing;   // signs commands to tablets
  transport::Authority authority;
  crypto::Hash tls_key{};        // SHA-256 of the TLS certificate's public key: what enrolment proves
};

// `hub_key` is the content of the hub's key file.
crypto::Secret cursor_key_from(const crypto::Secret& hub_key);
crypto::BoxKeys ingest_keys_from(const crypto::Secret& hub_key);
crypto::SigningKeys signing_keys_from(const crypto::Secret& hub_key);

}  // namespace wardlight::hub
