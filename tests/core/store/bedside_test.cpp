// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "core/store/store.h"
#include "tests/core/store/tablet.h"

using namespace wardlight;
using namespace wardlight::store;
using support::FaultDisk;
using support::Tablet;

namespace {

// A reader that knows nothing of wards: every answer and every quantity is a fact.
std::vector<ReadFact> read_plainly(const json::Value& resource) {
  std::vector<ReadFact> facts;
  const auto time = parse_time(resource["authored"].is_null() ? resource.text_of("effectiveDateTime") : resource.text_of("authored"));
  if (!time) return facts;
  const std::string source = std::string(resource.text_of("resourceType")) + "/" + std::string(resource.text_of("id"));
  for (const json::Value& item : resource["item"].items())
    if (!item["answer"].items().empty())
      facts.push_back({std::string(item.text_of("linkId")), json::write(item["answer"][std::size_t{0}]), time->instant, source});
  if (!resource["valueQuantity"].is_null())
    facts.push_back({std::string(resource["code"].text_of("text")), json::write(resource["valueQuantity"]), time->instant, source});
  return facts;
}

struct FactTablet {
  FactTablet() {
    auto journal = store::SealedJournal::open(disk, tablet.path("journal"), tablet.hub().public_key).value();
    store = Store::create(disk, tablet.clock(), journal, options(), tablet.key()).value();
  }
  StoreOptions options() const {
    StoreOptions options;
    options.paths = StorePaths::in("/tablet-1");
    options.device = {"tablet-1"};
    options.rules.version = version;
    options.rules.read_facts = read_plainly;
    options.ballast_bytes = 16 << 10;
    options.vfs = disk.vfs_name();
    return options;
  }
  void reopen() {
    store.reset();
    auto journal = store::SealedJournal::open(disk, tablet.path("journal"), tablet.hub().public_key).value();
    store = Store::open(disk, tablet.clock(), journal, options(), tablet.key()).value();
  }
  void put(const std::string& type, const std::string& id, const std::string& members) {
    const ReferenceItem item{type, id, R"({"resourceType":")" + type + R"(","id":")" + id + R"(",)" + members + "}"};
    REQUIRE(store->put_references({&item, 1}));
  }
  std::vector<FactRow> facts(Instant since = {0}) const {
    const EncounterId stay{"enc-1"};
    auto rows = store->list_facts({&stay, 1}, since).value();
    std::ranges::sort(rows, {}, [](const FactRow& row) { return std::tie(row.kind, row.at, row.source, row.value); });
    return rows;
  }

  FaultDisk disk;
  Tablet tablet{disk};
  std::string version = "rules-1";
  std::unique_ptr<Store> store;
};

}  // namespace

TEST_CASE("Facts of a stay are those of its statements and of its patient, and what was superseded says nothing") {
  FactTablet t;
  t.put("Encounter", "enc-1", R"("status":"in-progress","subject":{"reference":"Patient/pat-1"})");
  t.put("Observation", "obs-1", R"("subject":{"reference":"Patient/pat-1"},"code":{"text":"pulse"},"effectiveDateTime":"2025-06-10T06:00:00Z","valueQuantity":{"value":90})");
  REQUIRE(t.store->save(t.tablet.round("r1")));
  REQUIRE(t.facts().size() == 2);
  REQUIRE(t.store->save(t.tablet.round("r2", "enc-1", "asleep", "r1")));
  const auto rows = t.facts();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].source == "QuestionnaireResponse/r2");
  CHECK(rows[1].kind == "pulse");
  t.put("Observation", "obs-1", R"("subject":{"reference":"Patient/pat-1"},"code":{"text":"pulse"},"effectiveDateTime":"2025-06-10T06:00:00Z","valueQuantity":{"value":95})");
  CHECK(t.facts().size() == 2);
  CHECK(t.facts()[1].value == R"({"value":95})");
}

TEST_CASE("Answers older than the window are there as the newest of their kind, the hospital's data always") {
  FactTablet t;
  t.put("Encounter", "enc-1", R"("status":"in-progress","subject":{"reference":"Patient/pat-1"})");
  t.put("Observation", "obs-1", R"("subject":{"reference":"Patient/pat-1"},"code":{"text":"pulse"},"effectiveDateTime":"2020-06-10T06:00:00Z","valueQuantity":{"value":90})");
  for (const std::string id : {"r1", "r2", "r3"}) {
    REQUIRE(t.store->save(t.tablet.round(id)));
    t.tablet.clock().advance(hours(1));
  }
  const auto now = t.tablet.clock().now();
  CHECK(t.facts(now - hours(24)).size() == 4);
  const auto rows = t.facts(now + hours(1));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].source == "QuestionnaireResponse/r3");
}

