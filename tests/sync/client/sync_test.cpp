// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/client/ward.h"

namespace wardlight {
namespace {

using support::SyncTablet;
using support::SyncWard;
using sync::Link;
using sync::Progress;
using transport::Fate;

store::OutboxCounts outbox(SyncTablet& tablet) { return *tablet.store().count_outbox(); }

TEST_CASE("rounds done without a network reach the hub and the other tablet when it returns") {
  SyncWard ward;
  bool network = false;
  ward.first.network().set_judge([&](const auto&) { return network ? Fate::Delivered : Fate::LostRequest; });
  for (int i = 0; i < 120; ++i) ward.first.save_round();
  CHECK(ward.first.client().step(0) == Progress::Waiting);
  CHECK(ward.first.client().status().link == Link::Offline);
  CHECK(ward.first.client().status().unsent == 120);
  CHECK(ward.first.client().status().oldest_unsent);
  CHECK(ward.hub.rows.empty());

  network = true;
  ward.first.client().hurry();
  CHECK(ward.first.client().wait() == Duration{});
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.ids() == ward.first.saved);
  CHECK(ward.first.client().status().unsent == 0);
  CHECK(ward.first.client().status().accepted == 120);
  CHECK(ward.first.client().status().caught_up);

  CHECK(ward.second.run_until_quiet());
  CHECK(ward.second.ids() == ward.first.saved);
  for (const auto& row : ward.hub.rows)
    CHECK(ward.second.store().find_statement({row.id})->value().bytes == row.bytes);
}

TEST_CASE("a lost answer is no conflict and makes no duplicate") {
  SyncWard ward;
  int lost = 3;
  ward.first.network().set_judge([&](const auto& request) {
    return request.method == "POST" && lost-- > 0 ? Fate::LostAnswer : Fate::Delivered;
  });
  for (int i = 0; i < 5; ++i) ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.rows.size() == 5);
  CHECK(ward.hub.known == 15);
  CHECK(outbox(ward.first).accepted == 5);
  CHECK(outbox(ward.first).rejected == 0);
}

TEST_CASE("urgent acts are sent first, the others in the order they were made") {
  SyncWard ward;
  std::vector<std::string> usual;
  for (int i = 0; i < 3; ++i) usual.push_back(ward.first.save_round());
  const auto urgent = ward.first.save_round(store::Urgency::Urgent);
  CHECK(ward.first.run_until_quiet());
  REQUIRE(ward.hub.rows.size() == 4);
  CHECK(ward.hub.rows[0].id == urgent);
  for (std::size_t i = 0; i < 3; ++i) CHECK(ward.hub.rows[i + 1].id == usual[i]);
}

TEST_CASE("an act that goes alone spares the words that say nothing, a batch asks for a packed answer") {
  SyncWard ward;
  std::vector<transport::HttpRequest> pushes;
  ward.first.network().set_judge([&](const auto& request) {
    if (request.method == "POST") pushes.push_back(request);
    return Fate::Delivered;
  });
  ward.first.save_round(store::Urgency::Urgent);
  CHECK(ward.first.client().step(0) == Progress::More);
  for (int i = 0; i < 5; ++i) ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  REQUIRE(pushes.size() == 2);
  CHECK(transport::find_header(pushes[0].headers, "Wardlight-Urgent") == "1");
  CHECK(transport::find_header(pushes[0].headers, "Content-Encoding") == "br");
  CHECK(transport::find_header(pushes[1].headers, "Content-Encoding") == "gzip");
  CHECK(transport::find_header(pushes[0].headers, "Accept-Encoding").empty());
  CHECK(transport::find_header(pushes[1].headers, "Accept-Encoding") == "gzip");
  for (const auto& push : pushes) CHECK(transport::find_header(push.headers, "Accept").empty());
}

TEST_CASE("every request says how much the hub lacks, also of a tablet that nobody has unlocked since it started") {
  SyncWard ward;
  std::vector<std::string> told;
  ward.first.network().set_judge([&](const auto& request) {
    const auto word = [&](std::string_view name) { return std::string(transport::find_header(request.headers, name)); };
    told.push_back(word("Wardlight-Unsent") + (word("Wardlight-Oldest-Unsent").empty() ? "" : " since"));
    return Fate::Delivered;
  });
  for (int i = 0; i < 3; ++i) ward.first.save_round();
  ward.first.lock();
  const auto http = ward.first.network().connect(std::nullopt);
  sync::SyncOptions at_once;
  at_once.first_contact_within = {};
  sync::SyncClient locked(*http, ward.first.journal(), ward.first.tablet().clock(), ward.first.random(), at_once);
  CHECK(locked.step(0) == Progress::More);
  CHECK(locked.step(0) == Progress::CaughtUp);
  CHECK(told == std::vector<std::string>{"3", "0"});
  told.clear();
  ward.first.unlock();
  CHECK(ward.first.run_until_quiet());
  CHECK(std::ranges::all_of(told, [](const std::string& one) { return one == "0"; }));
  told.clear();
  ward.first.save_round();
  ward.first.unlock();
  CHECK(ward.first.run_until_quiet());
  REQUIRE_FALSE(told.empty());
  CHECK(told.front() == "1 since");
  CHECK(told.back() == "0");
}

