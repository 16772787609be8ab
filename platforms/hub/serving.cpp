// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/serving.h"

namespace wardlight::hub_program {
namespace {

constexpr long kTickNanoseconds = 250'000'000;
constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHostLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";

}  // namespace

Expected<Address> parse_address(const std::string& text) {
  const auto colon = text.rfind(':');
  int port = -1;
  if (colon != std::string::npos && colon > 0 && text.size() - colon <= 6 &&
      text.find_first_not_of("0123456789", colon + 1) == std::string::npos && colon + 1 < text.size())
    port = std::stoi(text.substr(colon + 1));
  if (port < 0 || port > 65535) return Error{ErrorCode::BadUsage,
      "The address is written HOST:PORT, for example 127.0.0.1:8443.", text};
  return Address{text.substr(0, colon), static_cast<std::uint16_t>(port)};
}

std::string host_in_url(const std::string& host) {
  if (host == "0.0.0.0" || host == "::" || host == "[::]") return "localhost";
  return host.find(':') != std::string::npos && host.front() != '[' ? "[" + host + "]" : host;
}
std::string bare_host(const std::string& host) {
  return host.front() == '[' && host.back() == ']' ? host.substr(1, host.size() - 2) : host;
}

Expected<void> check_base(const std::string& base) {
  if (base.empty()) return {};
  const Error unclear{ErrorCode::BadUsage,
                      "The base is written https://HOST or https://HOST:PORT with nothing behind it, as others call this hub.", base};
  if (!base.starts_with(kHttps)) return unclear;
  const std::string place = base.substr(kHttps.size());
  const std::string host = place.substr(0, place.find(':'));
  if (host.empty() || host.find_first_not_of(kHostLetters) != std::string::npos) return unclear;
  if (host == place) return {};
  const auto address = parse_address(place);
  return address && address->host == host ? Expected<void>() : unclear;
}

std::string fhir_base(const ServeWords& words, const Address& address, std::uint16_t port) {
  if (!words.base.empty()) return words.base + "/fhir";
  return std::string(kHttps) + host_in_url(address.host) + ":" + std::to_string(port) + "/fhir";
}

sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

void tick_until_signalled(const std::function<void()>& tick, const sigset_t& signals) {
  const timespec pause{0, kTickNanoseconds};
  while (sigtimedwait(&signals, nullptr, &pause) < 0) tick();
}

transport::HttpServerOptions server_options(const Address& address, ServingKeys& serving) {
  transport::HttpServerOptions options;
  options.address = bare_host(address.host);
  options.port = address.port;
  options.certificate = serving.certificate;
  options.key = std::move(serving.tls_key);
  options.authorities = {serving.keys.authority.certificate};
  return options;
}

}  // namespace wardlight::hub_program
