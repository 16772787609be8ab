// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/tablets.h"
#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;

namespace {

json::Value parsed(const std::string& text) { return must(json::parse(text)); }

std::string supersedes(const std::string& id) {
  return R"("extension":[{"url":"urn:wardlight:supersedes","valueReference":{"reference":"QuestionnaireResponse/)" + id +
      "\"}}],";
}

}  // namespace

TEST_CASE("current/ gives one record for a chain of corrections, whichever statement is asked for") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto first = tablet.round("true");
  const auto second = tablet.round("false", supersedes(first.id));
  const auto third = tablet.round("true", supersedes(second.id));
  world.push("tab-1", {first.entry, second.entry, third.entry});
  for (const auto& id : {first.id, second.id, third.id}) {
    const auto reply = world.ask("tab-1", "GET", "/fhir/current/QuestionnaireResponse/" + id);
    REQUIRE(reply.status == 200);
    const auto record = parsed(reply.body);
    CHECK(record.text_of("id") == first.id);
    CHECK(record["meta"].text_of("versionId") == "3");
    CHECK(record["item"][0]["answer"][0]["valueBoolean"].boolean());
    CHECK(wire::find_header(reply.headers, "ETag") == "W/\"3\"");
  }
  CHECK(world.ask("tab-1", "GET", "/fhir/QuestionnaireResponse/" + first.id).body == first.bytes);
}

TEST_CASE("Observations are derived with the form's codes and with ids that never change") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto round = tablet.round();
  world.push("tab-1", {round.entry});
  const std::string target = "/fhir/current/Observation?derived-from=QuestionnaireResponse/" + round.id;
  const auto once = world.ask("tab-1", "GET", target).body;
  CHECK(world.ask("tab-1", "GET", target).body == once);
  const auto observation = parsed(once)["entry"][0]["resource"];
  CHECK(observation["code"]["coding"][0].text_of("code") == "11111-1");
  CHECK(observation["valueBoolean"].boolean());
  CHECK(observation["subject"].text_of("reference") == "Patient/p1");
  CHECK(observation["derivedFrom"][0].text_of("reference") == "QuestionnaireResponse/" + round.id);
  CHECK(observation.text_of("id").substr(14, 1) == "5");
}

TEST_CASE("Provenance says who signed and carries the signature") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto round = tablet.round();
  world.push("tab-1", {round.entry});
  const auto found = parsed(world.ask("tab-1", "GET", "/fhir/current/Provenance?target=QuestionnaireResponse/" + round.id).body);
  const auto& provenance = found["entry"][0]["resource"];
  CHECK(provenance["agent"][0]["who"].text_of("reference") == "Practitioner/nurse-1");
  CHECK_FALSE(provenance["signature"][0].text_of("data").empty());
}

TEST_CASE("What is not there is 404, what the hub does not do says so") {
  HubWorld world;
  world.add_tablet("tab-1");
  for (const auto* target : {"/fhir/Patient/none", "/fhir/current/Patient/none", "/fhir/a/b/c", "/elsewhere", "/fhirx"})
    CHECK(world.ask("tab-1", "GET", target).status == 404);
  CHECK(world.ask("tab-1", "GET", "/fhir/current/Observation").status == 400);
  CHECK(world.ask("tab-1", "DELETE", "/fhir/Patient/p1").status == 405);
}

TEST_CASE("metadata is there for anybody and is a CapabilityStatement of R4") {
  HubWorld world;
  const auto reply = world.ask("", "GET", "/fhir/metadata");
  CHECK(reply.status == 200);
  const auto statement = parsed(reply.body);
  CHECK(statement.text_of("resourceType") == "CapabilityStatement");
  CHECK(statement.text_of("fhirVersion") == "4.0.1");
}

TEST_CASE("Contact is written down at a tick, with what the tablet says of its oldest unsent statement") {
  HubWorld world;
  world.add_tablet("tab-1");
  world.ask("tab-1", "GET", "/fhir/_history", "", {{"Wardlight-Oldest-Unsent", "2025-06-10T11:30:00Z"}});
  world.hub().tick();
  auto device = must(world.storage().find_device({"tab-1"}));
  CHECK(device->last_seen == world.clock.now());
  CHECK(device->oldest_unsent == world.clock.now() - minutes(30));
  world.ask("tab-1", "GET", "/fhir/_history");
  world.hub().tick();
  CHECK_FALSE(must(world.storage().find_device({"tab-1"}))->oldest_unsent);
}

TEST_CASE("A tablet that does not say how much it holds is not taken to hold nothing, before and after it is written down") {
  HubWorld world;
  world.add_tablet("tab-1");
  const auto told = [&](const wire::HeaderList& says) {
    world.ask("tab-1", "GET", "/fhir/$staff", "", says);
    world.add_tablet("tab-2");
    const auto before = must(wire::read_tablets(world.ask("tab-2", "GET", "/fhir/$tablets").body)).front().unsent;
    world.hub().tick();
    CHECK(must(wire::read_tablets(world.ask("tab-2", "GET", "/fhir/$tablets").body)).front().unsent == before);
    CHECK(must(world.storage().find_device({"tab-1"}))->unsent == before);
    return before;
  };
  CHECK(told({{"Wardlight-Unsent", "3"}}) == 3);
  CHECK_FALSE(told({}));
  CHECK(told({{"Wardlight-Unsent", "0"}}) == 0);
  CHECK_FALSE(told({{"Wardlight-Oldest-Unsent", "2025-06-10T11:30:00Z"}}));
}
