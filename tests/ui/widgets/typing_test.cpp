// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/widgets/hand.h"
#include "ui/widgets/keyboard.h"
#include "ui/widgets/number_pad.h"
#include "ui/widgets/text_field.h"

namespace wardlight::ui::test {
namespace {

constexpr KeyboardWords kWords{"space", "Done", "ABC", "?123", "Shift", "Delete", "Hide keyboard"};

struct Form {
  std::string name;
  std::string note;
  bool entered = false;
  KeyboardLayout layout = KeyboardLayout::English;
  void operator()(Kit& kit) {
    reserve_keyboard(kit);
    if (text_field(kit, "name", {100, 100, 300, kFieldHeight}, name, {.label = "Name"}).entered) entered = true;
    text_field(kit, "note", {100, 200, 300, 150}, note, {.label = "Note", .lines = FieldLines::Several, .most_bytes = 40});
    draw_keyboard(kit, layout, kWords);
  }
};

TEST_CASE("a tap on a field brings the keyboard, and its keys type into the field") {
  Form form;
  Hand hand(std::ref(form));
  CHECK(hand.kit.registry().find("keyboard.q") == nullptr);
  CHECK(hand.kit.page().h == 800);
  hand.tap("name");
  REQUIRE(hand.kit.registry().find("keyboard.q") != nullptr);
  CHECK(hand.kit.page().h < 540);
  for (const char* key : {"keyboard.shift", "keyboard.S", "keyboard.i", "keyboard.n", "keyboard.space", "keyboard.h"})
    REQUIRE(hand.tap(key));
  CHECK(form.name == "Sin h");
  REQUIRE(hand.tap("keyboard.backspace"));
  CHECK(form.name == "Sin ");
  CHECK(form.note.empty());
}

TEST_CASE("Done, Enter, and a tap elsewhere put the keyboard away") {
  Form form;
  Hand hand(std::ref(form));
  hand.tap("name");
  hand.tap("keyboard.done");
  CHECK(form.entered);
  CHECK(hand.kit.registry().find("keyboard.q") == nullptr);
  hand.tap("name");
  hand.tap_at({900, 50});
  CHECK_FALSE(hand.kit.focused_field());
  hand.tap("name");
  hand.tap("keyboard.hide");
  CHECK_FALSE(hand.kit.focused_field());
}

TEST_CASE("the Spanish keyboard has its letters and accents") {
  Form form;
  form.layout = KeyboardLayout::Spanish;
  Hand hand(std::ref(form));
  hand.tap("name");
  REQUIRE(hand.tap("keyboard.ñ"));
  REQUIRE(hand.tap("keyboard.symbols"));
  REQUIRE(hand.tap("keyboard.á"));
  CHECK(form.name == "ñá");
  REQUIRE(hand.tap("keyboard.backspace"));
  CHECK(form.name == "ñ");
}

TEST_CASE("a tap inside the words moves the caret, and keys move it by whole characters") {
  Form form;
  form.name = "Núñez";
  Hand hand(std::ref(form));
  hand.tap("name");
  hand.tap_at({116, 125});
  hand.kit.type_text("X");
  hand.settle();
  CHECK(form.name == "XNúñez");
  hand.kit.press_key(Key::Right);
  hand.kit.press_key(Key::Right);
  hand.kit.press_key(Key::Backspace);
  hand.settle();
  CHECK(form.name == "XNñez");
  hand.kit.press_key(Key::Delete);
  hand.kit.press_key(Key::End);
  hand.kit.type_text("!");
  hand.settle();
  CHECK(form.name == "XNez!");
}

TEST_CASE("a field takes no more than it is allowed, and Enter makes a line only where there are lines") {
  Form form;
  Hand hand(std::ref(form));
  hand.tap("note");
  hand.kit.type_text("slept well");
  hand.kit.press_key(Key::Enter);
  hand.kit.type_text("pain 2");
  hand.settle();
  CHECK(form.note == "slept well\npain 2");
  hand.kit.type_text("a sentence that is longer than the field may hold");
  hand.settle();
  CHECK(form.note.size() == 40);
}

TEST_CASE("a field low in a list comes into view above the keyboard when it is chosen") {
  std::string note;
  Hand hand([&](Kit& kit) {
    reserve_keyboard(kit);
    const Rect content = kit.begin_scroll("form", kit.page());
    text_field(kit, "note", {content.x + 20, content.y + 700, 400, kFieldHeight}, note, {.label = "Note"});
    kit.end_scroll(content.y + 780);
    draw_keyboard(kit, KeyboardLayout::English, kWords);
  });
  hand.tap("note");
  const Entry* field = hand.kit.registry().find("note");
  REQUIRE(field != nullptr);
  CHECK(field->rect.bottom() <= hand.kit.page().bottom());
  CHECK(hand.tap("keyboard.a"));
  CHECK(note == "a");
}

TEST_CASE("a field that is no longer drawn loses the focus, so nothing types into the dark") {
  Form form;
  bool shown = true;
  Hand hand([&](Kit& kit) {
    reserve_keyboard(kit);
    if (shown) form(kit);
  });
  hand.tap("name");
  REQUIRE(hand.kit.focused_field());
  shown = false;
  hand.frame();
  CHECK_FALSE(hand.kit.focused_field());
}

TEST_CASE("keys that nobody takes are forgotten and keep no frame going") {
  Form form;
  Hand hand(std::ref(form));
  hand.kit.type_text("x");
  hand.kit.press_key(Key::Delete);
  CHECK(hand.settle() < 10);
  hand.tap("name");
  CHECK(form.name.empty());
}

TEST_CASE("the number pad gives digits from fingers and from a hardware keyboard") {
  std::string typed;
  Hand hand([&](Kit& kit) {
    if (const auto sign = number_pad(kit, "pin", {400, 100, 360, 400},
                                     {.corner = PadCorner::Clear, .corner_label = "Clear", .backspace_label = "Delete"}))
      typed += *sign;
  });
  for (const char* key : {"pin.4", "pin.0", "pin.backspace", "pin.clear"}) REQUIRE(hand.tap(key));
  CHECK(typed == std::string("40") + kPadBackspace + kPadClear);
  typed.clear();
  hand.kit.type_text("7x9");
  hand.kit.press_key(Key::Backspace);
  hand.settle();
  CHECK(typed == std::string("79") + kPadBackspace);
}

}  // namespace
}  // namespace wardlight::ui::test
