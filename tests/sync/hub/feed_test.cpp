// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "sync/hub/first_load.h"
#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;

namespace {

void put_location(HubWorld& world, const std::string& id, const std::string& name = "W") {
  const storage::NewReference location{"Location", id, R"({"resourceType":"Location","id":")" + id + R"(","name":")" + name +
      "\"}", {}};
  must(world.storage().put_references(std::span(&location, 1), world.clock.now()));
}

}  // namespace

TEST_CASE("A first load gives the census first, then the newest day, and misses nothing in any page size") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  std::vector<std::string> first_day;
  std::vector<std::string> second_day;
  for (int i = 0; i < 5; ++i) {
    const auto round = tablet.round();
    first_day.push_back(round.id);
    world.push("tab-1", {round.entry});
  }
  for (int i = 0; i < 3; ++i) put_location(world, "l" + std::to_string(i));
  world.clock.advance(hours(24));
  for (int i = 0; i < 4; ++i) {
    const auto round = tablet.round();
    second_day.push_back(round.id);
    world.push("tab-1", {round.entry});
  }
  put_location(world, "l3");
  std::vector<std::string> expected{"l0", "l1", "l2", "l3"};
  expected.insert(expected.end(), second_day.begin(), second_day.end());
  expected.insert(expected.end(), first_day.begin(), first_day.end());
  for (const int count : {1, 2, 3, 4, 5, 9, 100}) {
    std::vector<std::string> ids;
    world.read_all("tab-1", ids, count);
    INFO(count);
    CHECK(ids == expected);
  }
}

TEST_CASE("S18: a first load begins no further day once it gave what a tablet is to load, and what is new still follows") {
  HubWorld world;
  world.options.most_in_first_load = 3;
  world.stop();
  world.start();
  auto tablet = world.add_tablet("tab-1");
  std::vector<std::vector<std::string>> days;
  for (const int rounds : {4, 2, 2}) {
    days.emplace_back();
    for (int i = 0; i < rounds; ++i) {
      const auto round = tablet.round();
      days.back().push_back(round.id);
      world.push("tab-1", {round.entry});
    }
    world.clock.advance(hours(24));
  }
  std::string cursor;
  for (const int count : {1, 2, 3, 100}) {
    std::vector<std::string> ids;
    cursor = world.read_all("tab-1", ids, count);
    INFO(count);
    CHECK(ids == std::vector<std::string>{days[2][0], days[2][1], days[1][0], days[1][1]});
  }
  const auto late = tablet.round();
  world.push("tab-1", {late.entry});
  const auto page = world.page("tab-1", cursor, 100);
  REQUIRE(page.entries().size() == 1);
  CHECK(page.entries()[0].id == late.id);
}

TEST_CASE("S18: away for over 90 days, with more to hear than a first load gives, a tablet starts over; less it follows") {
  HubWorld world;
  world.options.most_in_first_load = 3;
  world.stop();
  world.start();
  auto tablet = world.add_tablet("tab-1");
  std::vector<std::string> ids;
  const std::string start = world.read_all("tab-1", ids);
  for (int i = 0; i < 5; ++i) {
    world.push("tab-1", {tablet.round().entry});
    if (i == 0) world.clock.advance(hours(24));
  }
  const auto status = [&](const std::string& cursor) {
    const auto reply = world.send("tab-1", "GET", wire::feed_target(cursor, 2, 0));
    REQUIRE(reply->has_value());
    return (*reply)->status;
  };
  const std::string near = world.page("tab-1", start, 2).next_cursor();
  world.clock.advance(hours(89 * 24));
  CHECK(status(start) == 200);
  world.clock.advance(hours(1));
  CHECK(status(start) == 410);
  world.clock.advance(hours(24));
  CHECK(status(near) == 200);
  ids.clear();
  world.read_all("tab-1", ids);
  CHECK(ids.size() == 4);
}

TEST_CASE("What comes during a first load is followed after it") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  put_location(world, "l1");
  put_location(world, "l2");
  world.push("tab-1", {tablet.round().entry});
  const auto first = world.page("tab-1", "", 1);
  put_location(world, "l1", "renamed");
  const auto late = tablet.round();
  world.push("tab-1", {late.entry});
  std::multiset<std::string> seen;
  for (const auto& entry : first.entries()) seen.insert(entry.id);
  std::string cursor = first.next_cursor();
  for (int i = 0; i < 20; ++i) {
    const auto page = world.page("tab-1", cursor, 1);
    for (const auto& entry : page.entries()) seen.insert(entry.id);
    cursor = page.next_cursor();
  }
  CHECK(seen.count(late.id) == 1);
  CHECK(seen.count("l1") == 2);
  CHECK(seen.count("l2") == 1);
}

