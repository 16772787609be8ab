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

TEST_CASE("the charge nurse gives a bed with two taps, and a second tap takes it back") {
  Desk desk;
  desk.sign_in();
  desk.tap("nav.assign");
  REQUIRE(desk.tap(key_of(desk, "Ana Ruiz")));
  CHECK(desk.ward.assigned.empty());
}

}  // namespace
}  // namespace wardlight::shell::test
