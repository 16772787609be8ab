// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/widgets/hand.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/surface.h"

namespace wardlight::ui::test {
namespace {

int faults(Fault fault, const Hand::Scene& scene) {
  Hand hand(scene);
  hand.frame();
  return hand.kit.lint().count(fault);
}

TEST_CASE("the lint finds nothing in a sound screen") {
  Hand hand([](Kit& kit) {
    card(kit, {20, 20, 400, 300});
    kit.text({40, 40, 300, 30}, "Due 14:00", {.type = Type::Title});
    button(kit, "save", {40, 100, 200, 52}, {.label = "Save"});
    button(kit, "later", {40, 160, 200, 52}, {.label = "Later", .kind = ButtonKind::Primary});
  });
  CHECK(hand.kit.lint().findings().empty());
}

TEST_CASE("the lint finds a button without a name") {
  CHECK(faults(Fault::Unlabelled, [](Kit& kit) { icon_button(kit, "back", {20, 20, 48, 48}, Icon::ArrowBack, " "); }) == 1);
}

TEST_CASE("the lint finds two things of one key") {
  CHECK(faults(Fault::DuplicateKey, [](Kit& kit) {
          button(kit, "save", {20, 20, 100, 52}, {.label = "Save"});
          button(kit, "save", {20, 100, 100, 52}, {.label = "Save"});
        }) == 1);
}

TEST_CASE("the lint finds neighbours whose padded targets overlap, but not a small one alone") {
  const auto pair = [](float gap) {
    return [gap](Kit& kit) {
      icon_button(kit, "up", {100, 100, 34, 34}, Icon::ArrowUpward, "Up");
      icon_button(kit, "down", {100, 134 + gap, 34, 34}, Icon::ArrowDownward, "Down");
    };
  };
  CHECK(faults(Fault::SmallTarget, pair(4)) == 1);
  CHECK(faults(Fault::SmallTarget, pair(14)) == 0);
}

TEST_CASE("the lint finds a target cut by the edge of the screen") {
  CHECK(faults(Fault::SmallTarget, [](Kit& kit) { icon_button(kit, "x", {1250, 0, 30, 30}, Icon::Close, "Close"); }) == 1);
}

TEST_CASE("the lint finds words wider or taller than their box, and lets a wanted ellipsis pass") {
  const auto words = [](Rect box, Fit fit) {
    return [=](Kit& kit) { kit.text(box, "Bartholomew Featherstonehaugh-Montgomery", {.type = Type::Title, .fit = fit}); };
  };
  CHECK(faults(Fault::Overflow, words({20, 20, 200, 30}, Fit::None)) == 1);
  CHECK(faults(Fault::Overflow, words({20, 20, 200, 30}, Fit::Ellipsis)) == 0);
  CHECK(faults(Fault::Overflow, words({20, 20, 200, 30}, Fit::Wrap)) == 1);
  CHECK(faults(Fault::Overflow, words({20, 20, 300, 60}, Fit::Wrap)) == 0);
  CHECK(faults(Fault::Overflow, words({1200, 20, 500, 30}, Fit::None)) == 1);
}

TEST_CASE("the lint measures contrast against what really lies below") {
  const auto words = [](Color below) {
    return [below](Kit& kit) {
      kit.fill({20, 20, 300, 60}, below);
      kit.text({30, 30, 200, 30}, "late", {.color = hex(0xB0201E)});
    };
  };
  CHECK(faults(Fault::LowContrast, words(hex(0xFFFFFF))) == 0);
  CHECK(faults(Fault::LowContrast, words(hex(0xC06060))) == 1);
  CHECK(faults(Fault::LowContrast, words(with_alpha(hex(0x000000), 160))) == 1);
}

TEST_CASE("chips that do not fit are counted, never dropped") {
  const std::vector<Chip> chips{
      {"Allergy", Icon::WarningAmber, Tone::Bad}, {"Falls", Icon::Elderly, Tone::Warn}, {"Isolation", Icon::Masks, Tone::Violet}};
  Hand hand([&](Kit& kit) { chip_line(kit, {20, 20, 200, 30}, chips); });
  bool counted = false;
  for (const Entry& entry : hand.kit.registry().entries()) counted = counted || entry.label == "+2" || entry.label == "+1";
  CHECK(counted);
}

}  // namespace
}  // namespace wardlight::ui::test
