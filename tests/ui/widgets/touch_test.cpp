// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/widgets/hand.h"
#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"

namespace wardlight::ui::test {
namespace {

// A list of 40 buttons, and what was pressed.
struct List {
  int pressed = -1;
  int presses = 0;
  void operator()(Kit& kit) {
    const Rect view = kit.page().inset(20);
    Rect content = kit.begin_scroll("list", view);
    float y = content.y;
    for (int i = 0; i < 40; ++i, y += 80) {
      const std::string name = "Bed " + std::to_string(i);
      if (button(kit, "bed." + std::to_string(i), {content.x, y, content.w, 64}, {.label = name})) {
        pressed = i;
        ++presses;
      }
    }
    kit.end_scroll(y);
  }
};

TEST_CASE("a tap presses the button under the finger, once") {
  List list;
  Hand hand(std::ref(list));
  REQUIRE(hand.tap("bed.3"));
  CHECK(list.pressed == 3);
  CHECK(list.presses == 1);
}

TEST_CASE("two quick taps between two frames both count, in their order") {
  List list;
  Hand hand(std::ref(list));
  const Point first = hand.kit.registry().find("bed.1")->rect.center();
  const Point second = hand.kit.registry().find("bed.2")->rect.center();
  hand.down(first);
  hand.up(first);
  hand.down(second);
  hand.up(second);
  hand.frame();
  CHECK(list.pressed == 1);
  hand.settle();
  CHECK(list.pressed == 2);
  CHECK(list.presses == 2);
}

TEST_CASE("a swipe that starts on a button scrolls and presses nothing") {
  List list;
  Hand hand(std::ref(list));
  hand.drag({600, 600}, {600, 300});
  hand.settle();
  CHECK(list.presses == 0);
  CHECK(hand.kit.scroll_offset("list") > 290);
}

TEST_CASE("a finger that slides off its button presses nothing") {
  List list;
  Hand hand(std::ref(list));
  const Rect rect = hand.kit.registry().find("bed.1")->rect;
  hand.down(rect.center());
  hand.frame();
  hand.move({rect.right() + 15, rect.center().y});
  hand.frame();
  hand.up({rect.right() + 15, rect.center().y});
  hand.settle();
  CHECK(list.presses == 0);
}

TEST_CASE("a fling goes on after the finger has left, slows down and stops, and then no frame is drawn") {
  List list;
  Hand hand(std::ref(list));
  hand.drag({600, 700}, {600, 400}, 5);
  const float left_at = hand.kit.scroll_offset("list");
  hand.frame();
  CHECK(hand.kit.scroll_offset("list") > left_at);
  const int drawn = hand.settle();
  CHECK(drawn < 240);
  CHECK_FALSE(hand.kit.wants_frame());
  CHECK(hand.kit.scroll_offset("list") > left_at + 50);
}

TEST_CASE("a touch on a moving list stops it and presses nothing") {
  List list;
  Hand hand(std::ref(list));
  hand.drag({600, 700}, {600, 300}, 4);
  hand.frame();
  const Point at{600, 400};
  hand.down(at);
  hand.frame();
  const float stopped = hand.kit.scroll_offset("list");
  hand.frame();
  CHECK(hand.kit.scroll_offset("list") == stopped);
  hand.up(at);
  hand.settle();
  CHECK(list.presses == 0);
  hand.tap_at(at);
  CHECK(list.presses == 1);
}

TEST_CASE("pulled past its end a list follows half-heartedly and springs back") {
  List list;
  Hand hand(std::ref(list));
  hand.down({600, 200});
  hand.frame();
  hand.move({600, 400});
  hand.frame();
  hand.move({600, 600});
  hand.frame();
  CHECK(hand.kit.scroll_offset("list") < -100);
  CHECK(hand.kit.scroll_offset("list") > -300);
  hand.up({600, 600});
  hand.settle();
  CHECK(hand.kit.scroll_offset("list") == 0);
}

TEST_CASE("a small button inside a pressable card takes its own taps, padded to a thumb") {
  std::string pressed;
  Hand hand([&](Kit& kit) {
    if (pressable_card(kit, "card", {100, 100, 400, 200}, "Patient").tapped) pressed = "card";
    if (icon_button(kit, "more", {440, 120, 30, 30}, Icon::MoreHoriz, "More")) pressed = "more";
  });
  hand.tap_at({433, 135});
  CHECK(pressed == "more");
  hand.tap_at({200, 200});
  CHECK(pressed == "card");
}

TEST_CASE("nothing below a dialog can be pressed or scrolled") {
  List list;
  bool open = true;
  Hand hand([&](Kit& kit) {
    list(kit);
    if (!open) return;
    const Rect box = dialog(kit, {400, 300}, "Are you sure?");
    if (button(kit, "yes", {box.x, box.y, 120, 52}, {.label = "Yes"})) open = false;
  });
  hand.tap_at({100, 60});
  hand.drag({100, 700}, {100, 200});
  hand.settle();
  CHECK(list.presses == 0);
  CHECK(hand.kit.scroll_offset("list") == 0);
  REQUIRE(hand.tap("yes"));
  CHECK_FALSE(open);
  hand.tap_at({100, 60});
  CHECK(list.presses == 1);
}

TEST_CASE("a disabled button takes no tap") {
  int presses = 0;
  Hand hand([&](Kit& kit) {
    if (button(kit, "save", {100, 100, 200, 52}, {.label = "Answer 2 more", .enabled = Enabled::No})) ++presses;
  });
  hand.tap("save");
  CHECK(presses == 0);
}

TEST_CASE("Tab walks through what can be pressed and Enter presses it") {
  List list;
  Hand hand(std::ref(list));
  for (int i = 0; i < 3; ++i) hand.kit.press_key(Key::Tab);
  hand.kit.press_key(Key::BackTab);
  hand.settle();
  hand.kit.press_key(Key::Enter);
  hand.settle();
  CHECK(list.pressed == 1);
}

TEST_CASE("a hovering mouse asks for no frame") {
  List list;
  Hand hand(std::ref(list));
  hand.move({300, 300});
  hand.move({400, 300});
  CHECK_FALSE(hand.kit.wants_frame());
}

TEST_CASE("reset forgets scrolls, fingers and focus, as for another person") {
  List list;
  Hand hand(std::ref(list));
  hand.drag({600, 600}, {600, 300});
  hand.settle();
  hand.kit.reset();
  CHECK(hand.kit.scroll_offset("list") == 0);
  CHECK(hand.kit.registry().entries().empty());
}

}  // namespace
}  // namespace wardlight::ui::test
