// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "core/json/value.h"
#include "tests/core/store/tablet.h"

using namespace wardlight;
using namespace wardlight::store;
using support::FaultDisk;
using support::Tablet;

namespace {

std::vector<UnitName> names(const std::vector<OutboxRow>& rows) {
  std::vector<UnitName> all;
  for (const auto& row : rows) all.push_back(row.unit);
  return all;
}

std::unique_ptr<Store> with_rounds(Tablet& tablet, int count) {
  auto store = tablet.create();
  REQUIRE(store);
  for (int i = 1; i <= count; ++i) REQUIRE((*store)->save(tablet.round("r" + std::to_string(i))));
  return *std::move(store);
}

FeedItem foreign_round(const Tablet& tablet, const std::string& id, std::uint64_t position) {
  UnitEnvelope envelope;
  envelope.device = {"tablet-9"};
  envelope.seq = position;
  envelope.signer = {"nurse-9"};
  const auto bytes = tablet.round_bytes(id, "enc-1", "full", "");
  envelope.hash = crypto::sha256(as_bytes(bytes));
  return {"QuestionnaireResponse", id, bytes, envelope, position};
}

}  // namespace

TEST_CASE("A unit goes from pending to sent to accepted to released, and only the durable position releases it") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 3);
  REQUIRE(store->hear_hub({"e1", 0, 0}));
  auto unsent = store->list_unsent(2).value();
  CHECK(names(unsent) == std::vector<UnitName>{{1, 1}, {1, 2}});
  REQUIRE(store->mark_sent(names(unsent)));
  CHECK(store->list_unsent(9)->front().state == OutboxState::Sent);
  REQUIRE(store->mark_accepted(std::vector<Acceptance>{{{1, 1}, 11}, {{1, 2}, 12}}, "e1"));
  CHECK(names(*store->list_unsent(9)) == std::vector<UnitName>{{1, 3}});
  REQUIRE(store->hear_hub({"e1", 12, 11}));
  const auto counts = store->count_outbox().value();
  CHECK(counts.pending == 1);
  CHECK(counts.accepted == 1);
  CHECK(counts.released == 1);
  CHECK(counts.oldest_unsent == tablet.clock().now());
}

TEST_CASE("How far the hub's clock was ahead outlives a restart, and not known is not nought") {
  FaultDisk disk;
  Tablet tablet(disk);
  {
    auto store = with_rounds(tablet, 1);
    CHECK_FALSE(store->sync_state()->clock_offset);
    REQUIRE(store->hear_hub({"e1", 0, 0}));
    CHECK_FALSE(store->sync_state()->clock_offset);
    REQUIRE(store->hear_hub({"e1", 0, 0, minutes(-7)}));
    REQUIRE(store->hear_hub({"e1", 0, 0}));
  }
  auto store = tablet.open();
  REQUIRE(store);
  CHECK((*store)->sync_state()->clock_offset == minutes(-7));
}

TEST_CASE("A clock that somebody sets is followed also by a program that starts anew, as long as the machine runs") {
  FaultDisk disk;
  Tablet tablet(disk);
  {
    auto store = with_rounds(tablet, 1);
    REQUIRE(store->hear_hub({"e1", 0, 0, hours(3)}));
    tablet.clock().advance(minutes(10));
    CHECK(store->sync_state()->clock_offset == hours(3));
    tablet.clock().set_wall(tablet.clock().now() + hours(3));
    CHECK(store->sync_state()->clock_offset == Duration{});
  }
  auto store = *tablet.open();
  CHECK(store->sync_state()->clock_offset == Duration{});
  REQUIRE(store->hear_hub({"e1", 0, 0, minutes(-1)}));
  CHECK(store->sync_state()->clock_offset == minutes(-1));
  tablet.clock().reboot();
  CHECK(store->sync_state()->clock_offset == minutes(-1));
}

