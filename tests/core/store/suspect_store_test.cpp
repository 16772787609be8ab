// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/core/store/tablet.h"

namespace wardlight {
namespace {

TEST_CASE("A byte that rots anywhere in the store is met, the store is kept aside, and what is unsent is still in the journal") {
  std::size_t replaced = 0;
  std::size_t pages = 1;
  for (std::size_t page = 0; page < pages; ++page) {
    INFO("page " << page);
    support::FaultDisk disk(3);
    support::Tablet tablet(disk);
    {
      auto store = *tablet.create();
      for (int i = 0; i < 12; ++i) REQUIRE(store->save(tablet.round("round-" + std::to_string(i))));
      REQUIRE(store->maintain());
    }
    const auto path = tablet.path("store/wardlight.db");
    auto content = disk.contents(path);
    pages = content.size() / 4096;
    content[page * 4096 + 100] ^= 1;
    disk.set_contents(path, content);
    if (auto store = tablet.open()) {
      replaced += (*store)->alarms().empty() ? 0 : 1;
      [[maybe_unused]] const auto all = (*store)->list_statements(0, 100);  // whoever reads it first
    }
    auto store = tablet.open();
    REQUIRE(store);
    if (!(*store)->list_statements(0, 100)) FAIL("the store is open and cannot be read");
    replaced += (*store)->alarms().empty() ? 0 : 1;
    CHECK((*tablet.journal())->frames().size() == 12);
  }
  CHECK(replaced > 0);
}

// One more round in a store with a rotten page that somebody has met; the power goes before its sealed copy is written.
void save_in_the_last_moment(support::FaultDisk& disk, support::Tablet& tablet) {
  const auto store = *tablet.open();
  store->note_trouble({ErrorCode::Corrupt, "A page cannot be read.", "test"});
  disk.on_write = [&](const std::string& path, ByteView) {
    if (path.ends_with("journal/frames")) disk.cut_power_at(disk.operations() + 1);  // its sync
  };
  const auto receipt = store->save(tablet.round("the last"));
  disk.on_write = {};
  CHECK((!receipt || receipt->second_copy == store::SecondCopy::Owed));
}

TEST_CASE("What was saved last and has no sealed copy yet is read out of the damaged store before that is kept aside") {
  support::FaultDisk disk(3);
  support::Tablet tablet(disk);
  {
    auto store = *tablet.create();
    for (int i = 0; i < 12; ++i) REQUIRE(store->save(tablet.round("round-" + std::to_string(i))));
    REQUIRE(store->maintain());
  }
  const auto image = disk.image();
  const auto path = tablet.path("store/wardlight.db");
  const std::size_t pages = disk.contents(path).size() / 4096;
  std::size_t lacking = 0;
  std::size_t read_out = 0;
  for (std::size_t page = 0; page < pages; ++page) {
    disk.restore(image, page);  // another seed: what was not synced may be there or not
    auto content = disk.contents(path);
    content[page * 4096 + 100] ^= 1;
    disk.set_contents(path, content);
    save_in_the_last_moment(disk, tablet);
    disk.reboot();
    if ((*tablet.journal())->frames().size() != 12) continue;
    const auto store = tablet.open();
    REQUIRE(store);
    if ((*store)->alarms().empty() || (*store)->find_statement({"round-0"})->has_value()) continue;
    ++lacking;
    read_out += (*tablet.journal())->frames().size() == 13 ? 1 : 0;
  }
  CHECK(lacking > 0);
  CHECK(read_out * 4 > lacking * 3);  // but for pages on the way to it
}

TEST_CASE("A sound store that was suspected stays") {
  support::FaultDisk disk(3);
  support::Tablet tablet(disk);
  {
    auto store = *tablet.create();
    REQUIRE(store->save(tablet.round("round-1")));
    store->note_trouble({ErrorCode::Environment, "The disk stumbled.", "test"});
  }
  for (int i = 0; i < 2; ++i) {
    auto store = *tablet.open();
    CHECK(store->alarms().empty());
    CHECK(store->find_statement({"round-1"})->has_value());
  }
}

TEST_CASE("A chain that forked goes on in the incarnation the hub gave, also after a restart") {
  support::FaultDisk disk(3);
  support::Tablet tablet(disk);
  {
    auto store = *tablet.create();
    REQUIRE(store->save(tablet.round("round-1")));
    REQUIRE(store->begin_chain(4));
    REQUIRE(store->begin_chain(2));  // an older word changes nothing
    const auto receipt = store->save(tablet.round("round-2"));
    REQUIRE(receipt);
    CHECK(receipt->units[0].unit == store::UnitName{4, 1});
  }
  auto store = *tablet.open();
  CHECK(store->alarms().empty());
  CHECK(store->save(tablet.round("round-3"))->units[0].unit == store::UnitName{4, 2});
}

TEST_CASE("Another statement at our place of the chain, as a copy of this tablet makes it, does not count as ours") {
  support::FaultDisk disk(3);
  support::Tablet tablet(disk);
  auto store = *tablet.create();
  REQUIRE(store->save(tablet.round("round-1")));
  const auto own = store->list_unsent(1)->front();
  auto envelope = own.statement.envelope;
  const std::string bytes = tablet.round_bytes("round-of-the-copy", "enc-1", "full", "");
  envelope.hash = crypto::sha256(as_bytes(bytes));
  REQUIRE(store->apply_page({"epoch", "cursor", {{"QuestionnaireResponse", "round-of-the-copy", bytes, envelope, 1}}}));
  CHECK(store->count_outbox()->pending == 1);
  REQUIRE(store->apply_page({"epoch", "cursor", {{"QuestionnaireResponse", "round-1", own.statement.bytes, own.statement.envelope, 2}}}));
  CHECK(store->count_outbox()->pending == 0);
}

}  // namespace
}  // namespace wardlight
