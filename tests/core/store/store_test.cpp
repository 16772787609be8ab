// SPDX-License-Identifier: Apache-2.0
#include "core/store/store.h"

#include <catch2/catch_test_macros.hpp>

#include "core/json/value.h"
#include "tests/core/store/tablet.h"

using namespace wardlight;
using namespace wardlight::store;
using support::FaultDisk;
using support::Tablet;

TEST_CASE("A saved round is a signed unit in the store, in the outbox, in the audit log and sealed in the journal") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = tablet.create();
  REQUIRE(store);
  const auto request = tablet.round("r1");
  auto receipt = (*store)->save(request);
  REQUIRE(receipt);
  CHECK(receipt->second_copy == SecondCopy::Written);
  REQUIRE(receipt->units.size() == 1);
  CHECK(receipt->units[0].unit == UnitName{1, 1});

  auto found = (*store)->find_statement({"r1"});
  REQUIRE(found);
  REQUIRE(found->has_value());
  const auto& statement = **found;
  CHECK(statement.bytes == request.statements[0].bytes);
  CHECK(statement.envelope.device.value == "tablet-1");
  CHECK(statement.envelope.prev == crypto::Hash{});
  CHECK(chain_value(statement.envelope) == receipt->units[0].chain);
  CHECK(crypto::verify(tablet.nurse().public_key, receipt->units[0].chain, statement.envelope.signature));

  auto unsent = (*store)->list_unsent(10);
  REQUIRE(unsent);
  REQUIRE(unsent->size() == 1);
  CHECK(unsent->front().state == OutboxState::Pending);
  CHECK(unsent->front().statement.entry() == statement.entry());
  CHECK((*store)->list_audit(1, 10)->size() == 1);

  auto journal = tablet.journal();
  REQUIRE(journal);
  const auto frames = (*journal)->frames();
  REQUIRE(frames.size() == 1);
  const Bytes wire = (*journal)->read_for_wire(frames).value();
  REQUIRE(read_big_endian<std::uint32_t>(ByteView(wire).first(4)) == wire.size() - 4);
  auto opened = crypto::open_sealed(tablet.hub(), ByteView(wire).subspan(4));
  REQUIRE(opened);
  CHECK(as_text(opened->view()) == statement.entry());
}

TEST_CASE("Units of one device form one chain without gaps") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = tablet.create();
  REQUIRE(store);
  crypto::Hash previous{};
  for (int i = 1; i <= 5; ++i) {
    auto receipt = (*store)->save(tablet.round("r" + std::to_string(i)));
    REQUIRE(receipt);
    auto found = (*store)->find_statement({"r" + std::to_string(i)}).value();
    CHECK(found->envelope.seq == static_cast<std::uint64_t>(i));
    CHECK(found->envelope.prev == previous);
    previous = receipt->units[0].chain;
  }
}

TEST_CASE("Saving the same again gives the same receipt; the same id with other bytes is refused") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = tablet.create();
  REQUIRE(store);
  const auto request = tablet.round("r1");
  auto first = (*store)->save(request);
  auto second = (*store)->save(request);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->units[0].unit == second->units[0].unit);
  CHECK((*store)->count_statements().value() == 1);
  CHECK((*store)->list_audit(1, 10)->size() == 1);
  CHECK((*tablet.journal())->frames().size() == 1);
  auto other = (*store)->save(tablet.round("r1", "enc-1", "asleep"));
  REQUIRE_FALSE(other);
  CHECK(other.error().code == ErrorCode::Conflict);
}

TEST_CASE("Two statements of one act land together or not at all") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = tablet.create();
  REQUIRE(store);
  auto request = tablet.round("r1");
  request.statements.push_back({{"r2"}, "QuestionnaireResponse", "not json"});
  CHECK_FALSE((*store)->save(request));
  CHECK((*store)->count_statements().value() == 0);
  CHECK((*store)->list_unsent(9)->empty());
  request.statements.back().bytes = tablet.round_bytes("r2", "enc-2", "full", "");
  REQUIRE((*store)->save(request));
  CHECK((*store)->list_unsent(9)->size() == 2);
}

