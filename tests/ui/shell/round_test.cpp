// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/shell/fake_ward.h"

namespace wardlight::shell::test {
namespace {

// The key of a choice, by the words on it.
std::string key_of(Desk& desk, std::string_view words) {
  for (const ui::Entry& entry : desk.app.kit().registry().entries())
    if (entry.role != ui::Role::Text && entry.label.find(words) != std::string::npos) return entry.key;
  return "nothing says " + std::string(words);
}

TEST_CASE("an asleep round takes two taps once its form is open, and the app says that it is saved") {
  Desk desk;
  desk.sign_in();
  REQUIRE(desk.tap("round.e1"));
  REQUIRE(desk.tap(key_of(desk, "Asleep, not woken")));
  REQUIRE(desk.tap("save"));
  CHECK(desk.ward.recorded == std::vector<std::string>{"e1"});
  CHECK(desk.shows("Saved on this tablet"));
  CHECK(desk.find("tile.everyone") != nullptr);
}

TEST_CASE("the word Saved is never shown when nothing was saved, and the answers stay") {
  Desk desk;
  desk.sign_in();
  desk.ward.refusal = Error{ErrorCode::DiskFull, "The disk is full; free some space.", {}};
  desk.tap("round.e1");
  desk.tap(key_of(desk, "Asleep, not woken"));
  desk.tap("save");
  CHECK(desk.ward.recorded.empty());
  CHECK_FALSE(desk.shows("Saved on this tablet"));
  CHECK(desk.find("back") != nullptr);
  desk.ward.refusal.reset();
  REQUIRE(desk.tap("save"));
  CHECK(desk.ward.recorded.size() == 1);
}

TEST_CASE("an answer is kept as a draft within a second, and once") {
  Desk desk;
  desk.sign_in();
  desk.tap("round.e1");
  desk.tap(key_of(desk, "Asleep, not woken"));
  CHECK(desk.app.seconds_to_next() < 1);
  desk.clock.advance(seconds(1));
  desk.settle();
  CHECK(desk.ward.drafts_kept == 1);
  desk.clock.advance(seconds(5));
  desk.settle();
  CHECK(desk.ward.drafts_kept == 1);
}

TEST_CASE("half-done forms have a page: one is gone on with, another is discarded only when asked twice") {
  Desk desk;
  const forms::LocalText morse{"Morse fall scale", {{"es", "Escala de Morse"}}};
  desk.ward.my_drafts = {{{"e1"}, "url/morse", "morse", morse, desk.clock.now(), true},
                         {{"gone"}, "url/braden", "braden", {"Braden", {}}, desk.clock.now(), false}};
  desk.sign_in();
  REQUIRE(desk.tap("tile.drafts"));
  CHECK(desk.shows("Morse fall scale"));
  CHECK(desk.find("go-on.gone.url/braden") == nullptr);
  REQUIRE(desk.tap("discard.gone.url/braden"));
  CHECK(desk.ward.my_drafts.size() == 2);
  REQUIRE(desk.tap("keep.gone.url/braden"));
  CHECK(desk.find("sure.gone.url/braden") == nullptr);
  desk.tap("discard.gone.url/braden");
  REQUIRE(desk.tap("sure.gone.url/braden"));
  REQUIRE(desk.ward.my_drafts.size() == 1);
  CHECK(desk.ward.my_drafts.front().form == "morse");
  REQUIRE(desk.tap("go-on.e1.url/morse"));
  CHECK(desk.ward.opened == std::vector<std::string>{"morse"});
}

TEST_CASE("a patient with half-done forms of mine has a tile to them") {
  Desk desk;
  desk.ward.my_drafts = {{{"e1"}, "url/morse", "morse", {"Morse", {}}, desk.clock.now(), true}};
  desk.sign_in();
  REQUIRE(desk.tap("patient.e2"));
  CHECK(desk.find("my-drafts") == nullptr);
  desk.tap("nav.mine");
  REQUIRE(desk.tap("patient.e1"));
  REQUIRE(desk.tap("my-drafts"));
  CHECK(desk.find("go-on.e1.url/morse") != nullptr);
}

TEST_CASE("going back at once keeps the draft, and the form opens with it again") {
  Desk desk;
  desk.sign_in();
  desk.tap("round.e1");
  desk.tap(key_of(desk, "Asleep, not woken"));
  desk.tap("back");
  CHECK(desk.ward.drafts_kept == 1);
  CHECK(desk.ward.recorded.empty());
  desk.tap("round.e1");
  REQUIRE(desk.tap("save"));
  CHECK(desk.ward.recorded.size() == 1);
}

TEST_CASE("a form that is left by the auto-lock is there again for the nurse who began it") {
  Desk desk;
  desk.sign_in();
  desk.tap("round.e2");
  desk.tap(key_of(desk, "Asleep, not woken"));
  desk.clock.advance(seconds(1));
  desk.settle();
  desk.clock.advance(minutes(3));
  desk.settle();
  CHECK_FALSE(desk.ward.signed_in);
  CHECK(desk.ward.drafts_kept == 1);
}

TEST_CASE("what a round asks for stands over everything until note was taken") {
  Desk desk;
  desk.ward.prompts = content().rounding.prompts;
  REQUIRE_FALSE(desk.ward.prompts.empty());
  desk.sign_in();
  desk.tap("round.e1");
  desk.tap(key_of(desk, "Asleep, not woken"));
  desk.tap("save");
  CHECK(desk.shows(desk.ward.prompts.front().text));
  desk.tap("tile.everyone");
  desk.clock.advance(minutes(1));
  desk.settle();
  REQUIRE(desk.find("prompts.close") != nullptr);
  REQUIRE(desk.tap("prompts.close"));
  CHECK(desk.find("prompts.close") == nullptr);
}

TEST_CASE("good news leaves by itself") {
  Desk desk;
  desk.sign_in();
  desk.tap("round.e1");
  desk.tap(key_of(desk, "Asleep, not woken"));
  desk.tap("save");
  REQUIRE(desk.shows("Saved on this tablet"));
  desk.clock.advance(milliseconds(5'100));
  desk.settle();
  CHECK_FALSE(desk.shows("Saved on this tablet"));
  CHECK_FALSE(desk.app.wants_frame());
}

TEST_CASE("the charge nurse gives a bed with two taps; a second tap on the bed takes it back") {
  Desk desk;
  desk.sign_in();
  desk.tap("nav.assign");
  REQUIRE(desk.tap(key_of(desk, "Ben Okafor")));
  REQUIRE(desk.tap(key_of(desk, "12A")));
  REQUIRE(desk.tap(key_of(desk, "12B")));
  REQUIRE(desk.tap(key_of(desk, "12B")));
  REQUIRE(desk.tap("save_assign"));
  CHECK(desk.ward.assigned == models::AssignChoice{{{"e1"}, {"ben"}}});
}

TEST_CASE("a reason is saved for the one slot that is open, once one was chosen") {
  Desk desk;
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("close_slot"));
  CHECK(desk.shows("Fernando, Priya"));
  desk.tap("reason.save");
  CHECK(desk.ward.closed.empty());
  REQUIRE(desk.tap(key_of(desk, "Emergency on the unit")));
  REQUIRE(desk.tap("reason.save"));
  REQUIRE(desk.ward.closed.size() == 1);
  CHECK(desk.ward.closed.front().reason == "staff-emergency");
  CHECK(desk.ward.closed.front().encounter.value == "e1");
  CHECK(desk.shows("Reason saved on this tablet"));
}

TEST_CASE("an order that takes a slot out of the count is asked for by its number") {
  Desk desk;
  desk.sign_in();
  desk.tap("patient.e1");
  desk.tap("close_slot");
  desk.tap(key_of(desk, "do-not-disturb order"));
  desk.tap("reason.save");
  CHECK(desk.ward.closed.empty());
  REQUIRE(desk.tap("reason.order"));
  desk.type("ORD-7");
  REQUIRE(desk.tap("keyboard.hide"));
  REQUIRE(desk.tap("reason.save"));
  CHECK(desk.ward.closed.front().order == "ORD-7");
}

TEST_CASE("a round is corrected only with a reason, and over the round that was wrong") {
  Desk desk;
  desk.ward.acts.push_back({});
  desk.ward.acts.back().statement = {"wrong"};
  desk.ward.acts.back().mine = true;
  desk.ward.acts.back().occurred_at = desk.clock.now() - minutes(30);
  desk.ward.acts.back().recorded_at = desk.ward.acts.back().occurred_at;
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap(key_of(desk, "Correct")));
  desk.tap("reason.save");
  CHECK_FALSE(desk.ward.corrected);
  REQUIRE(desk.tap("reason.code.correct"));
  desk.tap("reason.save");
  CHECK_FALSE(desk.ward.corrected);
  REQUIRE(desk.tap("reason.note"));
  desk.type("wrong patient");
  desk.tap("keyboard.hide");
  REQUIRE(desk.tap("reason.save"));
  CHECK(desk.ward.corrected == StatementId{"wrong"});
}

}  // namespace
}  // namespace wardlight::shell::test
