// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/raster.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/ui/widgets/hand.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/surface.h"

namespace wardlight::ui::test {
namespace {

void scene(Kit& kit) {
  card(kit, {40, 40, 500, 200});
  badge(kit, {60, 60, 54, 46}, "12", Tone::Primary);
  kit.text({130, 60, 300, 26}, "Wójcik, Łukasz", {.type = Type::Title});
  button(kit, "round", {60, 150, 220, 52}, {.label = "Round 14:00", .icon = Icon::Schedule, .kind = ButtonKind::Primary});
  progress_ring(kit, {460, 140}, 30, 0.6f);
}

Image picture(Theme theme) {
  Kit kit(fonts());
  kit.begin_frame(kLandscape, theme, 1);
  scene(kit);
  kit.end_frame();
  return rasterise(*kit.draw_data(), fonts());
}

Color pixel(const Image& image, int x, int y) {
  const std::uint8_t* at = &image.rgba[static_cast<std::size_t>(y * image.width + x) * 4];
  return {at[0], at[1], at[2], at[3]};
}

TEST_CASE("the same frame gives the same bytes, in another kit and after other frames") {
  const Image first = picture(Theme::Day);
  picture(Theme::Night);
  CHECK(first.rgba == picture(Theme::Day).rgba);
  CHECK(first.rgba != picture(Theme::Night).rgba);
}

TEST_CASE("flat areas have exactly the colour they were given, edge to edge") {
  const Image image = picture(Theme::Day);
  const Palette& p = palette(Theme::Day);
  CHECK(pixel(image, 5, 5) == p.background);
  CHECK(pixel(image, 1279, 799) == p.background);
  CHECK(pixel(image, 300, 100) == p.surface);
  CHECK(pixel(image, 75, 160) == p.primary);
}

TEST_CASE("a frame of 1280 by 800 has words in it: dark pixels where the name stands") {
  const Image image = picture(Theme::Day);
  int dark = 0;
  for (int y = 60; y < 86; ++y)
    for (int x = 130; x < 260; ++x) dark += pixel(image, x, y).g < 100 ? 1 : 0;
  CHECK(dark > 200);
}

}  // namespace
}  // namespace wardlight::ui::test
