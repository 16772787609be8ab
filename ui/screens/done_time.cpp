// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/done_time.h"

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

MaybeAction draw_steps(ui::Kit& kit, const ui::Rect& rect, const char* key, const std::vector<models::DoneStep>& steps) {
  MaybeAction action;
  const int count = static_cast<int>(steps.size());
  for (int i = 0; i < count; ++i) {
    const auto& step = steps[static_cast<std::size_t>(i)];
    const ui::ButtonSpec spec{.label = step.label, .kind = ui::ButtonKind::Secondary, .enabled = ui::enabled_if(step.enabled)};
    if (ui::button(kit, key + std::to_string(i), rect.column(i, count, 8), spec)) action = ChooseDoneTime{step.at};
  }
  return action;
}

}  // namespace

MaybeAction draw_done_time(ui::Kit& kit, const models::DoneTimeDialog& model, bool& open) {
  MaybeAction action;
  ui::Rect box = ui::dialog(kit, {560, 344}, model.title);
  const auto& p = kit.palette();
  kit.text(box.cut_top(42), model.time, {.type = ui::Type::NumberLarge, .align = ui::Align::Center, .fit = ui::Fit::Ellipsis});
  const bool marked = !model.badge.text.empty();
  kit.text(box.cut_top(24, 10), marked ? model.ago + " · " + model.badge.text : model.ago,
           {.type = ui::Type::BodyStrong,
            .color = marked ? p.tone(tone(model.badge.tone)).strong : p.muted,
            .align = ui::Align::Center,
            .fit = ui::Fit::Ellipsis});
  if (auto tapped = draw_steps(kit, box.cut_top(54, 8), "earlier.", model.earlier)) action = tapped;
  if (auto tapped = draw_steps(kit, box.cut_top(54, 12), "later.", model.later)) action = tapped;
  ui::Rect foot = box.cut_bottom(54);
  const ui::ButtonSpec now{.label = model.now_label, .icon = ui::Icon::Schedule, .kind = ui::ButtonKind::Quiet};
  const ui::ButtonSpec use{.label = model.close_label, .icon = ui::Icon::Check, .kind = ui::ButtonKind::Primary};
  if (ui::button(kit, "time.now", foot.column(0, 2, 12), now)) action = ChooseDoneTime{std::nullopt}, open = false;
  if (ui::button(kit, "time.use", foot.column(1, 2, 12), use)) open = false;
  return action;
}

}  // namespace wardlight::screens
