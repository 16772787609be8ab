// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "sync/transport/certificates.h"

namespace wardlight {
namespace {

constexpr Instant kNow{1'795'000'000'000};

TEST_CASE("a device certificate says which device and incarnation, for ninety days") {
  const auto authority = transport::make_authority("Wardlight 5 East", kNow);
  const auto key = transport::make_private_key();
  REQUIRE(authority);
  REQUIRE(key);
  const auto request = transport::make_certificate_request(*key, "Cart 7");
  REQUIRE(request);
  const auto read = transport::read_certificate_request(*request);
  REQUIRE(read);
  CHECK(read->name == "Cart 7");
  const auto pem = transport::issue_device_certificate(*authority, *request, DeviceId{"dev-1"}, 4, kNow);
  REQUIRE(pem);
  const auto identity = transport::read_certificate(*pem);
  REQUIRE(identity);
  CHECK(identity->device.value == "dev-1");
  CHECK(identity->incarnation == 4);
  CHECK(identity->key_hash == read->key_hash);
  CHECK(identity->serial.size() == 32);
  CHECK(identity->not_after == kNow + hours(90 * 24));
  CHECK(identity->not_before < kNow);
}

TEST_CASE("a certificate request whose key does not fit its signature is refused") {
  const auto key = transport::make_private_key();
  auto request = *transport::make_certificate_request(*key, "Cart 7");
  std::size_t refused = 0;
  std::size_t tried = 0;
  for (std::size_t i = request.find('\n') + 1; i < request.rfind("-----END") - 1; i += 5) {
    if (request[i] == '\n' || request[i] == '=') continue;
    auto bent = request;
    bent[i] = bent[i] == 'A' ? 'B' : 'A';
    if (bent == request) continue;
    ++tried;
    refused += transport::read_certificate_request(bent) ? 0 : 1;
  }
  CHECK(tried > 50);
  CHECK(refused == tried);
}

TEST_CASE("texts that are no certificates get a sentence") {
  CHECK(transport::read_certificate("hello").error().code == ErrorCode::InvalidContent);
  CHECK(transport::read_certificate_request("").error().text == "This is no certificate request in PEM text.");
  CHECK_FALSE(transport::read_private_key("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
  const auto authority = transport::make_authority("x", kNow);
  CHECK(transport::make_server_certificate(*authority, authority->key, {}, kNow).error().code == ErrorCode::BadUsage);
}

}  // namespace
}  // namespace wardlight
