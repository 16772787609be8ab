// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "sync/transport/http/http_client.h"
#include "sync/transport/http/http_server.h"
#include "tests/support/fake_clock.h"

namespace wardlight::support {

inline constexpr Instant kWardNow{1'795'000'000'000};

// Counts what reaches it and says who it came from; keeps those that ask for "/later".
struct Listener final : transport::HttpHandler {
  void handle(transport::IncomingRequest request, transport::Respond respond) override {
    const std::lock_guard lock(mutex);
    ++requests;
    headers = request.request.headers;
    seen = request.device ? request.device->device.value : request.expired_device ? "expired" : "nobody";
    if (request.request.target == "/later") return kept.push_back(std::move(respond));
    respond({200, {{"Content-Type", "text/plain"}}, seen + ":" + request.request.body});
  }
  transport::HttpResponse refuse(int status) override { return {status, {{"Wardlight-Test", "refused"}}, "no"}; }

  std::mutex mutex;
  int requests = 0;
  std::string seen;
  transport::HeaderList headers;
  std::vector<transport::Respond> kept;
};

// A hub's server on a free port with its CA, and ways to come to it.
struct TlsWard {
  FakeClock server_clock{kWardNow};
  FakeClock client_clock{kWardNow};
  transport::Authority authority = *transport::make_authority("Wardlight test", kWardNow);
  transport::Authority stranger = *transport::make_authority("Wardlight test", kWardNow);
  transport::PrivateKey server_key = *transport::make_private_key();
  Listener listener;
  std::unique_ptr<transport::HttpServer> server;

  transport::HttpServerOptions options(const std::vector<std::string>& names = {"127.0.0.1", "localhost"}) {
    transport::HttpServerOptions options;
    options.certificate = *transport::make_server_certificate(authority, server_key, names, kWardNow);
    options.key = server_key.clone();
    options.authorities = {authority.certificate};
    return options;
  }
  void open() { open(options()); }
  void open_as(const std::string& name) { open(options({name})); }
  void open(transport::HttpServerOptions wanted) {
    auto opened = transport::listen(std::move(wanted), server_clock, listener);
    if (opened) server = *std::move(opened);
  }
  std::string base() const { return "https://127.0.0.1:" + std::to_string(server->port()); }

  transport::DeviceIdentity device(const transport::Authority& from, Duration life = transport::kDeviceCertificateLife) const {
    auto key = *transport::make_private_key();
    const auto request = *transport::make_certificate_request(key, "Cart 7");
    return {*transport::issue_device_certificate(from, request, DeviceId{"dev-1"}, 1, kWardNow, life), std::move(key)};
  }
  std::unique_ptr<transport::HttpClient> client(std::optional<transport::DeviceIdentity> identity,
                                                std::vector<std::string> authorities = {}) {
    if (authorities.empty()) authorities = {authority.certificate};
    return *transport::make_http_client({base(), std::move(authorities), std::move(identity)}, client_clock);
  }
};

}  // namespace wardlight::support
