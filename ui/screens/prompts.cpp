// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/prompts.h"

#include <algorithm>

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kWidth = 640;
constexpr float kFrame = 24;
constexpr float kPadding = 14;
constexpr float kIcon = 38;
constexpr float kGap = 12;

float line_height(const ui::Kit& kit, float width, const models::PromptLine& line) {
  const float words = width - 2 * kPadding - kIcon;
  return 2 * kPadding + kit.height(ui::Type::Label, line.when, words) + 4 + kit.height(ui::Type::BodyStrong, line.text, words) +
         6 + kit.height(ui::Type::Caption, line.source, words);
}

void draw_line(ui::Kit& kit, const ui::Rect& rect, const models::PromptLine& line) {
  const auto& colors = kit.palette().tone(tone(line.tone));
  kit.fill(rect, colors.soft, ui::kFieldRadius);
  ui::Rect inner = rect.inset(kPadding);
  kit.icon(inner.cut_left(24, kIcon - 24), line.tone == models::Tone::Bad ? ui::Icon::PriorityHigh : ui::Icon::WarningAmber,
           colors.strong);
  const ui::TextStyle style{.type = ui::Type::Label, .color = colors.strong, .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap};
  kit.text(inner.cut_top(kit.height(ui::Type::Label, line.when, inner.w), 4), line.when, style);
  kit.text(inner.cut_top(kit.height(ui::Type::BodyStrong, line.text, inner.w), 6), line.text,
           {.type = ui::Type::BodyStrong, .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
  kit.text(inner, line.source,
           {.type = ui::Type::Caption, .color = kit.palette().muted, .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
}

}  // namespace

MaybeAction draw_prompts(ui::Kit& kit, const models::Prompts& model) {
  const float width = std::min(kWidth, kit.page().w - 2 * ui::kPageMargin) - 2 * kFrame;
  float lines = 0;
  for (const auto& line : model.lines) lines += line_height(kit, width, line) + kGap;
  const float title = ui::type_spec(ui::Type::Heading).line + 12;
  const float patient = kit.height(ui::Type::BodyStrong, model.patient, width);
  ui::Rect inner = ui::dialog(
      kit, {width + 2 * kFrame, 2 * kFrame + title + patient + kGap + lines + ui::kButtonHeight + kGap}, model.title);
  kit.text(inner.cut_top(patient, kGap), model.patient, {.type = ui::Type::BodyStrong, .fit = ui::Fit::Wrap});
  const ui::Rect foot = inner.cut_bottom(ui::kButtonHeight, kGap);
  const ui::Rect content = kit.begin_scroll("prompts", inner);
  float y = content.y;
  for (const auto& line : model.lines) {
    const float height = line_height(kit, content.w, line);
    draw_line(kit, {content.x, y, content.w, height}, line);
    y += height + kGap;
  }
  kit.end_scroll(y - kGap, kit.palette().surface);
  const ui::ButtonSpec close{.label = model.close_label, .icon = ui::Icon::Check, .kind = ui::ButtonKind::Primary};
  if (ui::button(kit, "prompts.close", foot, close)) return TakeNote{};
  return {};
}

}  // namespace wardlight::screens
