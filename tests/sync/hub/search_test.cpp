// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/search_fields.h"

#include <algorithm>
#include <catch2/generators/catch_generators.hpp>

#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;

namespace {

struct Found {
  std::vector<std::string> ids;
  std::string next;
};

Found ask(HubWorld& world, const std::string& target) {
  const auto reply = world.ask("tab-1", "GET", target);
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  const auto bundle = must(json::parse(reply.body));
  CHECK(bundle.text_of("type") == "searchset");
  Found found;
  for (const auto& entry : bundle["entry"].items()) found.ids.emplace_back(entry["resource"].text_of("id"));
  for (const auto& link : bundle["link"].items())
    if (link.text_of("relation") == "next")
      found.next = std::string(link.text_of("url")).substr(std::string("https://hub.test").size());
  return found;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("A ward's integration finds responses by patient, form, status, date and update") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto first = tablet.round();
  const auto second = tablet.round();
  world.push("tab-1", {first.entry, second.entry});
  const std::string all = "/fhir/QuestionnaireResponse?";
  CHECK(ask(world, all + "patient=p1").ids == Ids{first.id, second.id});
  CHECK(ask(world, all + "subject=Patient/p1&_sort=-_lastUpdated").ids == Ids{second.id, first.id});
  CHECK(ask(world, all + "patient=p2").ids.empty());
  CHECK(ask(world, all + "questionnaire=urn:test:round%7C1&status=completed").ids.size() == 2);
  CHECK(ask(world, all + "questionnaire=urn:test:round").ids.size() == 2);
  CHECK(ask(world, all + "questionnaire=urn:test:round%7C2").ids.empty());
  CHECK(ask(world, all + "status=amended").ids.empty());
  CHECK(ask(world, all + "date=2025-06-10").ids.size() == 2);
  CHECK(ask(world, all + "authored=ge2025-06-11").ids.empty());
  CHECK(ask(world, all + "date=lt2025-06-10T08:00:00-04:00").ids.empty());
  CHECK(ask(world, all + "_lastUpdated=ge2025-01-01").ids.size() == 2);
  CHECK(ask(world, all + "_id=" + first.id).ids == Ids{first.id});
  CHECK(ask(world, "/fhir/QuestionnaireResponse").ids.size() == 2);
  CHECK(ask(world, "/fhir/Task?patient=p1").ids.empty());
}

TEST_CASE("Pages follow their links to the end, and what others write meanwhile does not shift them") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  Ids written;
  for (int i = 0; i < 7; ++i) {
    const auto round = tablet.round();
    written.push_back(round.id);
    world.push("tab-1", {round.entry});
  }
  Ids read;
  std::string target = "/fhir/QuestionnaireResponse?patient=p1&_count=3&_sort=-_lastUpdated";
  while (!target.empty()) {
    const auto page = ask(world, target);
    CHECK(page.ids.size() <= 3);
    read.insert(read.end(), page.ids.begin(), page.ids.end());
    target = page.next;
    world.push("tab-1", {tablet.round().entry});
  }
  std::reverse(written.begin(), written.end());
  CHECK(read == written);
}

TEST_CASE("A walk over pages misses nothing and skips nobody while resources it has and has not read are changed") {
  HubWorld world;
  world.add_tablet("tab-1");
  const auto put = [&](const std::string& id, const std::string& status) {
    const storage::NewReference stay{"Encounter", id,
                                     R"({"resourceType":"Encounter","id":")" + id + R"(","status":")" + status +
                                         R"(","subject":{"reference":"Patient/p1"},"period":{"start":"2025-06-0)" + id.substr(1) +
                                         R"("}})",
                                     {}};
    must(world.storage().put_references(std::span(&stay, 1), world.clock.now()));
  };
  const auto order = GENERATE(std::string(), std::string("&_sort=date"), std::string("&_sort=-date"));
  const Ids all{"e1", "e2", "e3", "e4", "e5", "e6"};
  for (const auto& id : all) put(id, "in-progress");
  Ids read;
  std::string target = "/fhir/Encounter?patient=p1&_count=2" + order;
  for (int page = 0; !target.empty(); ++page) {
    REQUIRE(page < 10);
    const auto found = ask(world, target);
    read.insert(read.end(), found.ids.begin(), found.ids.end());
    target = found.next;
    if (page == 0) put("e1", "onleave"), put("e6", "onleave");
  }
  for (const auto& id : all) CHECK(std::ranges::count(read, id) >= 1);
}

TEST_CASE("Ids that are asked for with other parameters give only what fits these too") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto round = tablet.round();
  world.push("tab-1", {round.entry});
  const std::string asked = "/fhir/QuestionnaireResponse?_id=" + round.id + ",none";
  CHECK(ask(world, asked + "&patient=p1&date=2025-06-10&status=completed").ids == Ids{round.id});
  CHECK(ask(world, asked + "&patient=p2").ids.empty());
  CHECK(ask(world, asked + "&date=2025-06-11").ids.empty());
  CHECK(ask(world, asked + "&_lastUpdated=lt2024-01-01").ids.empty());
}

