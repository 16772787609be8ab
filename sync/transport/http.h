// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "sync/transport/certificates.h"
#include "sync/wire/headers.h"

// Requests and answers as plain structs, and the two ends they travel between. The protocol above
// never learns whether it speaks over TLS or inside one process.
namespace wardlight::transport {

using wire::find_header;
using wire::HeaderList;

struct HttpRequest {
  std::string method;
  std::string target;  // path and query, from "/"
  HeaderList headers;
  std::string body;
};

struct HttpResponse {
  int status = 0;
  HeaderList headers;
  std::string body;
};

// The tablet's end. One request at a time; not thread-safe except for cancel().
class HttpClient {
 public:
  virtual ~HttpClient() = default;

  // Sends, waits at most `patience`, gives whatever was answered, of any status. Offline when nothing came,
  // or when the other side could not prove who it is: its sentence then says so, and no byte of the request left.
  virtual Expected<HttpResponse> send(const HttpRequest& request, Duration patience) = 0;

  // SHA-256 of the public key (SubjectPublicKeyInfo) the other side shows; only enrolment needs it.
  virtual Expected<crypto::Hash> peer_key() = 0;

  // From any thread: the request under way, or else the next one, ends as Offline at once.
  virtual void cancel() = 0;
};

// A request as it reached the hub. `device` is who the client certificate says it is, checked against the hub's CA;
// empty when none was shown (only enrolment is for such a caller). A genuine certificate that is out of date stands
// in `expired_device` instead: it may only deliver what it has and renew.
struct IncomingRequest {
  HttpRequest request;
  std::optional<CertificateIdentity> device;
  std::optional<CertificateIdentity> expired_device;
};

// Answers one request: once, from any thread, now or up to a minute later. Later calls and calls after
// the other side has gone do nothing.
using Respond = std::function<void(HttpResponse)>;

// The hub's end. handle() runs on any of the server's threads, several at once; it must not sleep there:
// who waits keeps `respond` and returns.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  virtual void handle(IncomingRequest request, Respond respond) = 0;
  // An answer that the server itself has to give (413 too large, 431 headers too long, 503 too slow), dressed as the hub's own are.
  virtual HttpResponse refuse(int status) { return {status, {}, {}}; }
};

// A listening server. Made ready by listen(); the destructor stops it.
class HttpServer {
 public:
  virtual ~HttpServer() = default;
  virtual std::uint16_t port() const = 0;
  // Takes no new request, lets the ones it took be answered (at most ten seconds), closes. Blocks; call once.
  virtual void stop() = 0;
};

}  // namespace wardlight::transport
