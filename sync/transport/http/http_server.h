// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "sync/transport/http.h"

namespace wardlight::transport {

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;              // 0 picks a free one
  std::string certificate;             // PEM, with its chain
  PrivateKey key;
  std::vector<std::string> authorities;  // PEM of the CAs whose devices are let in: the current one, and the next
  std::size_t largest_body = std::size_t{8} << 20;  // more is answered 413
  int threads = 9;  // a push waits for the disk on its thread: eight are committed together, and who reads finds one free
  Duration request_patience = seconds(30);  // for a request to arrive whole
  Duration answer_patience = seconds(75);   // for the handler; then 503
  Duration idle_patience = seconds(120);    // for the next request on a kept connection
};

// HTTP/1.1 over TLS 1.3 and nothing older. A client certificate may be missing; one that the authorities did not sign
// ends the handshake. One of theirs that is out of date is let in as `expired_device`.
// `clock` (for the certificates' dates) and `handler` must outlive the server. Fails with Environment: a port in use, an address
// that is not this machine's, a bad key.
Expected<std::unique_ptr<HttpServer>> listen(HttpServerOptions options, const Clock& clock, HttpHandler& handler);

}  // namespace wardlight::transport
