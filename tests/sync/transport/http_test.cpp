// SPDX-License-Identifier: Apache-2.0
#include <openssl/bio.h>

#include <catch2/catch_test_macros.hpp>
#include <future>
#include <thread>

#include "tests/sync/transport/tls_ward.h"

namespace wardlight {
namespace {

using namespace transport;
using support::TlsWard;

const HttpRequest kRound{"POST", "/fhir", {}, "round"};
const HttpRequest kLater{"GET", "/later", {}, {}};
constexpr Duration kPatience = seconds(30);

// Waits, without a clock, until the listener keeps `count` callers.
void await_kept(support::Listener& listener, std::size_t count) {
  while (true) {
    {
      const std::lock_guard lock(listener.mutex);
      if (listener.kept.size() >= count) return;
    }
    std::this_thread::yield();
  }
}

TEST_CASE("twenty tablets wait for news on two threads, and the hub goes on serving") {
  TlsWard ward;
  ward.open();
  std::vector<std::future<int>> waiting;
  for (int i = 0; i < 20; ++i)
    waiting.push_back(std::async(std::launch::async, [&] {
      const auto answer = ward.client(std::nullopt)->send(kLater, kPatience);
      return answer ? answer->status : 0;
    }));
  await_kept(ward.listener, 20);
  CHECK(ward.client(std::nullopt)->send(kRound, kPatience)->status == 200);
  for (auto& respond : ward.listener.kept) respond({204, {}, {}});
  for (auto& answer : waiting) CHECK(answer.get() == 204);
}

TEST_CASE("stopping lets the hub finish what it accepted, and hangs up on who only waits for a turn") {
  TlsWard ward;
  ward.open();
  const auto idle = ward.client(std::nullopt);
  CHECK(idle->send(kRound, kPatience));
  auto answer = std::async(std::launch::async, [&] { return ward.client(std::nullopt)->send(kLater, kPatience); });
  await_kept(ward.listener, 1);
  auto stopped = std::async(std::launch::async, [&] { ward.server->stop(); });
  ward.listener.kept[0]({201, {}, "kept my word"});
  const auto response = answer.get();
  REQUIRE(response);
  CHECK(response->body == "kept my word");
  stopped.get();
  CHECK_FALSE(idle->send(kRound, kPatience));
}

TEST_CASE("an answer that comes after the server has gone is dropped") {
  TlsWard ward;
  auto options = ward.options();
  options.answer_patience = milliseconds(1);
  ward.open(std::move(options));
  CHECK(ward.client(std::nullopt)->send(kLater, kPatience)->status == 503);
  ward.server.reset();
  ward.listener.kept[0]({200, {}, "too late"});
}

TEST_CASE("a body over the bound is answered 413, dressed by the hub") {
  TlsWard ward;
  auto options = ward.options();
  options.largest_body = 1000;
  ward.open(std::move(options));
  const auto answer = ward.client(std::nullopt)->send({"POST", "/fhir", {}, std::string(300'000, 'x')}, kPatience);
  REQUIRE(answer);
  CHECK(answer->status == 413);
  CHECK(find_header(answer->headers, "wardlight-test") == "refused");
  CHECK(ward.listener.requests == 0);
}

TEST_CASE("headers over the bound are answered 431, dressed by the hub, and the next request is served") {
  TlsWard ward;
  ward.open();
  const auto client = ward.client(std::nullopt);
  const auto answer = client->send({"GET", "/fhir", {{"Long", std::string(20'000, 'x')}}, {}}, kPatience);
  REQUIRE(answer);
  CHECK(answer->status == 431);
  CHECK(find_header(answer->headers, "wardlight-test") == "refused");
  CHECK(ward.listener.requests == 0);
  CHECK(client->send(kRound, kPatience));
}

TEST_CASE("a request that is none is answered 400 in plain words, which no tablet takes for a hub's") {
  TlsWard ward;
  ward.open();
  const auto client = ward.client(std::nullopt);
  const auto answer = client->send({"GET", "/fhir", {{"No header", "x"}}, {}}, kPatience);
  REQUIRE(answer);
  CHECK(answer->status == 400);
  CHECK(find_header(answer->headers, "wardlight-test").empty());
  CHECK(ward.listener.requests == 0);
  CHECK(client->send(kRound, kPatience));
}

TEST_CASE("an answer larger than a hub's is not taken into memory") {
  TlsWard ward;
  ward.open();
  const auto client = *make_http_client({ward.base(), {ward.authority.certificate}, std::nullopt, 100}, ward.client_clock);
  CHECK(client->send({"POST", "/fhir", {}, std::string(5000, 'x')}, kPatience).error().text.find("larger") != std::string::npos);
}

TEST_CASE("headers and a body of a megabyte travel whole, both ways") {
  TlsWard ward;
  ward.open();
  const std::string body(1 << 20, 'r');
  const auto answer = ward.client(std::nullopt)->send({"POST", "/fhir", {{"X-Ward", "5 East"}}, body}, kPatience);
  REQUIRE(answer);
  CHECK(answer->body == "nobody:" + body);
  CHECK(find_header(answer->headers, "content-type") == "text/plain");
}

TEST_CASE("a request carries its caller's words, an address and a length, and nothing else") {
  TlsWard ward;
  ward.open();
  REQUIRE(ward.client(std::nullopt)->send({"POST", "/fhir", {{"Content-Type", "text/plain"}}, "round"}, kPatience));
  CHECK(ward.listener.headers.size() == 3);
  for (const auto* name : {"Host", "Content-Type", "Content-Length"})
    CHECK_FALSE(find_header(ward.listener.headers, name).empty());
  REQUIRE(ward.client(std::nullopt)->send({"GET", "/fhir", {{"Accept", "text/plain"}}, {}}, kPatience));
  CHECK(find_header(ward.listener.headers, "Accept") == "text/plain");
}

TEST_CASE("a port in use, and an address of another machine, each get one sentence") {
  TlsWard ward;
  ward.open();
  auto options = ward.options();
  options.port = ward.server->port();
  support::Listener other;
  const auto second = listen(std::move(options), ward.server_clock, other);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::Environment);
  CHECK(second.error().text.find("another program uses that port") != std::string::npos);
  auto elsewhere = ward.options();
  elsewhere.address = "192.0.2.1";
  CHECK(listen(std::move(elsewhere), ward.server_clock, other).error().code == ErrorCode::Environment);
  auto nonsense = ward.options();
  nonsense.address = "here";
  CHECK_FALSE(listen(std::move(nonsense), ward.server_clock, other));
}

TEST_CASE("no hub at all is told apart from a silent one") {
  TlsWard ward;
  ward.open();
  const auto base = ward.base();
  const auto silent = ward.client(std::nullopt)->send(kLater, milliseconds(50));
  CHECK(silent.error().text.find("did not answer in time") != std::string::npos);
  {
    const std::lock_guard lock(ward.listener.mutex);  // the request may have arrived, or not
    for (auto& respond : ward.listener.kept) respond({200, {}, {}});
  }
  ward.server.reset();
  const auto client = *make_http_client({base, {ward.authority.certificate}, std::nullopt}, ward.client_clock);
  CHECK(client->send(kRound, kPatience).error().text.find("cannot be reached") != std::string::npos);
}

TEST_CASE("noise on the port does not disturb the hub") {
  TlsWard ward;
  ward.open();
  for (const std::string noise : {"GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\xff\xff", ""}) {
    BIO* bio = BIO_new_connect(("127.0.0.1:" + std::to_string(ward.server->port())).c_str());
    BIO_do_connect(bio);
    BIO_write(bio, noise.data(), static_cast<int>(noise.size()));
    BIO_free_all(bio);
  }
  CHECK(ward.client(std::nullopt)->send(kRound, kPatience)->status == 200);
}

TEST_CASE("a request under way can be called off") {
  TlsWard ward;
  ward.open();
  const auto client = ward.client(std::nullopt);
  auto answer = std::async(std::launch::async, [&] { return client->send(kLater, kPatience); });
  await_kept(ward.listener, 1);
  client->cancel();
  CHECK(answer.get().error().text.find("called off") != std::string::npos);
  ward.listener.kept[0]({200, {}, {}});
}

}  // namespace
}  // namespace wardlight