TEST_CASE("A reader who waits is answered when something comes, and with an empty page when the time is over") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  world.add_tablet("tab-2");
  std::vector<std::string> ids;
  const auto cursor = world.read_all("tab-2", ids);
  const auto waiting = world.send("tab-2", "GET", wire::feed_target(cursor, 100, 55));
  CHECK_FALSE(waiting->has_value());
  const auto round = tablet.round();
  world.push("tab-1", {round.entry});
  REQUIRE(waiting->has_value());
  const auto page = must(wire::FeedPage::read((*waiting)->body));
  REQUIRE(page.entries().size() == 1);
  CHECK(page.entries()[0].bytes == round.bytes);
  REQUIRE(page.entries()[0].envelope);
  CHECK(page.entries()[0].position == 1);

  const auto patient = world.send("tab-2", "GET", wire::feed_target(page.next_cursor(), 100, 5));
  world.hub().tick();
  CHECK_FALSE(patient->has_value());
  world.clock.advance(seconds(5));
  world.hub().tick();
  REQUIRE(patient->has_value());
  const auto empty = must(wire::FeedPage::read((*patient)->body));
  CHECK(empty.entries().empty());
  CHECK_FALSE(empty.next_cursor().empty());
}

TEST_CASE("What another process imports wakes who waits at the next tick") {
  HubWorld world;
  world.add_tablet("tab-1");
  std::vector<std::string> ids;
  const auto cursor = world.read_all("tab-1", ids);
  const auto waiting = world.send("tab-1", "GET", wire::feed_target(cursor, 100, 55));
  put_location(world, "l1");
  CHECK_FALSE(waiting->has_value());
  world.hub().tick();
  CHECK(waiting->has_value());
}

TEST_CASE("When the hub ends nobody is left waiting and nobody waits any more") {
  HubWorld world;
  world.add_tablet("tab-1");
  std::vector<std::string> ids;
  const auto cursor = world.read_all("tab-1", ids);
  const auto waiting = world.send("tab-1", "GET", wire::feed_target(cursor, 100, 55));
  world.hub().finish();
  CHECK(waiting->has_value());
  CHECK(world.send("tab-1", "GET", wire::feed_target(cursor, 100, 55))->has_value());
}

TEST_CASE("A cursor of another epoch, a changed one and a stranger's are 410") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  world.push("tab-1", {tablet.round().entry});
  std::vector<std::string> ids;
  const auto cursor = world.read_all("tab-1", ids);
  CHECK(world.ask("tab-1", "GET", wire::feed_target(cursor, 10, 0)).status == 200);
  CHECK(world.ask("tab-1", "GET", wire::feed_target("nonsense", 10, 0)).status == 410);
  must(world.storage().start_new_epoch());
  CHECK(world.ask("tab-1", "GET", wire::feed_target(cursor, 10, 0)).status == 410);
  CHECK(world.ask("tab-1", "GET", wire::feed_target("", 10, 0)).status == 200);
}

TEST_CASE("Who waits when a new epoch begins is told so") {
  HubWorld world;
  world.add_tablet("tab-1");
  std::vector<std::string> ids;
  const auto cursor = world.read_all("tab-1", ids);
  const auto waiting = world.send("tab-1", "GET", wire::feed_target(cursor, 100, 55));
  must(world.storage().start_new_epoch());
  world.hub().tick();
  REQUIRE(waiting->has_value());
  CHECK((*waiting)->status == 410);
}

TEST_CASE("A tablet that knows a later position than the hub has makes the hub begin a new epoch") {
  HubWorld world;
  world.add_tablet("tab-1");
  const auto before = must(world.storage().state());
  const auto ahead = wire::write_cursor({before.epoch, before.head + 5, std::string(kScope), ""}, world.keys().cursor);
  CHECK(world.ask("tab-1", "GET", wire::feed_target(ahead, 10, 0)).status == 410);
  CHECK(must(world.storage().state()).epoch != before.epoch);
}

TEST_CASE("Malformed questions to the feed are 400 with a sentence") {
  HubWorld world;
  world.add_tablet("tab-1");
  const auto reply = world.ask("tab-1", "GET", "/fhir/_history?_count=many");
  CHECK(reply.status == 400);
  CHECK_FALSE(wire::read_outcome(reply.body).empty());
}

TEST_CASE("The place within a first load is written and read back, and nonsense is none") {
  const FirstLoadPlace place{FirstLoadPlace::Part::Statements, 41, 77, 5};
  const auto read = read_place(write_place(place));
  REQUIRE(read);
  CHECK(read->part == place.part);
  CHECK(read->day == 41);
  CHECK(read->after == 77);
  for (const auto* text : {"", "x1.2", "s1", "s.2", "s1.", "s1.2x", "s-1.2"}) CHECK_FALSE(read_place(text));
}
