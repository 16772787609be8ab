// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/change_pin.h"

#include <algorithm>
#include <utility>

namespace wardlight::screens {

namespace {

constexpr float kPadWidth = 460;
constexpr float kPadHeight = 600;
constexpr float kWide = 900;

void draw_words(ui::Kit& kit, ui::Rect rect, const models::ChangePin& model) {
  kit.text(rect.cut_top(ui::type_spec(ui::Type::Heading).line, 10), model.title,
           {.type = ui::Type::Heading, .fit = ui::Fit::Ellipsis});
  kit.text(rect, model.explanation, {.color = kit.palette().muted, .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
}

float words_height(const ui::Kit& kit, float width, const models::ChangePin& model) {
  return ui::type_spec(ui::Type::Heading).line + 10 + kit.height(ui::Type::Body, model.explanation, width);
}

}  // namespace

MaybeAction draw_change_pin(ui::Kit& kit, const ui::Rect& page, const models::ChangePin& model, PinDigits& local) {
  ui::Rect inner = page.inset(ui::kPageMargin, 16);
  if (inner.w >= kWide) {
    ui::Rect words = inner.cut_left(inner.w - kPadWidth - 24, 24);
    draw_words(kit, words.inset(8, 20), model);
  } else {
    draw_words(kit, inner.cut_top(words_height(kit, inner.w, model), 16), model);
  }
  const ui::Rect pad = inner.middle({std::min(inner.w, kPadWidth), std::min(inner.h, kPadHeight)});
  PadTap tap = draw_pin_pad(kit, pad, model.pad, local);
  if (tap.left) return GoBack{};
  if (tap.pin) return TakePin{std::move(*tap.pin)};
  return {};
}

}  // namespace wardlight::screens
