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