TEST_CASE("A hub that was restored is offered again what it may have lost, and the feed starts over") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 2);
  REQUIRE(store->hear_hub({"e1", 0, 0}));
  REQUIRE(store->mark_accepted(std::vector<Acceptance>{{{1, 1}, 11}, {{1, 2}, 12}}, "e1"));
  REQUIRE(store->hear_hub({"e1", 12, 11}));
  REQUIRE(store->apply_page({"e1", "cursor-1", {}}));
  REQUIRE(store->hear_hub({"e2", 11, 11}));
  CHECK(names(*store->list_unsent(9)) == std::vector<UnitName>{{1, 2}});  // the released one is in the backup
  CHECK(store->sync_state()->cursor.empty());
  CHECK((*tablet.journal())->unanswered().size() == 2);
}

TEST_CASE("A power cut while a new epoch is heard never leaves a unit believed safe at the old hub") {
  FaultDisk disk;
  Tablet tablet(disk);
  {
    auto store = with_rounds(tablet, 2);
    REQUIRE(store->hear_hub({"e1", 0, 0}));
    REQUIRE(store->mark_accepted(std::vector<Acceptance>{{{1, 1}, 11}, {{1, 2}, 12}}, "e1"));
  }
  const auto image = disk.image();
  REQUIRE((*tablet.open())->hear_hub({"e2", 5, 5}));
  const auto operations = disk.operations();
  for (std::uint64_t at = 1; at <= operations; ++at) {
    disk.restore(image, at);
    disk.cut_power_at(at);
    if (auto store = tablet.open()) static_cast<void>((*store)->hear_hub({"e2", 5, 5}));
    disk.reboot();
    auto store = tablet.open();
    REQUIRE(store);
    REQUIRE((*store)->hear_hub({"e2", 5, 5}));
    CHECK((*store)->list_unsent(9)->size() == 2);
  }
}

TEST_CASE("A rejected unit stays in sight with its reason and blocks nobody") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 3);
  REQUIRE(store->mark_rejected(std::vector<Rejection>{{{1, 1}, "The form is not known here."}}));
  CHECK(names(*store->list_unsent(9)) == std::vector<UnitName>{{1, 2}, {1, 3}});
  const auto rejected = store->list_rejected().value();
  REQUIRE(rejected.size() == 1);
  CHECK(rejected[0].problem == "The form is not known here.");
  REQUIRE(store->hear_hub({"e1", 99, 99}));
  CHECK(store->list_rejected()->size() == 1);
}

TEST_CASE("Urgent units are sent first") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 2);
  auto urgent = tablet.round("r3");
  urgent.statements[0].urgency = Urgency::Urgent;
  REQUIRE(store->save(urgent));
  CHECK(names(*store->list_unsent(9)) == std::vector<UnitName>{{1, 3}, {1, 1}, {1, 2}});
}

TEST_CASE("What the hub said to a locked tablet is known at the next unlock") {
  FaultDisk disk;
  Tablet tablet(disk);
  with_rounds(tablet, 3).reset();
  {
    auto journal = tablet.journal().value();
    CHECK(journal->unanswered().size() == 3);
    REQUIRE(journal->note_answers({{{1, 1}, SealedJournal::Verdict::Accepted, 7, "e1", ""},
                                   {{1, 2}, SealedJournal::Verdict::Rejected, 0, "", "No such encounter."}}));
    CHECK(journal->unanswered().size() == 1);
  }
  auto store = tablet.open();
  REQUIRE(store);
  CHECK(names(*(*store)->list_unsent(9)) == std::vector<UnitName>{{1, 3}});
  CHECK((*store)->list_rejected()->front().problem == "No such encounter.");
}

TEST_CASE("Answers of another epoch that could not be taken out of a full disk are taken out later, and no start brings them back") {
  FaultDisk disk;
  Tablet tablet(disk);
  with_rounds(tablet, 1).reset();
  auto journal = tablet.journal().value();
  REQUIRE(journal->note_answers({{{1, 1}, SealedJournal::Verdict::Rejected, 0, "e1", "Not known."}}));
  disk.fail_at(disk.operations() + 1, FaultDisk::Failure::Full, FaultDisk::Lasting::FromThenOn);
  CHECK_FALSE(journal->forget_other_epochs("e2"));
  disk.heal();
  REQUIRE(journal->forget_other_epochs("e2"));
  journal.reset();
  CHECK(tablet.journal().value()->answers().empty());
}

