// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/transport/http.h"

namespace wardlight::transport {

struct DeviceIdentity {
  std::string certificate;  // PEM
  PrivateKey key;
};

struct HttpClientOptions {
  std::string base;                        // https://HOST:PORT
  std::vector<std::string> authorities;    // PEM: the only ones believed, never the machine's
  std::optional<DeviceIdentity> identity;  // none while enrolling
  std::size_t largest_body = std::size_t{8} << 20;
};

// libcurl, TLS 1.3 only, the connection kept between requests. `clock` judges the certificates' dates and
// must outlive the client. BadUsage when `base` is not https.
Expected<std::unique_ptr<HttpClient>> make_http_client(HttpClientOptions options, const Clock& clock);

// For a FHIR server that is no hub: the machine's own authorities unless `options.authorities` names others, TLS 1.2 or newer,
// and plain http only to this machine, for tests. BadUsage for another address.
Expected<std::unique_ptr<HttpClient>> make_server_client(HttpClientOptions options, const Clock& clock);

// For the first contact: any certificate is taken, and peer_key() tells whose it was; the enrolment
// code then proves that key. Never use it for anything else.
Expected<std::unique_ptr<HttpClient>> make_enrolment_client(std::string base);

}  // namespace wardlight::transport
