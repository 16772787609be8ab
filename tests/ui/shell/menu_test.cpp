// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/shell/fake_ward.h"

namespace wardlight::shell::test {
namespace {

void enter(Desk& desk, const std::string& digits) {
  for (const char digit : digits) REQUIRE(desk.tap("pin." + std::string(1, digit)));
}

void open_change_pin(Desk& desk) {
  desk.sign_in();
  REQUIRE(desk.tap("top.menu"));
  REQUIRE(desk.tap("menu.change_pin"));
}

TEST_CASE("the language is switched at the door, and the tablet remembers it") {
  Desk desk;
  CHECK(desk.shows("Who is here?"));
  REQUIRE(desk.tap("door.language"));
  CHECK_FALSE(desk.shows("Who is here?"));
  REQUIRE(desk.kept.size() == 1);
  CHECK(desk.kept[0].language == "es");
  REQUIRE(desk.tap("door.language"));
  CHECK(desk.shows("Who is here?"));
  REQUIRE(desk.tap("door.theme"));
  REQUIRE(desk.kept.size() == 3);
  CHECK(desk.kept[2].theme == ui::Theme::Night);
}

TEST_CASE("language and colours are chosen behind the initials too") {
  Desk desk;
  desk.sign_in();
  REQUIRE(desk.tap("top.menu"));
  REQUIRE(desk.tap("menu.language.es"));
  CHECK(desk.shows("Cambiar PIN"));
  REQUIRE(desk.tap("menu.colours.night"));
  REQUIRE(desk.kept.size() == 2);
  desk.tap("menu.colours.night");
  CHECK(desk.kept.size() == 2);
}

TEST_CASE("a unit is chosen when there is more than one, and kept") {
  Desk desk;
  desk.sign_in();
  desk.tap("top.menu");
  CHECK(desk.find("menu.unit.u2") == nullptr);
  desk.tap("back");
  desk.ward.units = {{{"u1"}, "5 East", 12}, {{"u2"}, "6 West", 9}};
  desk.tap("top.menu");
  REQUIRE(desk.tap("menu.unit.u2"));
  CHECK(desk.ward.shown_unit == LocationId{"u2"});
  REQUIRE(desk.kept.size() == 1);
  CHECK(desk.kept[0].unit.value == "u2");
  CHECK(desk.kept[0].unit_name == "6 West");
  CHECK(desk.find("tile.mine") != nullptr);
  desk.tap("top.menu");
  REQUIRE(desk.tap("menu.unit.all"));
  CHECK(desk.ward.shown_unit == LocationId{});
}

TEST_CASE("a PIN is changed with the old one and twice the new one") {
  Desk desk;
  open_change_pin(desk);
  enter(desk, "483926");
  enter(desk, "702581");
  CHECK(desk.ward.changed_pins.empty());
  enter(desk, "702581");
  REQUIRE(desk.ward.changed_pins.size() == 1);
  CHECK(desk.ward.changed_pins[0] == std::pair<std::string, std::string>{"483926", "702581"});
  desk.ward.change.change = models::PinChange::Done;
  ++desk.ward.tick;
  desk.settle();
  CHECK(desk.shows("Your PIN on this tablet is changed"));
  CHECK(desk.find("menu.change_pin") != nullptr);
}

TEST_CASE("two new PINs that differ are asked for again, and nothing was changed") {
  Desk desk;
  open_change_pin(desk);
  enter(desk, "483926");
  enter(desk, "702581");
  enter(desk, "702582");
  CHECK(desk.ward.changed_pins.empty());
  CHECK(desk.shows("The second one was different. Enter a new PIN."));
  enter(desk, "702581");
  enter(desk, "702581");
  REQUIRE(desk.ward.changed_pins.size() == 1);
  CHECK(desk.ward.changed_pins[0].second == "702581");
}

TEST_CASE("a PIN that is too easy asks for another new one only; a wrong old one begins again") {
  Desk desk;
  open_change_pin(desk);
  enter(desk, "483926");
  enter(desk, "702581");
  enter(desk, "702581");
  desk.ward.change.change = models::PinChange::TooEasy;
  ++desk.ward.tick;
  desk.settle();
  CHECK(desk.shows("Too easy to guess. Enter another new PIN."));
  enter(desk, "730582");
  enter(desk, "730582");
  REQUIRE(desk.ward.changed_pins.size() == 2);
  CHECK(desk.ward.changed_pins[1].first == "483926");
  desk.ward.change.change = models::PinChange::WrongOld;
  ++desk.ward.tick;
  desk.settle();
  CHECK(desk.shows("That was not your PIN. Enter the PIN you have now."));
  enter(desk, "483926");
  enter(desk, "730582");
  enter(desk, "730582");
  CHECK(desk.ward.changed_pins.size() == 3);
}

TEST_CASE("the charge nurse lets a colleague in again with two taps") {
  Desk desk;
  desk.ward.locked_out.push_back({{"ben"}, "Ben Okafor", models::Role::Nurse});
  desk.sign_in();
  desk.tap("top.menu");
  REQUIRE(desk.tap("unlock.ben"));
  CHECK(desk.ward.locked_out.empty());
  CHECK(desk.shows("Ben Okafor can sign in again"));
  CHECK(desk.find("unlock.ben") == nullptr);
}

}  // namespace
}  // namespace wardlight::shell::test
