// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sync/client/ward.h"
#include "tests/sync/hub/hub_world.h"

// Real tablets at the real hub, without a network between them.
namespace wardlight::hub {

inline constexpr Duration kLongEnough = minutes(61);  // a comparison is due within the hour

// A request of that tablet, as the hub's transport gives it.
class DoorFor final : public transport::HttpHandler {
 public:
  DoorFor(HubWorld& world, std::string device) : m_world(world), m_device(std::move(device)) {}
  void handle(transport::IncomingRequest request, transport::Respond respond) override {
    request.device = m_world.identity_of(m_device);
    if (!spoil || !request.request.target.ends_with("$digest"))
      return m_world.hub().handle(std::move(request), std::move(respond));
    ++spoiled;
    m_world.hub().handle(std::move(request), [this, respond](transport::HttpResponse response) {
      spoil(response);
      respond(std::move(response));
    });
  }
  std::function<void(transport::HttpResponse&)> spoil;  // what becomes of the hub's answers to $digest
  int spoiled = 0;

 private:
  HubWorld& m_world;
  std::string m_device;
};

struct Guest {
  Guest(HubWorld& world, const std::string& name, std::uint64_t seed) : door(world, name), tablet(door, name, seed) {
    must(world.storage().put_device({{name}, name, 1, "01", world.clock.now(), {}, {}, ""}));
    const wire::SignerKeys keys{{"nurse-1"}, tablet.tablet().nurse().public_key, {}};
    must(world.storage().put_signers({name}, std::span(&keys, 1), world.clock.now()));
  }
  void rest() {
    for (int hour = 0; hour < 2; ++hour) rest_an_hour();
  }
  void rest_an_hour() {
    tablet.tablet().clock().advance(kLongEnough);
    CHECK(tablet.run_until_quiet());
  }
  DoorFor door;
  support::SyncTablet tablet;
};

}  // namespace wardlight::hub
