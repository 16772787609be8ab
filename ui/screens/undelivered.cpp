// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/undelivered.h"

#include <algorithm>

#include "ui/screens/sheet_line.h"
#include "ui/widgets/button.h"

namespace wardlight::screens {

MaybeAction draw_undelivered(ui::Kit& kit, const models::Undelivered& model) {
  const auto& p = kit.palette();
  const float width = kit.screen().w - 2 * ui::kPageMargin;
  const std::string text = model.more.empty() ? model.text : model.text + " · " + model.more;
  const float title = kit.height(ui::Type::NumberLarge, model.title, width), words = kit.height(ui::Type::Title, text, width);
  const ui::Rect box{0, 0, kit.screen().w, 16 + title + 6 + words + 14 + 60 + 16};
  kit.block(box);
  kit.fill(box, p.danger);
  ui::Rect inner = box.inset(ui::kPageMargin, 16);
  kit.text(inner.cut_top(title, 6), model.title, {.type = ui::Type::NumberLarge, .color = p.on_danger, .valign = ui::VAlign::Top,
      .fit = ui::Fit::Wrap});
  kit.text(inner.cut_top(words, 14), text, {.type = ui::Type::Title, .color = p.on_danger, .valign = ui::VAlign::Top,
      .fit = ui::Fit::Wrap});
  auto spec = tap_button(model.confirm);
  spec.kind = ui::ButtonKind::Quiet;
  const ui::Rect place{inner.x, inner.y, std::min(inner.w, std::max(320.0f, ui::button_width(kit, spec))), 60};
  if (ui::button(kit, model.confirm.key, place, spec)) return DoDeed{model.confirm.deed};
  return {};
}

}  // namespace wardlight::screens
