// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/sealed.h"
#include "tests/sync/hub/hub_world.h"

namespace wardlight::hub {
namespace {

const DeviceId kTablet{"tab-1"};

void lose(HubWorld& world) { must(world.storage().mark_lost(kTablet, world.clock.now())); }

}  // namespace

TEST_CASE("A device marked lost is told nothing more, and hears why in a sentence; once found it reads as before") {
  HubWorld world;
  world.add_tablet("tab-1");
  lose(world);
  const std::vector<std::pair<std::string, std::string>> questions{
      {"GET", "_history"},   {"GET", "$staff"},    {"GET", "$tablets"}, {"GET", "Patient/p1"},  {"POST", "$renew"},
      {"POST", "$signers"}, {"POST", "$digest"}, {"POST", "$repair"}, {"POST", "$quarantine"}};
  for (const auto& [method, path] : questions) {
    const auto reply = world.ask("tab-1", method, "/fhir/" + path, "{}");
    INFO(path);
    CHECK(reply.status == 403);
    CHECK(wire::read_outcome(reply.body).find("marked lost") != std::string::npos);
  }
  must(world.storage().mark_lost(kTablet, {}));
  CHECK(world.ask("tab-1", "GET", "/fhir/_history").status == 200);
}

TEST_CASE("What a device marked lost brings is kept for a person and not in the record, and is taken when it comes once it is found") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  lose(world);
  const auto round = tablet.round();
  const auto sealed_round = tablet.round();
  const auto answers = world.push("tab-1", {round.entry});
  CHECK(answers[0].status == wire::UnitStatus::Refused);
  CHECK(answers[0].reason.find("from a device marked lost") != std::string::npos);
  std::string boxes;
  wire::append_frame(boxes, crypto::seal(world.keys().ingest.public_key, as_bytes(sealed_round.entry)));
  CHECK(world.ask("tab-1", "POST", "/fhir/$deliver-sealed", boxes).status == 200);
  CHECK(must(world.storage().state()).head == 0);
  const auto kept = must(world.storage().list_quarantine());
  REQUIRE(kept.size() == 2);
  CHECK(as_text(kept[0].bytes) == round.bytes);
  CHECK(as_text(kept[1].bytes) == sealed_round.bytes);
  for (const auto& row : kept) CHECK(row.reason.find("from a device marked lost") != std::string::npos);

  must(world.storage().mark_lost(kTablet, {}));
  for (const auto& answer : world.push("tab-1", {round.entry, sealed_round.entry})) CHECK(answer.status == wire::UnitStatus::New);
  CHECK(must(world.storage().list_quarantine()).empty());
}

TEST_CASE("Only a device in good standing can make the hub believe that it was put back") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto epoch = must(world.storage().state()).epoch;
  const wire::HeaderList later{{"Wardlight-Known", epoch + "/99"}};
  const auto push = [&] { return wire::write_push(std::vector{tablet.round().entry}); };
  const auto is_same = [&] { return must(world.storage().state()).epoch == epoch; };
  lose(world);
  CHECK(world.ask("tab-1", "POST", "/fhir", push(), later).status == 200);
  CHECK(is_same());
  must(world.storage().mark_lost(kTablet, {}));
  world.hub().handle({{"POST", "/fhir", later, push()}, std::nullopt, world.identity_of("tab-1")},
                     [](const transport::HttpResponse& response) { CHECK(response.status == 200); });
  CHECK(is_same());
  world.incarnation = 2;
  CHECK(world.ask("tab-1", "POST", "/fhir", push(), later).status == 200);
  CHECK(is_same());
  world.incarnation = 1;
  CHECK(world.ask("tab-1", "POST", "/fhir", push(), later).status == 200);
  CHECK_FALSE(is_same());
}

}  // namespace wardlight::hub
