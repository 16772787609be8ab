// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/patient_view.h"

#include <algorithm>
#include <utility>

#include "ui/screens/look.h"
#include "ui/screens/sheet_line.h"
#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kHead = 84;
constexpr float kBig = 84;       // the least a large button is high
constexpr float kMost = 1100;    // lines longer than this are hard to read
constexpr float kDot = 14;
constexpr float kTwoColumns = 700;

// A button in large letters.
MaybeAction big_button(ui::Kit& kit, const ui::Rect& rect, const models::Tap& tap) {
  const auto& p = kit.palette();
  const auto press = kit.pressable(tap.key, ui::Role::Button, rect, tap.label);
  const bool danger = tap.look == models::TapLook::Danger;
  const ui::Color fill = danger ? p.danger : p.primary_tone.soft, ink = danger ? p.on_danger : p.primary_tone.strong;
  kit.fill(rect, fill, ui::kCardRadius);
  if (press.held) kit.fill(rect, ui::with_alpha(ink, 40), ui::kCardRadius);
  ui::Rect inner = rect.inset(20, 8);
  const float icon = tap.mark == models::Mark::None ? 0 : 52.0f;
  const float words = std::min(kit.measure(ui::Type::Number, tap.label).w, inner.w - icon);
  inner = inner.middle({words + icon + 1, inner.h});
  if (icon > 0) kit.icon(inner.cut_left(40, 12), sheet_icon(tap.mark), ink, ui::IconSize::Large);
  kit.text(inner, tap.label, {.type = ui::Type::Number, .color = ink, .align = ui::Align::Left, .fit = ui::Fit::Wrap});
  return press.tapped ? MaybeAction(DoDeed{tap.deed}) : MaybeAction();
}

MaybeAction small_button(ui::Kit& kit, ui::Rect& line, const models::Tap& tap) {
  const auto spec = tap_button(tap);
  const ui::Rect place = line.cut_right(ui::button_width(kit, spec), 12).middle({ui::button_width(kit, spec), ui::kButtonHeight});
  return ui::button(kit, tap.key, place, spec) ? MaybeAction(DoDeed{tap.deed}) : MaybeAction();
}

MaybeAction draw_tiles(ui::Kit& kit, const ui::Rect& rect, const models::PatientView& model) {
  MaybeAction action;
  const int count = static_cast<int>(model.cards.size()), across = rect.w >= kTwoColumns ? 2 : 1;
  const int rows = (count + across - 1) / across;
  for (int i = 0; i < count; ++i) {
    const auto& card = model.cards[static_cast<std::size_t>(i)];
    const ui::Rect place = rect.row(i / across, rows, ui::kGutter).column(i % across, across, ui::kGutter);
    if (ui::pressable_card(kit, "view.card." + card.id, place, card.title).tapped) action = DoDeed{{models::DeedKind::ShowCard,
        {}, card.id}};
    const auto& colors = kit.palette().tone(tone(card.tone));
    ui::Rect inner = place.inset(20, 12);
    const ui::Rect mark = inner.cut_left(88, 18);
    kit.disc(mark.center(), 40, colors.soft);
    kit.icon(mark, sheet_icon(card.mark), colors.strong, ui::IconSize::Large);
    kit.text(inner, card.title, {.type = ui::Type::Number, .fit = ui::Fit::Wrap});
  }
  return action;
}

MaybeAction draw_card(ui::Kit& kit, ui::Rect rect, const models::PatientView& model) {
  const auto& card = *model.open;
  const auto& colors = kit.palette().tone(tone(card.tone));
  const ui::Rect foot = rect.cut_bottom(kBig, ui::kGutter);
  MaybeAction action = big_button(kit, {foot.x, foot.y, std::min(foot.w, 320.0f), kBig}, model.back);
  ui::card(kit, rect);
  ui::Rect inner = rect.inset(28, 20);
  kit.text(inner.cut_top(kit.height(ui::Type::NumberLarge, card.title, inner.w), 10), card.title,
           {.type = ui::Type::NumberLarge, .color = colors.strong, .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
  const ui::Rect content = kit.begin_scroll("view.lines", inner);
  float y = content.y + 6;
  for (const auto& words : card.lines) {
    const float width = content.w - 3 * kDot, height = kit.height(ui::Type::Number, words, width);
    kit.disc({content.x + kDot, y + 15}, 6, colors.strong);
    kit.text({content.x + 3 * kDot, y, width, height}, words, {.type = ui::Type::Number, .valign = ui::VAlign::Top,
        .fit = ui::Fit::Wrap});
    y += height + 18;
  }
  kit.end_scroll(y, kit.palette().surface);
  return action;
}

// Help was called: what to dial in the largest type, over everything but the way back for the nurse.
void draw_alarm(ui::Kit& kit, const ui::Rect& rect, const models::PatientView& model) {
  const auto& p = kit.palette();
  kit.fill(rect, p.danger, ui::kCardRadius);
  ui::Rect inner = rect.inset(28, 24);
  const float title = kit.height(ui::Type::NumberLarge, model.alarm_title, inner.w), words = kit.height(ui::Type::Number,
      model.alarm_text, inner.w);
  inner = inner.middle({inner.w, 90 + title + 12 + words});
  kit.icon(inner.cut_top(78, 12), ui::Icon::Emergency, p.on_danger, ui::IconSize::Large);
  kit.text(inner.cut_top(title, 12), model.alarm_title, {.type = ui::Type::NumberLarge, .color = p.on_danger,
      .align = ui::Align::Center, .fit = ui::Fit::Wrap});
  kit.text(inner, model.alarm_text, {.type = ui::Type::Number, .color = p.on_danger, .align = ui::Align::Center,
      .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
}

MaybeAction draw_help(ui::Kit& kit, ui::Rect rect, const models::PatientView& model) {
  MaybeAction action;
  if (model.asking) {
    if (auto no = big_button(kit, rect.cut_left(std::min(260.0f, rect.w * 0.36f), ui::kGutter), model.cancel_help)) action = no;
    if (auto yes = big_button(kit, rect, model.help)) action = yes;
    return action;
  }
  const float words = std::min(340.0f, rect.w * 0.4f);
  kit.text(rect.cut_right(words, ui::kGutter), model.help_words, {.type = ui::Type::Number, .fit = ui::Fit::Wrap});
  if (auto tapped = big_button(kit, rect, model.help)) action = tapped;
  return action;
}

}  // namespace

MaybeAction draw_patient_view(ui::Kit& kit, const models::PatientView& model) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  kit.block(kit.screen());
  kit.fill(kit.screen(), kit.palette().background);
  ui::Rect page = kit.page().inset(ui::kPageMargin, 0);
  ui::Rect head = page.cut_top(kHead);
  take(small_button(kit, head, model.leave));
  take(small_button(kit, head, model.language));
  kit.text(head, model.greeting, {.type = head.w > 420 ? ui::Type::NumberLarge : ui::Type::Number, .fit = ui::Fit::Ellipsis});
  page.cut_bottom(16);
  page = page.middle({std::min(page.w, kMost), page.h});
  if (!model.not_offered.empty()) {
    draw_notice(kit, page, model.not_offered);
    return action;
  }
  if (model.alarm) {
    draw_alarm(kit, page, model);
    return action;
  }
  take(draw_help(kit, page.cut_bottom(kBig + 16, ui::kGutter), model));
  if (model.open)
    take(draw_card(kit, page, model));
  else
    take(draw_tiles(kit, page, model));
  return action;
}

}  // namespace wardlight::screens