TEST_CASE("Released frames leave the journal, the others stay readable") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 3);
  REQUIRE(store->hear_hub({"e1", 0, 0}));
  REQUIRE(store->mark_accepted(std::vector<Acceptance>{{{1, 1}, 11}, {{1, 3}, 12}}, "e1"));
  REQUIRE(store->hear_hub({"e1", 12, 11}));
  REQUIRE(store->maintain());
  REQUIRE(store->save(tablet.round("r4")));
  auto journal = tablet.journal().value();
  REQUIRE(journal->frames().size() == 3);
  CHECK(journal->frames()[0].name == UnitName{1, 2});
  for (const auto& frame : journal->frames()) {
    const auto wire = journal->read_for_wire({frame}).value();
    CHECK(crypto::open_sealed(tablet.hub(), ByteView(wire).subspan(4)));
  }
}

TEST_CASE("A list of frames made before compaction still reads the right boxes, or none") {
  FaultDisk disk;
  Tablet tablet(disk);
  with_rounds(tablet, 3).reset();
  auto journal = tablet.journal().value();
  const auto before = journal->frames();
  REQUIRE(journal->compact({{1, 1}}));
  const auto wire = journal->read_for_wire({before[2]}).value();
  const auto entry = crypto::open_sealed(tablet.hub(), ByteView(wire).subspan(4));
  REQUIRE(entry);
  CHECK(as_text(entry->view()).find("urn:uuid:r3") != std::string_view::npos);
  CHECK(journal->read_for_wire({before[0]}).error().code == ErrorCode::Conflict);
}

TEST_CASE("A journal full of released frames is made small at the next unlock") {
  FaultDisk disk;
  Tablet tablet(disk);
  {
    auto store = with_rounds(tablet, 70);
    REQUIRE(store->hear_hub({"e1", 0, 0}));
    std::vector<Acceptance> all;
    for (std::uint64_t i = 1; i <= 70; ++i) all.push_back({{1, i}, i});
    REQUIRE(store->mark_accepted(all, "e1"));
    REQUIRE(store->hear_hub({"e1", 70, 69}));
  }
  REQUIRE(tablet.open());
  CHECK(tablet.journal().value()->frames().size() == 1);
}

TEST_CASE("A journal torn at any byte of its last frame keeps the frames before, and unlock makes it whole") {
  FaultDisk disk;
  Tablet tablet(disk);
  with_rounds(tablet, 3).reset();
  const auto image = disk.image();
  const auto whole = image.at(tablet.path("journal/frames"));
  const auto third = tablet.journal().value()->frames()[2];
  const auto torn_at = [&](std::size_t size, std::size_t left) {
    disk.restore(image, 1);
    disk.set_contents(tablet.path("journal/frames"), ByteView(whole).first(size));
    CHECK(tablet.journal().value()->frames().size() == left);
    REQUIRE(tablet.open());
    CHECK(tablet.journal().value()->frames().size() == 3);
  };
  const std::size_t end = third.offset + third.length;
  for (std::size_t size = third.offset - 64; size < end; size += 37) torn_at(size, 2);
  torn_at(end - 1, 2);
  torn_at(end, 3);
  REQUIRE(whole.size() > end);
  torn_at((end + whole.size()) / 2, 3);
}