TEST_CASE("Dropping and rebuilding facts and records gives the same rows, and other rules make them anew at the next opening") {
  FactTablet t;
  t.put("Encounter", "enc-1", R"("status":"in-progress","subject":{"reference":"Patient/pat-1"})");
  t.put("DeviceUseStatement", "dev-1", R"("status":"active","subject":{"reference":"Patient/pat-1"})");
  REQUIRE(t.store->save(t.tablet.round("r1")));
  REQUIRE(t.store->save(t.tablet.round("r2", "enc-1", "asleep", "r1")));
  const EncounterId stay{"enc-1"};
  const auto facts = t.facts();
  const auto records = t.store->list_records({&stay, 1}, "").value();
  CHECK(records.size() == 1);
  REQUIRE(t.store->rebuild_projections());
  CHECK(t.facts() == facts);
  CHECK(t.store->list_records({&stay, 1}, "").value() == records);
  t.reopen();
  CHECK(t.facts() == facts);
  t.version = "rules-2";
  t.reopen();
  CHECK(t.facts() == facts);
}

TEST_CASE("An incident has a table of its own: in the chain and the outbox, in no list, no timeline and no fact") {
  FactTablet t;
  t.put("Encounter", "enc-1", R"("status":"in-progress","subject":{"reference":"Patient/pat-1"})");
  REQUIRE(t.store->save(t.tablet.round("r1")));
  const std::string bytes = R"({"resourceType":"AdverseEvent","id":"fall-1","encounter":{"reference":"Encounter/enc-1"},"date":"2025-06-10T06:00:00Z"})";
  const auto receipt = t.store->save(t.tablet.request({{"fall-1"}, "AdverseEvent", bytes}));
  REQUIRE(receipt);
  CHECK(receipt->units[0].unit.seq == 2);
  REQUIRE(t.store->save(t.tablet.round("r2")));
  CHECK(t.store->count_statements().value() == 2);
  CHECK_FALSE(t.store->find_statement({"fall-1"}).value().has_value());
  CHECK(t.store->find_incident({"fall-1"}).value()->bytes == bytes);
  CHECK(t.store->list_timeline({"enc-1"}, 10)->size() == 2);
  CHECK(t.store->list_unsent(10)->size() == 3);
  CHECK(t.store->count_outbox()->pending == 3);
  CHECK(t.store->save(t.tablet.request({{"fall-1"}, "AdverseEvent", bytes}))->units[0].unit.seq == 2);
  CHECK(t.store->save(t.tablet.request({{"fall-1"}, "AdverseEvent", bytes + " "})).error().code == ErrorCode::Conflict);
  t.reopen();
  CHECK(t.store->alarms().empty());
  CHECK(t.store->list_incidents()->size() == 1);
  REQUIRE(t.store->save(t.tablet.round("r3")));
  CHECK(t.store->list_unsent(10)->back().unit.seq == 4);
  CHECK(t.store->check_integrity()->empty());
}

// The plain reckoning: what holds, from `since` on, and of each kind the newest before.
TEST_CASE("Facts of three hundred random answers over a month are those of a plain reckoning, for any window") {
  FactTablet t;
  t.put("Encounter", "enc-1", R"("status":"in-progress","subject":{"reference":"Patient/pat-1"})");
  std::mt19937 dice(4);
  const auto roll = [&](int sides) { return static_cast<int>(dice() % static_cast<unsigned>(sides)); };
  struct Answered {
    std::string id, kind;
    Instant at;
  };
  std::vector<Answered> answered;
  std::set<std::string> gone;
  for (int i = 0; i < 300; ++i) {
    t.tablet.clock().advance(minutes(roll(300)));
    const std::string id = "answer-" + std::to_string(i);
    const std::string time = format_time(t.tablet.clock().now(), 0);
    std::string items, extension;
    for (int kind = 0; kind < 6; ++kind) {
      if (roll(1 << kind) != 0) continue;
      items += std::string(items.empty() ? "" : ",") + R"({"linkId":"kind-)" + std::to_string(kind) + R"(","answer":[{"valueInteger":1}]})";
      answered.push_back({id, "kind-" + std::to_string(kind), t.tablet.clock().now()});
    }
    if (i > 0 && roll(5) == 0) {
      const std::string old = "answer-" + std::to_string(roll(i));
      extension = R"("extension":[{"url":"urn:wardlight:supersedes","valueReference":{"reference":"QuestionnaireResponse/)" + old + R"("}}],)";
      gone.insert(old);
    }
    const std::string bytes = R"({"resourceType":"QuestionnaireResponse","id":")" + id + R"(",)" + extension +
                              R"("encounter":{"reference":"Encounter/enc-1"},"authored":")" + time + R"(","item":[)" + items + "]}";
    REQUIRE(t.store->save(t.tablet.request({{id}, "QuestionnaireResponse", bytes})));
  }
  std::erase_if(answered, [&](const Answered& one) { return gone.contains(one.id); });
  const auto now = t.tablet.clock().now();
  for (int hour = 0; hour < 700; hour += 7) {
    const Instant since = now - hours(hour);
    std::set<std::pair<std::string, std::string>> wanted, found;
    std::map<std::string, Instant> newest;
    for (const Answered& one : answered)
      if (one.at < since) newest[one.kind] = std::max(newest[one.kind], one.at);
    for (const Answered& one : answered)
      if (one.at >= since || one.at == newest.at(one.kind)) wanted.emplace(one.kind, "QuestionnaireResponse/" + one.id);
    for (const FactRow& row : t.facts(since)) found.emplace(row.kind, row.source);
    CAPTURE(hour);
    CHECK(found == wanted);
  }
}
