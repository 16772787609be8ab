// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <thread>

#include "tests/sync/storage/chaining_device.h"
#include "tests/sync/storage/storages.h"

using namespace wardlight;
using namespace wardlight::storage;

namespace {

std::vector<AppendResult> push(HubStorage& storage, std::vector<NewUnit> units, Instant at = kNow) {
  return must(storage.append(delivery(std::move(units), at)));
}

FeedRange everything() { return {0, 1'000'000, 1'000'000}; }

}  // namespace

TEST_CASE("Units get positions without gaps in the order they came, and come back byte for byte") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  ChainingDevice tablet("tab-1");
  const auto units = std::vector{tablet.next("a"), tablet.next("b", "\xc3\xbc  36.50"), tablet.next("c")};
  const auto results = push(*storage, units);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(results[i].state == AppendState::New);
    CHECK(results[i].position == i + 1);
  }
  const auto rows = must(storage->read_feed(everything()));
  REQUIRE(rows.size() == 3);
  CHECK(as_text(rows[1].bytes) == units[1].bytes);
  REQUIRE(rows[1].envelope);
  CHECK(store::chain_value(*rows[1].envelope) == units[1].chain);
  CHECK(rows[1].envelope->signer.value == "nurse-1");
  CHECK(must(storage->state()).head == 3);
}

TEST_CASE("The same unit again is known, takes no second place and keeps its position") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  ChainingDevice tablet("tab-1");
  const auto unit = tablet.next("a");
  push(*storage, {unit});
  push(*storage, {tablet.next("b")});
  const auto again = push(*storage, {unit});
  CHECK(again[0].state == AppendState::Known);
  CHECK(again[0].position == 1);
  CHECK(must(storage->state()).head == 2);
  CHECK(must(storage->counts()).statements == 2);
}

TEST_CASE("The same id with other bytes is kept aside, the first stands, and the device is flagged") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  must(storage->put_device({{"tab-1"}, "Tablet 1", 1, "01", kNow, {}, {}, ""}));
  ChainingDevice tablet("tab-1");
  const auto first = tablet.next("a", "first");
  push(*storage, {first});
  const auto other = tablet.next("a", "second");
  CHECK(push(*storage, {other})[0].state == AppendState::OtherBytes);
  CHECK(as_text(must(storage->find_resource("QuestionnaireResponse", "a"))->bytes) == first.bytes);
  const auto aside = must(storage->list_quarantine());
  REQUIRE(aside.size() == 1);
  CHECK(as_text(aside[0].bytes) == other.bytes);
  CHECK_FALSE(must(storage->find_device({"tab-1"}))->flag.empty());
}

TEST_CASE("A cloned device forks its chain: the second branch is kept aside, once, however often it is sent") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  must(storage->put_device({{"tab-1"}, "Tablet 1", 1, "01", kNow, {}, {}, ""}));
  ChainingDevice tablet("tab-1");
  push(*storage, {tablet.next("a")});
  ChainingDevice clone = tablet.clone();
  push(*storage, {tablet.next("b")});
  const auto forked = clone.next("c");
  CHECK(push(*storage, {forked})[0].state == AppendState::Fork);
  CHECK(push(*storage, {forked})[0].state == AppendState::Fork);
  CHECK(push(*storage, {clone.next("d")})[0].state == AppendState::Fork);
  CHECK(must(storage->list_quarantine()).size() == 2);
  CHECK_FALSE(must(storage->find_device({"tab-1"}))->flag.empty());
  CHECK(must(storage->state()).head == 2);
}

TEST_CASE("Units may come out of order; a predecessor that does not fit its successor is a fork") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  ChainingDevice tablet("tab-1");
  ChainingDevice impostor("tab-1");
  const auto first = tablet.next("a");
  const auto second = tablet.next("b");
  CHECK(push(*storage, {second})[0].state == AppendState::New);
  CHECK(push(*storage, {impostor.next("z", "other")})[0].state == AppendState::Fork);
  CHECK(push(*storage, {first})[0].state == AppendState::New);
}

TEST_CASE("A chain that does not begin at zero is a fork; another incarnation begins its own") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  ChainingDevice tablet("tab-1");
  auto unit = tablet.next("a");
  unit.envelope.prev[0] = 1;
  unit.chain = store::chain_value(unit.envelope);
  CHECK(push(*storage, {unit})[0].state == AppendState::Fork);
  ChainingDevice again("tab-1", 2);
  CHECK(push(*storage, {again.next("b")})[0].state == AppendState::New);
}