TEST_CASE("A journal has room for the next frames, a full disk takes a frame without it, and neither is read as a frame") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 2);
  const auto size = [&] { return disk.image().at(tablet.path("journal/frames")).size(); };
  const auto roomy = size();
  std::size_t count = 2;
  for (; size() == roomy; ++count) REQUIRE(store->save(tablet.round("r" + std::to_string(count + 1))));
  CHECK(count > 10);
  store.reset();
  const auto journal = tablet.journal().value();
  REQUIRE(journal->frames().size() == count);

  const auto large = journal->seal({{1, 1000}, {}, std::string(70'000, 'x')});
  const auto last = journal->frames().back();
  const auto needed = last.offset + last.length + 64 + large.box.size();
  disk.set_capacity(disk.used() + needed - size());
  REQUIRE(journal->append({large}));
  CHECK(size() == needed);
  CHECK(tablet.journal().value()->frames().size() == count + 1);
}

TEST_CASE("A page lands with its cursor, and landing twice changes nothing") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 1);
  const FeedPage page{"e1", "cursor-1", {foreign_round(tablet, "f1", 1), foreign_round(tablet, "f2", 2)}};
  auto first = store->apply_page(page);
  REQUIRE(first);
  CHECK(first->fresh == 2);
  auto second = store->apply_page(page);
  REQUIRE(second);
  CHECK(second->fresh == 0);
  CHECK(second->known == 2);
  CHECK(store->sync_state()->cursor == "cursor-1");
  CHECK(store->count_statements().value() == 3);
  CHECK(store->find_statement({"f1"}).value()->envelope.device.value == "tablet-9");
}

TEST_CASE("Our own unit in the feed counts as accepted even when its answer never came") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 1);
  const auto own = store->find_statement({"r1"}).value();
  REQUIRE(store->apply_page({"e1", "c", {{own->type, "r1", own->bytes, own->envelope, 5}}}));
  CHECK(store->list_unsent(9)->empty());
  CHECK(store->count_outbox()->accepted == 1);
}

TEST_CASE("The same id with other bytes never replaces what is here") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 1);
  const auto before = store->find_statement({"r1"}).value()->bytes;
  auto other = foreign_round(tablet, "r1", 5);
  other.bytes.insert(1, " ");
  auto outcome = store->apply_page({"e1", "c", {other}});
  REQUIRE(outcome);
  CHECK(outcome->conflicting == 1);
  CHECK(store->find_statement({"r1"}).value()->bytes == before);
}

TEST_CASE("A statement nobody can read is kept and does not stop the page") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = with_rounds(tablet, 0);
  auto bad = foreign_round(tablet, "bad", 1);
  bad.bytes = "{\"resourceType\":";
  auto outcome = store->apply_page({"e1", "c", {bad, foreign_round(tablet, "good", 2)}});
  REQUIRE(outcome);
  CHECK(outcome->fresh == 2);
  CHECK(store->find_statement({"bad"}).value()->bytes == bad.bytes);
  const std::vector<EncounterId> ward{{"enc-1"}};
  CHECK(store->list_acts(ward, {0})->size() == 1);
}

TEST_CASE("What a store lost comes back from the feed and is not offered to the hub as new") {
  FaultDisk disk;
  Tablet tablet(disk);
  FeedItem lost;
  {
    auto store = with_rounds(tablet, 1);
    const auto own = store->find_statement({"r1"}).value();
    lost = {own->type, "r1", own->bytes, own->envelope, 5};
  }
  disk.set_contents(tablet.path("store/wardlight.db"), {});
  auto store = tablet.open();
  REQUIRE(store);
  REQUIRE((*store)->apply_page({"e1", "c", {lost}}));
  CHECK((*store)->find_statement({"r1"})->has_value());
  CHECK((*store)->list_unsent(9)->empty());
}

TEST_CASE("A page cut short by the power is not there at all") {
  FaultDisk disk;
  Tablet tablet(disk);
  with_rounds(tablet, 1).reset();
  const auto image = disk.image();
  FeedPage page{"e1", "cursor-1", {}};
  for (std::uint64_t i = 1; i <= 20; ++i) page.items.push_back(foreign_round(tablet, "f" + std::to_string(i), i));
  REQUIRE((*tablet.open())->apply_page(page));
  const auto operations = disk.operations();
  for (std::uint64_t at = 1; at <= operations; ++at) {
    disk.restore(image, at);
    disk.cut_power_at(at);
    if (auto store = tablet.open()) static_cast<void>((*store)->apply_page(page));
    disk.reboot();
    auto store = tablet.open();
    REQUIRE(store);
    const bool landed = (*store)->sync_state()->cursor == "cursor-1";
    CHECK((*store)->count_statements().value() == (landed ? 21 : 1));
  }
}
