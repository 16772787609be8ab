// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>
#include <cstdint>
#include <functional>
#include <string>

#include "platforms/hub/hub_folder.h"
#include "sync/transport/http/http_server.h"

// What serving a hospital and serving a network have in common.
namespace wardlight::hub_program {

struct ServeWords {
  std::string data;
  std::string listen = "127.0.0.1:8443";
  std::string base;  // what others call the hub; empty: by the address it listens at
  std::string mllp;
  std::string role;
  std::string central;
  StoreChoice store;
};

struct Address {
  std::string host;
  std::uint16_t port = 0;
};
Expected<Address> parse_address(const std::string& text);  // HOST:PORT
// The address as it stands in the base URL: IPv6 in brackets, "any address" as this machine's own.
std::string host_in_url(const std::string& host);
std::string bare_host(const std::string& host);
// What stands before /fhir in everything the hub says of itself. BadUsage when a given one is not https://HOST or https://HOST:PORT.
Expected<void> check_base(const std::string& base);
std::string fhir_base(const ServeWords& words, const Address& address, std::uint16_t port);

// SIGTERM and SIGINT are waited for from now on, SIGPIPE is nothing.
sigset_t block_signals();
// Calls `tick` about four times a second until somebody asks the program to end.
void tick_until_signalled(const std::function<void()>& tick, const sigset_t& signals);

transport::HttpServerOptions server_options(const Address& address, ServingKeys& serving);

// A network's central, until SIGTERM. The folder is central's.
Expected<int> serve_central(const ServeWords& words, HubFolder folder, const sigset_t& signals);

}  // namespace wardlight::hub_program