TEST_CASE("The highest incarnation of a device is known, so that enrolment gives none twice") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  CHECK(must(storage->highest_incarnation({"tab-1"})) == 0);
  ChainingDevice begun_by_itself("tab-1", 3);
  push(*storage, {begun_by_itself.next("a")});
  CHECK(must(storage->highest_incarnation({"tab-1"})) == 3);
}

TEST_CASE("A refused unit blocks nobody, holds its place in the chain, and can be taken later") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  ChainingDevice tablet("tab-1");
  const auto poison = tablet.next("a");
  const auto neighbour = tablet.next("b");
  Delivery both = delivery({neighbour});
  both.refused.push_back({poison.type, poison.id, poison.bytes, "The form does not know this item.", poison.envelope});
  CHECK(must(storage->append(both))[0].state == AppendState::New);
  must(storage->append(both));
  REQUIRE(must(storage->list_quarantine()).size() == 1);
  CHECK(must(storage->counts()).quarantined == 1);
  CHECK(push(*storage, {poison})[0].state == AppendState::New);
  CHECK(must(storage->list_quarantine()).empty());
}

TEST_CASE("What is set aside keeps where it came from, and is shown until it is released, also when its origin was in doubt") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  ChainingDevice tablet("tab-1");
  const auto doubtful = tablet.next("a");
  auto made_up = tablet.next("z");
  made_up.envelope.device = {"nobody's"};
  made_up.envelope.seq = 18'446'744'073'709'551'614U;
  Delivery one = delivery({});
  one.refused.push_back({made_up.type, made_up.id, made_up.bytes, "Nobody's signature.", made_up.envelope, true});
  one.refused.push_back({doubtful.type, doubtful.id, doubtful.bytes, "Nobody's signature.", doubtful.envelope, true});
  one.refused.push_back({"", "", "no json", "It cannot be read.", {}});
  must(storage->append(one));
  const auto aside = must(storage->list_quarantine());
  REQUIRE(aside.size() == 3);
  REQUIRE(aside[1].envelope);
  CHECK(store::chain_value(*aside[1].envelope) == doubtful.chain);
  CHECK(aside[1].envelope->signature == doubtful.envelope.signature);
  CHECK(aside[1].envelope->signer == doubtful.envelope.signer);
  CHECK_FALSE(aside[2].envelope);
  ChainingDevice other("tab-1");
  CHECK(push(*storage, {other.next("b", "in the place of what was in doubt")})[0].state == AppendState::New);
  must(storage->release_quarantine(aside[1].number, kNow));
  CHECK(must(storage->list_quarantine()).size() == 2);
  CHECK(must(storage->counts()).quarantined == 2);
}

TEST_CASE("A reference resource: same bytes are the same, other bytes are a new version that replaces it in the feed") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  const NewReference patient{"Patient", "p1", R"({"resourceType":"Patient","id":"p1"})", {{"urn:mrn", "100"}}};
  const NewReference ward{"Location", "5e", R"({"resourceType":"Location","id":"5e"})", {}};
  CHECK(must(storage->put_references(std::vector{patient, ward}, kNow)) == std::vector{ReferenceState::New, ReferenceState::New});
  CHECK(must(storage->put_references(std::vector{patient, ward}, kNow)) == std::vector{ReferenceState::Same,
      ReferenceState::Same});
  NewReference moved = patient;
  moved.bytes = R"({"resourceType":"Patient","id":"p1","gender":"female"})";
  moved.identifiers = {{"urn:mrn", "200"}};
  CHECK(must(storage->put_references(std::vector{moved}, kNow))[0] == ReferenceState::New);
  const auto rows = must(storage->read_feed(everything()));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].id == "5e");
  CHECK(rows[1].position == 3);
  CHECK(rows[1].version == 2);
  CHECK(as_text(rows[1].bytes) == moved.bytes);
  CHECK(must(storage->find_references("Patient", {"urn:mrn", "100"})).empty());
  CHECK(must(storage->find_references("Patient", {"", "200"})) == std::vector<std::string>{"p1"});
  CHECK(must(storage->find_references("Patient", {"urn:other", "200"})).empty());
  CHECK(must(storage->list_references("Patient")).size() == 1);
  CHECK(must(storage->counts()).statements == 0);
}

TEST_CASE("References and statements can be read apart, and pages end where they are told") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  ChainingDevice tablet("tab-1");
  push(*storage, {tablet.next("a")});
  must(storage->put_references(std::vector{NewReference{"Location", "l1", "{}", {}}, NewReference{"Location", "l2", "{}", {}}},
      kNow));
  push(*storage, {tablet.next("b"), tablet.next("c")});
  CHECK(must(storage->read_references(everything())).size() == 2);
  CHECK(must(storage->read_statements(everything())).size() == 3);
  CHECK(must(storage->read_statements({1, 4, 10})).size() == 1);
  CHECK(must(storage->read_feed({0, 100, 2})).back().position == 2);
  CHECK(must(storage->read_feed({5, 100, 2})).empty());
}

