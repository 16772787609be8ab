// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <optional>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "sync/transport/http/http_server.h"

// The server's side of TLS, apart from how bytes travel; only for the sources of this folder.
namespace wardlight::transport {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using ContextPtr = std::unique_ptr<SSL_CTX, FreeContext>;

// TLS 1.3 only, no tickets, no early data; asks for a client certificate and believes only the authorities.
Expected<ContextPtr> make_server_context(const HttpServerOptions& options);

// Before the handshake: which moment the certificates' dates are judged by.
void set_moment(SSL* connection, Instant now);

// After it: who came, if anybody showed a certificate.
std::optional<CertificateIdentity> identity_of_peer(SSL* connection);

}  // namespace wardlight::transport
