// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/shell/fake_ward.h"

namespace wardlight::shell::test {
namespace {

TEST_CASE("a nurse signs in with a finger and sees the patients; a wrong PIN stays at the door") {
  Desk desk;
  REQUIRE(desk.tap("staff.ana"));
  for (const char* key : {"pin.1", "pin.2", "pin.3", "pin.4", "pin.5", "pin.6"}) REQUIRE(desk.tap(key));
  CHECK_FALSE(desk.ward.signed_in);
  CHECK(desk.find("pin.1") != nullptr);
  for (const char* key : {"pin.4", "pin.8", "pin.3", "pin.9", "pin.2", "pin.6"}) REQUIRE(desk.tap(key));
  CHECK(desk.ward.signed_in);
  CHECK(desk.find("patient.e1") != nullptr);
  CHECK(desk.find("patient.e2") != nullptr);
}

TEST_CASE("an untouched app draws no frame in ten seconds, and reads nothing") {
  Desk desk;
  desk.sign_in();
  desk.clock.advance(milliseconds(60'000 - desk.clock.now().milliseconds % 60'000));
  desk.settle();
  const auto frames = desk.app.frames_drawn();
  const int reads = desk.ward.reads;
  for (int i = 0; i < 100; ++i) {
    desk.clock.advance(milliseconds(100));
    desk.app.tick();
    CHECK_FALSE(desk.app.wants_frame());
  }
  CHECK(desk.app.frames_drawn() == frames);
  CHECK(desk.ward.reads == reads);
  CHECK(desk.app.seconds_to_next() > 40);
}

TEST_CASE("a new minute and a change by somebody else are shown without a touch") {
  Desk desk;
  desk.sign_in();
  desk.settle();
  const int reads = desk.ward.reads;
  desk.clock.advance(minutes(1));
  desk.app.tick();
  CHECK(desk.app.wants_frame());
  desk.settle();
  ++desk.ward.tick;
  desk.app.tick();
  CHECK(desk.app.wants_frame());
  desk.settle();
  CHECK(desk.ward.reads == reads + 2);
}

TEST_CASE("after two minutes without a touch the app locks, and shows nothing of the person before") {
  Desk desk;
  desk.sign_in();
  desk.tap("patient.e1");
  desk.clock.advance(seconds(119));
  desk.settle();
  CHECK(desk.ward.signed_in);
  desk.app.pointer_down(5, 5);
  desk.app.pointer_up(5, 5);
  desk.clock.advance(seconds(119));
  desk.settle();
  CHECK(desk.ward.signed_in);
  CHECK(desk.app.seconds_to_next() <= 1.1);
  desk.clock.advance(seconds(2));
  desk.settle();
  CHECK_FALSE(desk.ward.signed_in);
  CHECK(desk.find("patient.e1") == nullptr);
  CHECK(desk.find("staff.ana") != nullptr);
  desk.sign_in();
  CHECK(desk.find("tile.everyone") != nullptr);  // at the beginning again, not in that patient's chart
}

TEST_CASE("a wristband read by a scanner opens the patient; nobody's code says so") {
  Desk desk;
  desk.sign_in();
  for (const char letter : std::string("400022")) desk.app.type_text(std::string(1, letter));
  desk.app.press_key(ui::Key::Enter);
  desk.settle();
  CHECK(desk.ward.charts_opened == 1);
  CHECK(desk.shows("Okafor, Priya"));
  for (const char letter : std::string("999999")) desk.app.type_text(std::string(1, letter));
  desk.app.press_key(ui::Key::Enter);
  desk.settle();
  CHECK(desk.find("toast.close") != nullptr);
}

TEST_CASE("a scan at a locked tablet opens nothing and types no PIN") {
  Desk desk;
  desk.tap("staff.ana");
  for (const char letter : std::string("483926")) desk.app.type_text(std::string(1, letter));
  desk.app.press_key(ui::Key::Enter);
  desk.settle();
  CHECK_FALSE(desk.ward.signed_in);
  CHECK(desk.ward.charts_opened == 0);
}

TEST_CASE("an open chart is read once, and again only when something happened to the patient") {
  Desk desk;
  desk.sign_in();
  desk.tap("patient.e1");
  CHECK(desk.ward.charts_opened == 1);
  for (int i = 0; i < 3; ++i) {
    desk.app.pointer_down(5, 100);
    desk.app.pointer_up(5, 100);
    desk.clock.advance(minutes(1));
    ++desk.ward.tick;
    desk.settle();
  }
  CHECK(desk.ward.charts_opened == 1);
}

TEST_CASE("an alarm of the store is shown until somebody has read it") {
  Desk desk;
  desk.ward.alarms = {"The store was damaged and is kept aside."};
  desk.sign_in();
  CHECK(desk.shows("The store was damaged and is kept aside."));
  desk.clock.advance(seconds(30));
  desk.settle();
  CHECK(desk.shows("The store was damaged and is kept aside."));
  REQUIRE(desk.tap("toast.close"));
  CHECK_FALSE(desk.shows("The store was damaged and is kept aside."));
}

TEST_CASE("the theme turns with a tap and the language with the settings") {
  Desk desk({ui::Theme::Day, "es"});
  CHECK(desk.app.kit().theme() == ui::Theme::Day);
  desk.sign_in();
  CHECK(desk.shows("Mis pacientes"));
  REQUIRE(desk.tap("top.theme"));
  CHECK(desk.app.kit().theme() == ui::Theme::Night);
}

}  // namespace
}  // namespace wardlight::shell::test