TEST_CASE("Days of arrival are ranges of positions, and a clock that goes back opens no old day") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  ChainingDevice tablet("tab-1");
  push(*storage, {tablet.next("a"), tablet.next("b")}, kNow);
  push(*storage, {tablet.next("c")}, kNow + hours(24));
  push(*storage, {tablet.next("d")}, kNow - hours(72));
  const auto newest = must(storage->find_day(4));
  REQUIRE(newest);
  CHECK(newest->first == 3);
  CHECK(newest->last == 4);
  const auto before = must(storage->find_day(newest->first - 1));
  REQUIRE(before);
  CHECK(before->first == 1);
  CHECK(before->last == 2);
  CHECK_FALSE(must(storage->find_day(0)));
}

TEST_CASE("Corrections are found by what they correct") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  ChainingDevice tablet("tab-1");
  push(*storage, {tablet.next("a")});
  auto correction = tablet.next("b");
  correction.supersedes = "a";
  push(*storage, {correction});
  const auto found = must(storage->list_corrections("a"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "b");
  CHECK(must(storage->list_corrections("b")).empty());
}

TEST_CASE("What was acknowledged is there after the process is gone, in the same epoch") {
  const auto habitat = each_habitat();
  ChainingDevice tablet("tab-1");
  std::string epoch;
  {
    const auto storage = habitat->open();
    push(*storage, {tablet.next("a"), tablet.next("b")});
    epoch = must(storage->state()).epoch;
  }
  const auto storage = habitat->open();
  CHECK(must(storage->state()).head == 2);
  CHECK(must(storage->state()).epoch == epoch);
}

TEST_CASE("A storage put back to an earlier day begins a new epoch, and takes again what it lost") {
  const auto habitat = each_habitat();
  ChainingDevice tablet("tab-1");
  std::string epoch;
  const auto first = tablet.next("a");
  const auto second = tablet.next("b");
  {
    const auto storage = habitat->open();
    push(*storage, {first});
    epoch = must(storage->state()).epoch;
  }
  habitat->back_up();
  {
    const auto storage = habitat->open();
    push(*storage, {second});
  }
  habitat->restore();
  const auto storage = habitat->open();
  CHECK(must(storage->state()).epoch != epoch);
  CHECK(push(*storage, {first, second})[1].state == AppendState::New);
}

TEST_CASE("A new epoch can be asked for, and durable is 0 until a backup says otherwise") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  const auto before = must(storage->state());
  CHECK(before.durable == 0);
  must(storage->start_new_epoch());
  CHECK(must(storage->state()).epoch != before.epoch);
  must(storage->set_durable(7));
  CHECK(must(storage->state()).durable == 7);
}

TEST_CASE("Several threads and a second process append at once: no position twice, none missing") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  const auto elsewhere = habitat->open();
  std::vector<std::thread> threads;
  std::vector<std::vector<std::uint64_t>> positions(4);
  std::vector<bool> failed(4, false);
  for (std::size_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      HubStorage& mine = t == 3 ? *elsewhere : *storage;
      ChainingDevice tablet("tab-" + std::to_string(t));
      for (int i = 0; i < 40; ++i) {
        const auto result = mine.append(delivery({tablet.next(std::to_string(t) + "-" + std::to_string(i))}));
        if (!result || (*result)[0].state != AppendState::New) return void(failed[t] = true);
        positions[t].push_back((*result)[0].position);
      }
    });
  for (auto& thread : threads) thread.join();
  std::set<std::uint64_t> all;
  for (std::size_t t = 0; t < 4; ++t) {
    CHECK_FALSE(failed[t]);
    CHECK(std::is_sorted(positions[t].begin(), positions[t].end()));
    all.insert(positions[t].begin(), positions[t].end());
  }
  CHECK(all.size() == 160);
  CHECK(*all.rbegin() == 160);
}