TEST_CASE("how far the hub's clock is ahead is kept in the store as it was heard") {
  SyncWard ward;
  CHECK(ward.first.run_until_quiet());
  REQUIRE(ward.first.client().status().hub_ahead);
  CHECK(ward.first.store().sync_state()->clock_offset == ward.first.client().status().hub_ahead);
}

TEST_CASE("a statement the hub cannot take is shown and holds up nobody") {
  SyncWard ward;
  std::vector<std::string> ids;
  for (int i = 0; i < 10; ++i) ids.push_back(ward.first.save_round());
  ward.hub.poison.insert(ids[0]);
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.rows.size() == 9);
  const auto rejected = *ward.first.store().list_rejected();
  REQUIRE(rejected.size() == 1);
  CHECK(rejected[0].statement.id.value == ids[0]);
  CHECK(rejected[0].problem == "The form does not allow this.");
  CHECK(ward.first.client().status().rejected == 1);
  ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.rows.size() == 10);
}

TEST_CASE("a push that is refused whole is cut in halves until the one bad statement stands alone") {
  SyncWard ward;
  std::vector<std::string> ids;
  for (int i = 0; i < 60; ++i) ids.push_back(ward.first.save_round());
  ward.hub.poison_to_all = {ids[17], ids[41]};
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.rows.size() == 58);
  CHECK(outbox(ward.first).rejected == 2);
  CHECK(ward.hub.requests < 50);
}

TEST_CASE("a statement that the hub refuses whole is brought to it as text, so that a person can see it there") {
  SyncWard ward;
  const std::string bad = ward.first.save_round();
  const std::string good = ward.first.save_round();
  ward.hub.poison_to_all = {bad};
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.ids() == std::set{good});
  const auto rejected = *ward.first.store().list_rejected();
  REQUIRE(rejected.size() == 1);
  CHECK(rejected[0].problem == "It is kept for a person.");
  CHECK(ward.hub.kept == std::vector{rejected[0].statement.entry()});
}

TEST_CASE("a hub that keeps no text leaves the refused statement on the tablet with the first reason, and holds up nobody") {
  SyncWard ward;
  ward.hub.knows_quoted = false;
  ward.hub.poison_to_all = {ward.first.save_round()};
  ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.rows.size() == 1);
  const auto rejected = *ward.first.store().list_rejected();
  REQUIRE(rejected.size() == 1);
  CHECK(rejected[0].problem == "Cannot be read.");
}

TEST_CASE("a refused statement whose text does not get through is not given up: it is tried again whole, then as text") {
  SyncWard ward;
  ward.hub.poison_to_all = {ward.first.save_round()};
  int lost = 0;
  ward.first.network().set_meddler([&](const transport::HttpRequest& request, transport::HttpResponse& response) {
    if (request.target == "/fhir/$deliver-quoted" && lost < 3) ++lost, response = {503, response.headers, "{}"};
  });
  CHECK(ward.first.run_until_quiet());
  CHECK(lost == 3);
  CHECK(ward.hub.kept.size() == 4);
  CHECK(outbox(ward.first).rejected == 1);
  CHECK(outbox(ward.first).pending == 0);
}

TEST_CASE("a locked tablet brings a box that is refused whole as text, and knows at the next unlock what became of it") {
  support::FaultDisk unused(1);
  support::Tablet keys(unused, "keys");
  support::MiniHub hub(keys.hub());
  SyncTablet tablet(hub, "tablet-1", 3);
  hub.refuses_boxes = true;
  tablet.save_round();
  tablet.lock();
  CHECK(tablet.run_until_quiet());
  REQUIRE(hub.kept.size() == 1);
  CHECK(crypto::open_sealed(keys.hub(), as_bytes(hub.kept[0])));
  tablet.unlock();
  CHECK(outbox(tablet).rejected == 1);
}