TEST_CASE("What no index can hold is left out of the search, and everything else is found") {
  HubWorld world;
  world.add_tablet("tab-1");
  const auto put = [&](const std::string& id, const std::string& status, const std::string& patient) {
    const storage::NewReference stay{"Encounter", id,
                                     R"({"resourceType":"Encounter","id":")" + id + R"(","status":")" + status +
                                         R"(","subject":{"reference":"Patient/)" + patient + R"("}})",
                                     {}};
    must(world.storage().put_references(std::span(&stay, 1), world.clock.now()));
  };
  put("e1", R"(in\u0000progress)", "p1");
  put("e2", "in-progress", std::string(5000, 'p'));
  CHECK(ask(world, "/fhir/Encounter?patient=p1").ids == Ids{"e1"});
  CHECK(ask(world, "/fhir/Encounter?status=in-progress").ids == Ids{"e2"});
  const auto row = [&](const std::string& id) {
    return search_row_of(*must(world.storage().find_resource("Encounter", id)), must(Zone::find("UTC")));
  };
  CHECK(row("e1").status.empty());
  CHECK(row("e2").patient.empty());
  CHECK(world.ask("tab-1", "GET", "/fhir/Encounter?patient=%00").status == 400);
}

TEST_CASE("A parameter that is not known, or not understood, is refused by name") {
  HubWorld world;
  world.add_tablet("tab-1");
  for (const auto* query : {"name=Ana", "date=yesterday", "date=ap2025", "_sort=name", "_count=many", "status=a,b"}) {
    const auto reply = world.ask("tab-1", "GET", std::string("/fhir/Encounter?") + query);
    INFO(query);
    CHECK(reply.status == 400);
    CHECK(must(json::parse(reply.body)).text_of("resourceType") == "OperationOutcome");
  }
  CHECK(world.ask("tab-1", "GET", "/fhir/Spaceship").status == 404);
}

TEST_CASE("What the hospital changed can be read in every version; a stay is found by its time") {
  HubWorld world;
  world.add_tablet("tab-1");
  const auto put = [&](const std::string& bytes) {
    const storage::NewReference encounter{"Encounter", "e1", bytes, {}};
    must(world.storage().put_references(std::span(&encounter, 1), world.clock.now()));
  };
  const std::string before =
      R"({"resourceType":"Encounter","id":"e1","status":"in-progress","subject":{"reference":"Patient/p1"},"period":{"start":"2025-06-01T10:00:00-04:00"}})";
  put(before);
  put(R"({"resourceType":"Encounter","id":"e1","status":"finished","subject":{"reference":"Patient/p1"},"period":{"start":"2025-06-01T10:00:00-04:00","end":"2025-06-03T10:00:00-04:00"}})");
  const auto old = world.ask("tab-1", "GET", "/fhir/Encounter/e1/_history/1");
  CHECK(old.body == before);
  CHECK(wire::find_header(old.headers, "ETag") == "W/\"1\"");
  CHECK(world.ask("tab-1", "GET", "/fhir/Encounter/e1/_history/3").status == 404);
  CHECK(world.ask("tab-1", "GET", "/fhir/Encounter/none/_history").status == 404);
  const auto history = must(json::parse(world.ask("tab-1", "GET", "/fhir/Encounter/e1/_history").body));
  CHECK(history["total"].text() == "2");
  CHECK(history["entry"][0]["resource"].text_of("status") == "finished");
  CHECK(ask(world, "/fhir/Encounter?patient=p1&date=2025-06-02").ids == Ids{"e1"});
  CHECK(ask(world, "/fhir/Encounter?date=2025-06-05").ids.empty());
  CHECK(ask(world, "/fhir/Encounter?status=in-progress").ids.empty());
}

TEST_CASE("The CapabilityStatement lists what is searched, and every parameter it lists is taken") {
  HubWorld world;
  world.add_tablet("tab-1");
  const auto statement = must(json::parse(world.ask("", "GET", "/fhir/metadata").body));
  for (const auto& resource : statement["rest"][0]["resource"].items())
    for (const auto& parameter : resource["searchParam"].items()) {
      const std::string value = parameter.text_of("type") == "date" ? "2025-06-10" : "x";
      const std::string target =
          "/fhir/" + std::string(resource.text_of("type")) + "?" + std::string(parameter.text_of("name")) + "=" + value;
      CHECK(world.ask("tab-1", "GET", target).status == 200);
    }
}

TEST_CASE("A date stands for all of its day in the hospital's zone, also when the clocks change") {
  const auto zone = must(Zone::find("America/New_York"));
  const auto day = span_of("2025-11-02", zone);
  REQUIRE(day);
  CHECK(day->second - day->first == hours(25));
  CHECK(span_of("2025-02", zone)->second == span_of("2025-03-01", zone)->first);
  CHECK(span_of("2024", zone)->second == span_of("2025", zone)->first);
  CHECK_FALSE(span_of("2025-13", zone));
  CHECK_FALSE(span_of("", zone));
}
