// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "sync/transport/loopback/loopback.h"

namespace wardlight {
namespace {

using namespace transport;

struct Counter final : HttpHandler {
  void handle(IncomingRequest request, Respond respond) override {
    ++calls;
    caller = request.device ? request.device->device.value : "";
    respond({200, {}, request.request.body});
    respond({500, {}, "a second answer does nothing"});
  }
  int calls = 0;
  std::string caller;
};

TEST_CASE("the network inside one process loses, repeats and delays as it is told") {
  Counter hub;
  LoopbackNetwork network(hub, crypto::Hash{});
  CertificateIdentity identity;
  identity.device.value = "dev-1";
  const auto client = network.connect(identity);
  Fate fate = Fate::Delivered;
  network.set_judge([&](const HttpRequest&) { return fate; });

  const HttpRequest request{"POST", "/fhir", {}, "round"};
  CHECK(client->send(request, seconds(1))->body == "round");
  CHECK(hub.caller == "dev-1");
  fate = Fate::LostRequest;
  CHECK(client->send(request, seconds(1)).error().code == ErrorCode::Offline);
  CHECK(hub.calls == 1);
  fate = Fate::LostAnswer;
  CHECK_FALSE(client->send(request, seconds(1)));
  CHECK(hub.calls == 2);
  fate = Fate::Twice;
  CHECK(client->send(request, seconds(1)));
  CHECK(hub.calls == 4);
  fate = Fate::Delayed;
  CHECK_FALSE(client->send(request, seconds(1)));
  CHECK(hub.calls == 4);
  CHECK(network.delayed() == 1);
  network.deliver_delayed();
  CHECK(hub.calls == 5);
}

TEST_CASE("a captive portal can stand in the way") {
  Counter hub;
  LoopbackNetwork network(hub, crypto::Hash{});
  network.set_meddler([](const HttpRequest&, HttpResponse& response) {
    response = {200, {{"Content-Type", "text/html"}}, "<html>"};
  });
  CHECK(network.connect({})->send({"GET", "/", {}, {}}, seconds(1))->body == "<html>");
}

struct Later final : HttpHandler {
  void handle(IncomingRequest, Respond respond) override {
    worker = std::jthread([respond = std::move(respond)] { respond({204, {}, {}}); });
  }
  std::jthread worker;
};

TEST_CASE("a hub may answer from another thread") {
  Later hub;
  LoopbackNetwork network(hub, crypto::Hash{});
  CHECK(network.connect({})->send({"GET", "/", {}, {}}, seconds(1))->status == 204);
}

}  // namespace
}  // namespace wardlight