TEST_CASE("a push that is too large for the hub is sent in smaller parts") {
  SyncWard ward;
  ward.hub.most_units = 7;
  for (int i = 0; i < 40; ++i) ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.rows.size() == 40);
  CHECK(outbox(ward.first).rejected == 0);
}

TEST_CASE("a captive portal's page is never taken for an answer") {
  SyncWard ward;
  ward.first.network().set_meddler([](const auto&, transport::HttpResponse& response) {
    response = {200, {{"Content-Type", "text/html"}}, "<html>Welcome to the hospital's guest Wi-Fi</html>"};
  });
  ward.first.save_round();
  CHECK(ward.first.client().step(0) == Progress::Waiting);
  CHECK(ward.first.client().status().link == Link::Offline);
  CHECK_FALSE(ward.first.client().status().last_contact);
  CHECK(outbox(ward.first).pending == 1);

  // One that even speaks JSON, and one that answers for other units.
  ward.first.network().set_meddler([](const auto&, transport::HttpResponse& response) { response.headers.resize(1); });
  ward.first.tablet().clock().advance(seconds(60));
  CHECK(ward.first.client().step(0) == Progress::Waiting);
  ward.first.network().set_meddler([](const auto&, transport::HttpResponse& response) {
    response.body =
        wire::write_push_answer(std::vector<wire::UnitAnswer>{{wire::UnitStatus::New, 1, {}}, {wire::UnitStatus::New, 2, {}}});
  });
  ward.first.tablet().clock().advance(seconds(60));
  CHECK(ward.first.client().step(0) == Progress::Waiting);
  CHECK(outbox(ward.first).pending == 1);
  ward.first.network().set_meddler({});
  CHECK(ward.first.run_until_quiet());
  CHECK(outbox(ward.first).accepted == 1);
}

TEST_CASE("nothing is released before a backup holds it") {
  SyncWard ward;
  for (int i = 0; i < 4; ++i) ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(outbox(ward.first).released == 0);
  ward.hub.back_up();
  ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(outbox(ward.first).released == 4);
  CHECK(outbox(ward.first).accepted == 1);
}

TEST_CASE("a hub that was restored from its backup gets back what it lost, from the tablets") {
  SyncWard ward;
  for (int i = 0; i < 4; ++i) ward.first.save_round();
  for (int i = 0; i < 3; ++i) ward.second.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.second.run_until_quiet());
  ward.hub.back_up();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.second.run_until_quiet());
  for (int i = 0; i < 5; ++i) ward.first.save_round();
  for (int i = 0; i < 6; ++i) ward.second.save_round();
  CHECK(ward.second.run_until_quiet());
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.second.run_until_quiet());
  REQUIRE(ward.hub.rows.size() == 18);
  const auto everything = ward.hub.ids();

  ward.hub.restore();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.second.run_until_quiet());
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.ids() == everything);
  CHECK(ward.hub.rows.size() == everything.size());
  CHECK(ward.first.ids() == everything);
  CHECK(ward.second.ids() == everything);
  CHECK(outbox(ward.first).pending == 0);
}

TEST_CASE("a hub that does not know the cursor any more is read from the start, and nothing comes twice") {
  SyncWard ward;
  for (int i = 0; i < 130; ++i) ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.second.run_until_quiet());
  ward.hub.forget_cursors();
  ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.second.run_until_quiet());
  CHECK(ward.second.ids() == ward.first.saved);
  CHECK(ward.second.client().status().conflicting == 0);
}

TEST_CASE("a hub that asks for time gets it, and tablets do not come back together") {
  SyncWard ward;
  ward.first.save_round();
  ward.hub.busy = 1;
  CHECK(ward.first.client().step(0) == Progress::Waiting);
  ward.first.client().hurry();
  CHECK(ward.first.client().wait() >= seconds(7));
  CHECK(ward.first.client().status().problem == "Later.");
  CHECK(ward.first.client().status().link == Link::Online);
  CHECK(ward.first.run_until_quiet());

  support::SeededRandom random(5);
  sync::BackOff back_off(random, milliseconds(500), seconds(60));
  std::set<std::int64_t> waits;
  Duration longest{};
  for (int i = 0; i < 200; ++i) {
    const auto wait = back_off.next();
    CHECK(wait <= seconds(60));
    if (i < 3) CHECK(wait <= Duration{500 << i});
    longest = std::max(longest, wait);
    waits.insert(wait.milliseconds);
  }
  CHECK(waits.size() > 150);
  CHECK(longest > seconds(50));
}