TEST_CASE("A device that is marked lost stays so whatever else is written of it, until it is found") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  const Device given{{"tab-1"}, "Tablet 1", 1, "0a", kNow, {}, {}, ""};
  must(storage->put_device(given));
  CHECK_FALSE(must(storage->find_device({"tab-1"}))->lost_at);
  must(storage->mark_lost({"tab-1"}, kNow + minutes(1)));
  must(storage->put_device(given));
  must(storage->note_contact({"tab-1"}, {kNow + minutes(5), {}, {}}));
  CHECK(must(storage->find_device({"tab-1"}))->lost_at == kNow + minutes(1));
  CHECK(must(storage->list_devices())[0].lost_at == kNow + minutes(1));
  must(storage->mark_lost({"tab-1"}, {}));
  CHECK_FALSE(must(storage->find_device({"tab-1"}))->lost_at);
}

TEST_CASE("How much a tablet holds is not known when it did not say, and none when it said none") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  must(storage->put_device({{"tab-1"}, "Tablet 1", 1, "0a", kNow, {}, {}, ""}));
  for (const std::optional<std::uint64_t> unsent : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(0),
                                                    std::optional<std::uint64_t>(7), std::optional<std::uint64_t>()}) {
    must(storage->note_contact({"tab-1"}, {kNow, {}, unsent}));
    CHECK(must(storage->find_device({"tab-1"}))->unsent == unsent);
  }
}

TEST_CASE("Devices, staff, keys and settings are kept as they were given") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  must(storage->put_device({{"tab-1"}, "Tablet 1", 1, "0a", kNow, {}, {}, ""}));
  must(storage->note_contact({"tab-1"}, {kNow + minutes(5), kNow, 3}));
  const auto device = must(storage->find_device({"tab-1"}));
  REQUIRE(device);
  CHECK(device->last_seen == kNow + minutes(5));
  CHECK(device->oldest_unsent == kNow);
  CHECK(device->unsent == 3);
  CHECK_FALSE(must(storage->find_device({"tab-2"})));

  crypto::Secret stretched(32);
  stretched.writable()[0] = 42;
  must(storage->put_staff({{"prac-1"}, "Ana", "nurse", {1, 2, 3}, std::move(stretched), 1}));
  const auto staff = must(storage->list_staff());
  REQUIRE(staff.size() == 1);
  CHECK(staff[0].stretched.view()[0] == 42);
  CHECK(staff[0].salt == crypto::Salt{1, 2, 3});

  const wire::SignerKeys one{{"prac-1"}, {1}, {2}};
  const wire::SignerKeys other{{"prac-1"}, {3}, {4}};
  must(storage->put_signers({"tab-1"}, std::vector{one}, kNow));
  must(storage->put_signers({"tab-1"}, std::vector{one, other}, kNow + minutes(1)));
  CHECK(must(storage->list_sign_keys({"tab-1"}, {"prac-1"})).size() == 2);
  CHECK(must(storage->list_sign_keys({"tab-2"}, {"prac-1"})).empty());

  CHECK(storage->setting("zone").error().code == ErrorCode::NotFound);
  must(storage->put_setting("zone", "America/Chicago"));
  CHECK(must(storage->setting("zone")) == "America/Chicago");
}

TEST_CASE("A message of the admission system is kept once and found by what it is about; another one under its id is not taken") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  const CensusMessage message{"sender|1", "MSH|first", {"Patient/p", "Encounter/e"}, kNow};
  CHECK(must(storage->put_census_message(message)) == MessageState::New);
  CHECK(must(storage->put_census_message(message)) == MessageState::Known);
  CHECK(must(storage->put_census_message({"sender|1", "MSH|other", {"Patient/p"}, kNow})) == MessageState::OtherBytes);
  CHECK(must(storage->put_census_message({"sender|2", "MSH|second", {"Patient/p"}, kNow})) == MessageState::New);
  CHECK(must(storage->list_census_messages("Patient/p")) == std::vector<std::string>{"MSH|first", "MSH|second"});
  CHECK(must(storage->list_census_messages("Encounter/e")) == std::vector<std::string>{"MSH|first"});
  CHECK(must(storage->list_census_messages("Patient/q")).empty());
}

