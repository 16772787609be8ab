// SPDX-License-Identifier: Apache-2.0
#include "core/store/digests.h"

#include "tests/sync/hub/guest.h"

namespace wardlight::hub {
namespace {

// Two tablets of one ward and their hub, which all have the same five rounds.
struct QuietWard {
  QuietWard() {
    put_stay("in-progress", "");
    for (int i = 0; i < 5; ++i) ids.push_back(first.tablet.save_round());
    CHECK(first.tablet.run_until_quiet());
    CHECK(second.tablet.run_until_quiet());
    REQUIRE(second.tablet.ids() == first.tablet.ids());
  }
  void put_stay(const std::string& status, const std::string& end, const std::string& id = "enc-1") {
    const std::string stay = R"({"resourceType":"Encounter","id":")" + id + R"(","status":")" + status +
                             R"(","class":{"code":"IMP"},"subject":{"reference":"Patient/pat-1"},)"
                             R"("period":{"start":"2025-06-10T06:00:00-04:00")" + end + "}}";
    const storage::NewReference encounter{"Encounter", id, stay, {}};
    must(world.storage().put_references(std::span(&encounter, 1), world.clock.now()));
  }
  // Both have heard of it, and compared once since.
  void end_stay() {
    put_stay("finished", R"(,"end":"2025-06-10T09:00:00-04:00")");
    first.rest();
    second.rest();
  }
  void lose_one_of_second() {
    auto& tablet = second.tablet;
    auto database = must(store::Database::open(
        {.path = tablet.tablet().path("store/wardlight.db"), .vfs = tablet.disk().vfs_name()}, tablet.tablet().key()));
    must(database->run("DELETE FROM statement WHERE id = ?", ids[2]));
    CHECK(tablet.ids().size() == 4);
  }
  HubWorld world;
  Guest first{world, "tablet-1", 11};
  Guest second{world, "tablet-2", 22};
  std::vector<std::string> ids;
};

// The hub's own headers over another body.
void replace(transport::HttpResponse& response, int status, std::string body) {
  std::erase_if(response.headers, [](const auto& header) { return header.first == "Content-Encoding"; });
  response.status = status;
  response.body = std::move(body);
}

}  // namespace

TEST_CASE("A digest does not ask in which order statements came, and tells any two sets apart that differ by one") {
  const auto hash = [](std::uint8_t n) { return crypto::Hash{n}; };
  store::Digest one;
  store::Digest other;
  one.add("a", hash(1));
  one.add("b", hash(2));
  other.add("b", hash(2));
  CHECK(one != other);
  other.add("a", hash(1));
  CHECK(one == other);
  other.add("a", hash(3));
  CHECK(one != other);
}

TEST_CASE("A statement that a tablet lost for no known reason comes back when it next compares with the hub") {
  QuietWard ward;
  auto& tablet = ward.second.tablet;
  ward.lose_one_of_second();
  ward.second.rest();
  CHECK(tablet.ids() == ward.first.tablet.ids());
}

TEST_CASE("Few stays that have ended are compared every time, and it comes back in the same hour") {
  for (int round = 0; round < 3; ++round) {
    CAPTURE(round);
    QuietWard ward;
    auto& tablet = ward.second.tablet;
    ward.end_stay();
    for (int hour = 0; hour < round; ++hour) ward.second.rest_an_hour();
    ward.lose_one_of_second();
    ward.second.rest_an_hour();
    CHECK(tablet.ids() == ward.first.tablet.ids());
  }
}

TEST_CASE("Another stay that ended meanwhile does not put off the comparison of those that ended before it") {
  QuietWard ward;
  auto& tablet = ward.second.tablet;
  ward.end_stay();
  ward.second.rest_an_hour();
  ward.put_stay("finished", R"(,"end":"2025-06-10T11:00:00-04:00")", "enc-2");
  CHECK(tablet.run_until_quiet());
  ward.lose_one_of_second();
  ward.second.rest_an_hour();
  CHECK(tablet.ids() == ward.first.tablet.ids());
}