TEST_CASE("a tablet the hub does not let in says so and goes on keeping") {
  SyncWard ward;
  ward.hub.status_for_all = 403;
  ward.first.save_round();
  CHECK(ward.first.client().step(0) == Progress::Waiting);
  CHECK(ward.first.client().status().link == Link::Refused);
  CHECK(ward.first.client().status().problem == "Not you.");
  CHECK(outbox(ward.first).pending == 1);
  CHECK(outbox(ward.first).rejected == 0);
}

TEST_CASE("the first contact waits a little, differently on each tablet") {
  SyncWard ward;
  support::FakeClock clock;
  std::set<std::int64_t> waits;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    support::SeededRandom random(seed);
    const auto http = ward.first.network().connect({});
    const sync::SyncClient client(*http, ward.first.journal(), clock, random);
    CHECK(client.wait() <= seconds(10));
    waits.insert(client.wait().milliseconds);
  }
  CHECK(waits.size() > 15);
}

TEST_CASE("a locked tablet goes on sending, and knows it at the next unlock") {
  support::FaultDisk unused(1);
  support::Tablet keys(unused, "keys");
  support::MiniHub hub(keys.hub());
  SyncTablet tablet(hub, "tablet-1", 3);
  std::vector<std::string> ids;
  for (int i = 0; i < 55; ++i) ids.push_back(tablet.save_round());
  hub.poison.insert(ids[54]);
  tablet.lock();
  CHECK(tablet.run_until_quiet());
  CHECK(hub.rows.size() == 54);
  CHECK(tablet.client().status().unsent == 0);
  const int requests = hub.requests;
  CHECK(tablet.client().step(0) == Progress::CaughtUp);
  CHECK(hub.requests == requests + 1);  // an empty delivery: is the hub still the one that has them?
  CHECK(hub.rows.size() == 54);

  tablet.unlock();
  CHECK(outbox(tablet).accepted == 54);
  CHECK(outbox(tablet).rejected == 1);
  CHECK(tablet.run_until_quiet());
  CHECK(hub.known == 0);
}

TEST_CASE("a locked tablet that has sent everything hears by itself that the hub was put back, and sends again") {
  SyncWard ward;
  for (int i = 0; i < 5; ++i) ward.first.save_round();
  ward.first.lock();
  CHECK(ward.first.run_until_quiet());
  ward.hub.restore();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.rows.size() == 5);
}

TEST_CASE("a locked tablet offers again when the hub was restored meanwhile") {
  SyncWard ward;
  for (int i = 0; i < 5; ++i) ward.first.save_round();
  ward.first.lock();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.rows.size() == 5);
  ward.first.unlock();
  ward.first.save_round();
  ward.first.lock();
  ward.hub.restore();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.rows.size() == 6);
  ward.hub.restore();
  ward.first.unlock();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.ids() == ward.first.saved);
}

TEST_CASE("whatever a network does to requests, every round arrives once") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    SyncWard ward;
    support::SeededRandom chance(seed);
    bool storm = true;
    const auto judge = [&](const transport::HttpRequest&) {
      if (!storm) return Fate::Delivered;
      constexpr std::array kFates = {Fate::Delivered,  Fate::Delivered, Fate::LostRequest,
                                     Fate::LostAnswer, Fate::Twice,     Fate::Delayed};
      return kFates[chance.below(kFates.size())];
    };
    SyncTablet* const tablets[] = {&ward.first, &ward.second};
    for (SyncTablet* tablet : tablets) tablet->network().set_judge(judge);
    for (int turn = 0; turn < 150; ++turn) {
      SyncTablet& tablet = *tablets[chance.below(2)];
      if (chance.one_in(3)) tablet.save_round();
      tablet.client().step(0);
      tablet.tablet().clock().advance(milliseconds(static_cast<std::int64_t>(chance.below(20'000))));
      if (chance.one_in(8)) tablet.network().deliver_delayed();
      if (chance.one_in(12)) ward.hub.back_up();
      if (chance.one_in(40)) ward.hub.restore();
    }
    storm = false;
    for (SyncTablet* tablet : tablets) {
      tablet->network().deliver_delayed();
      CHECK(tablet->run_until_quiet());
    }
    CHECK(ward.first.run_until_quiet());
    auto all = ward.first.saved;
    all.insert(ward.second.saved.begin(), ward.second.saved.end());
    CHECK(ward.hub.ids() == all);
    CHECK(ward.hub.rows.size() == all.size());
    CHECK(ward.first.ids() == all);
    CHECK(ward.second.ids() == all);
  }
}

}  // namespace
}  // namespace wardlight