TEST_CASE("Searches go by patient, stay, form, status, date and update, in pages that fit together; rows are taken once") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  const auto row = [](const char* id, std::uint64_t position, const char* patient, const char* status, int day) {
    return SearchRow{"QuestionnaireResponse", id, position, patient, "e1", "urn:form", "1", status, kNow + hours(24 * day),
                     kNow + hours(24 * day), kNow + minutes(static_cast<int>(position))};
  };
  const std::vector rows{row("a", 1, "p1", "completed", 3), row("b", 2, "p1", "amended", 2), row("c", 3, "p2", "completed", 1)};
  must(storage->put_search_rows(0, 3, rows));
  must(storage->put_search_rows(0, 9, std::vector{row("z", 9, "p1", "completed", 9)}));
  CHECK(must(storage->searchable_up_to()) == 3);
  using Positions = std::vector<std::uint64_t>;
  SearchWish wish;
  wish.type = "QuestionnaireResponse";
  wish.up_to = 3;
  CHECK(must(storage->search(wish)) == Positions{1, 2, 3});
  wish.order = SearchOrder::NewestDate;
  CHECK(must(storage->search(wish)) == Positions{1, 2, 3});
  wish.order = SearchOrder::OldestDate;
  CHECK(must(storage->search(wish)) == Positions{3, 2, 1});
  for (const auto order : {SearchOrder::OldestUpdate, SearchOrder::NewestUpdate, SearchOrder::OldestDate, SearchOrder::NewestDate}) {
    wish.order = order;
    wish.after.reset();
    wish.limit = 10;
    const auto all = must(storage->search(wish));
    REQUIRE(all.size() == 3);
    wish.limit = 1;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
      wish.after = place_of(rows[all[i] - 1], order);
      CHECK(must(storage->search(wish)) == Positions{all[i + 1]});
    }
    wish.after = place_of(rows[all.back() - 1], order);
    CHECK(must(storage->search(wish)).empty());
  }
  wish.order = SearchOrder::OldestDate;
  wish.after.reset();
  wish.limit = 10;
  wish.patient = "p1";
  CHECK(must(storage->search(wish)) == Positions{2, 1});
  wish.status = "amended";
  CHECK(must(storage->search(wish)) == Positions{2});
  wish.status = "";
  wish.date_from = kNow + hours(60);
  CHECK(must(storage->search(wish)) == Positions{1});
  wish.date_from = SearchWish().date_from;
  wish.patient = "", wish.encounter = "e1", wish.questionnaire = "urn:form", wish.form_version = "1";
  wish.updated_from = kNow + minutes(2);
  CHECK(must(storage->search(wish)) == Positions{3, 2});
  wish.up_to = 2;
  CHECK(must(storage->search(wish)) == Positions{2});
  wish.type = "Task";
  CHECK(must(storage->search(wish)).empty());
}

TEST_CASE("Every version of what the hospital owns can be read again") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  must(storage->put_references(std::vector{NewReference{"Location", "l", "{\"v\":1}", {}}}, kNow));
  must(storage->put_references(std::vector{NewReference{"Location", "l", "{\"v\":2}", {}}}, kNow));
  const auto versions = must(storage->list_versions("Location", "l"));
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].version == 2);
  CHECK(as_text(versions[1].bytes) == "{\"v\":1}");
  CHECK(must(storage->list_versions("Location", "none")).empty());
}

TEST_CASE("A resource that may be made only while its identifier is free is not made twice, and nothing beside it is") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  const census::Identifier number{"urn:mrn", "7"};
  NewReference first{"Patient", "p1", "{\"v\":1}", {number}};
  first.only_without = number;
  must(storage->put_references(std::vector{first}, kNow));
  NewReference second{"Patient", "p2", "{\"v\":2}", {number}};
  second.only_without = number;
  const auto written = storage->put_references(std::vector{NewReference{"Location", "l", "{}", {}}, second}, kNow);
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::Conflict);
  CHECK(written.error().where == "identifier");
  CHECK(must(storage->find_references("Patient", number)) == std::vector<std::string>{"p1"});
  CHECK_FALSE(must(storage->find_resource("Location", "l")));
  second.type = "Location";
  must(storage->put_references(std::vector{second}, kNow));
}

TEST_CASE("An enrolment code costs a try each time it is asked for and enrols one device only") {
  const auto habitat = each_habitat();
  const auto storage = habitat->open();
  must(storage->put_enrolment_code({"c0de", crypto::Secret(32), "Tablet 1", kNow + minutes(15), 2, false}));
  CHECK(must(storage->try_enrolment_code("c0de"))->tries_left == 2);
  CHECK(must(storage->try_enrolment_code("c0de"))->tries_left == 1);
  CHECK(must(storage->try_enrolment_code("c0de"))->tries_left == 0);
  CHECK_FALSE(must(storage->try_enrolment_code("beef")));
  const Device device{{"tab-1"}, "Tablet 1", 1, "0a", kNow, {}, {}, ""};
  must(storage->use_enrolment_code("c0de", device));
  const auto twice = storage->use_enrolment_code("c0de", {{"tab-2"}, "Tablet 2", 1, "0b", kNow, {}, {}, ""});
  REQUIRE_FALSE(twice);
  CHECK(twice.error().code == ErrorCode::Conflict);
  CHECK(must(storage->list_devices()).size() == 1);
}