TEST_CASE("A draft stays until the form is saved, and belongs to the nurse who began it") {
  FaultDisk disk;
  Tablet tablet(disk);
  const DraftKey key{{"nurse-1"}, {"enc-1"}, "urn:test:round"};
  {
    auto store = tablet.create();
    REQUIRE(store);
    REQUIRE((*store)->put_draft({key, tablet.clock().now(), "{\"half\":1}"}));
    REQUIRE((*store)->put_draft({key, tablet.clock().now(), "{\"half\":2}"}));
  }
  auto store = tablet.open();
  REQUIRE(store);
  CHECK((*store)->find_draft(key).value()->bytes == "{\"half\":2}");
  CHECK((*store)->list_drafts({"nurse-2"})->empty());
  auto request = tablet.round("r1");
  request.finishes = key;
  REQUIRE((*store)->save(request));
  CHECK_FALSE((*store)->find_draft(key)->has_value());
}

TEST_CASE("Only enrolment makes a store, and never over one that has records") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto nothing = tablet.open();
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code == ErrorCode::NotFound);
  REQUIRE(tablet.create());
  REQUIRE(tablet.create());  // interrupted before the first record: the same again
  REQUIRE((*tablet.open())->save(tablet.round("r1")));
  auto again = tablet.create();
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::Conflict);
  CHECK((*tablet.open())->count_statements().value() == 1);
}

TEST_CASE("A second store on the same files sees what the first saved, and both count on in one chain") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto first = tablet.create();
  REQUIRE(first);
  auto second = (*first)->connect();
  REQUIRE(second);
  const auto tick = (*second)->change_tick();
  REQUIRE((*first)->save(tablet.round("r1")));
  CHECK((*second)->change_tick() != tick);
  CHECK((*second)->count_statements().value() == 1);
  auto receipt = (*second)->save(tablet.round("r2"));
  REQUIRE(receipt);
  CHECK(receipt->units[0].unit == UnitName{1, 2});
}

TEST_CASE("The audit log is a chain") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = tablet.create();
  REQUIRE(store);
  REQUIRE((*store)->append_audit({to_bytes("opened chart"), to_bytes("closed chart")}));
  REQUIRE((*store)->save(tablet.round("r1")));
  const auto rows = (*store)->list_audit(1, 10).value();
  REQUIRE(rows.size() == 3);
  crypto::Hash previous{};
  for (const auto& row : rows) {
    Bytes message = to_bytes(std::string("wardlight-audit-1\0", 18));
    append(message, previous);
    append(message, crypto::sha256(row.entry));
    CHECK(row.chain == crypto::sha256(message));
    previous = row.chain;
  }
}

TEST_CASE("A sealed copy that could not be written is owed, said so, and made good with the next save") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = tablet.create();
  REQUIRE(store);
  REQUIRE((*store)->save(tablet.round("r1")));
  std::vector<std::uint64_t> journal_writes;
  disk.on_write = [&](const std::string& path, ByteView) {
    if (path.ends_with("journal/frames")) journal_writes.push_back(disk.operations());
  };
  const auto before = disk.operations();
  REQUIRE((*store)->save(tablet.round("r2")));
  REQUIRE(journal_writes.size() == 1);
  disk.fail_at(disk.operations() + journal_writes[0] - before, FaultDisk::Failure::Input, FaultDisk::Lasting::Once);
  auto owed = (*store)->save(tablet.round("r3"));
  REQUIRE(owed);
  CHECK(owed->second_copy == SecondCopy::Owed);
  CHECK((*tablet.journal())->frames().size() == 2);
  auto next = (*store)->save(tablet.round("r4"));
  REQUIRE(next);
  CHECK(next->second_copy == SecondCopy::Written);
  CHECK((*tablet.journal())->frames().size() == 4);
}