TEST_CASE("A comparison of stays that have ended, whose answer did not come, is made again a few minutes later") {
  QuietWard ward;
  auto& tablet = ward.second.tablet;
  ward.end_stay();
  ward.lose_one_of_second();
  ward.second.door.spoil = [](transport::HttpResponse& response) {
    response = {200, {{"Content-Type", "text/html"}}, "<html>Welcome</html>"};
  };
  ward.second.rest_an_hour();
  CHECK(ward.second.door.spoiled >= 1);
  CHECK(tablet.ids().size() == 4);
  CHECK_FALSE(tablet.client().status().uncompared.empty());
  ward.second.door.spoil = {};
  tablet.tablet().clock().advance(minutes(6));
  CHECK(tablet.run_until_quiet());
  CHECK(tablet.ids() == ward.first.tablet.ids());
  CHECK(tablet.client().status().uncompared.empty());
}

TEST_CASE("A statement that the hub lost for no known reason is offered again by the tablet that made it, and reaches everybody") {
  QuietWard ward;
  {
    crypto::Secret key = ward.world.key().clone();
    ward.world.stop();
    auto database = must(store::Database::open({.path = ward.world.folder() + "/hub.db"}, key));
    must(database->run("DELETE FROM feed WHERE kind = 1 AND id = ?", ward.ids[1]));
  }
  ward.world.start();
  CHECK(ward.world.storage().counts()->statements == 4);
  ward.second.rest();  // it did not make it: nothing to offer, nothing lost
  CHECK(ward.world.storage().counts()->statements == 4);
  ward.first.rest();
  CHECK(ward.world.storage().counts()->statements == 5);
  CHECK(ward.second.tablet.run_until_quiet());
  CHECK(ward.second.tablet.ids() == ward.first.tablet.ids());
  CHECK(ward.world.storage().counts()->quarantined == 0);
}

TEST_CASE("A tablet whose hub does not compare goes on hearing and sending, asks rarely and says so; afterwards it compares") {
  const auto refuse = [](int status) {
    return [status](transport::HttpResponse& response) { replace(response, status, wire::write_outcome("transient", "Later.")); };
  };
  const std::vector<std::function<void(transport::HttpResponse&)>> spoils{
      refuse(503), refuse(507), refuse(500),
      [](transport::HttpResponse& response) { replace(response, 200, R"({"digests":"seven"})"); },
      [](transport::HttpResponse& response) { response = {200, {{"Content-Type", "text/html"}}, "<html>Welcome</html>"}; }};
  for (std::size_t i = 0; i < spoils.size(); ++i) {
    CAPTURE(i);
    QuietWard ward;
    auto& tablet = ward.second.tablet;
    ward.second.door.spoil = spoils[i];
    for (int minute = 0; minute < 90; ++minute) {
      tablet.tablet().clock().advance(minutes(1));
      if (minute % 10 == 0) ward.first.tablet.save_round();
      if (minute % 10 == 5) tablet.save_round();
      REQUIRE(ward.first.tablet.run_until_quiet());
      REQUIRE(tablet.run_until_quiet());
    }
    CHECK(ward.second.door.spoiled >= 1);
    CHECK(ward.second.door.spoiled <= 20);
    CHECK(ward.first.tablet.run_until_quiet());
    CHECK(tablet.ids().size() == 5 + 9 + 9);
    CHECK(tablet.ids() == ward.first.tablet.ids());
    CHECK(tablet.client().status().problem.empty());
    CHECK_FALSE(tablet.client().status().uncompared.empty());
    ward.second.door.spoil = {};
    ward.second.rest();
    CHECK(tablet.client().status().uncompared.empty());
  }
}

TEST_CASE("A server that makes no digests is no trouble") {
  QuietWard ward;
  ward.second.door.spoil = [](transport::HttpResponse& response) {
    replace(response, 501, wire::write_outcome("not-supported", "No."));
  };
  ward.second.rest();
  CHECK(ward.second.door.spoiled >= 1);
  CHECK(ward.second.tablet.client().status().uncompared.empty());
}

TEST_CASE("A comparison that asks too much at once, or cannot be read, is refused with a sentence") {
  HubWorld world;
  world.add_tablet("tab-1");
  CHECK(world.ask("tab-1", "POST", "/fhir/$digest", "{}").status == 400);
  CHECK(world.ask("tab-1", "POST", "/fhir/$repair", R"({"encounter":"e","have":[1]})").status == 400);
  std::vector<store::EncounterDigest> many(wire::kDigestsAtOnce + 1, {{"e"}, {}});
  CHECK(world.ask("tab-1", "POST", "/fhir/$digest", wire::write_digests({many})).status == 400);
  many.resize(wire::kDigestsAtOnce);
  CHECK(world.ask("tab-1", "POST", "/fhir/$digest", wire::write_digests({many})).status == 200);
}

}  // namespace wardlight::hub
