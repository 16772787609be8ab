// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sign_in.h"

#include <algorithm>
#include <utility>

#include "ui/screens/look.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kWide = 900;  // from here names and pad stand side by side
constexpr float kTileHeight = 76;
constexpr float kLeastTile = 264;
constexpr float kPadWidth = 420;

MaybeAction draw_head(ui::Kit& kit, const ui::Rect& rect, const models::SignIn& model) {
  MaybeAction action;
  const auto& p = kit.palette();
  ui::Rect inner = rect;
  const ui::Rect mark = inner.cut_left(48, 16).middle({48, 48});
  kit.fill(mark, p.primary, ui::kButtonRadius);
  kit.icon(mark, ui::Icon::MonitorHeart, p.on_primary);
  const ui::Chip status{model.sync.chip.text, model.sync.chip.tone == models::Tone::Ok ? ui::Icon::CloudDone : ui::Icon::CloudOff,
                        tone(model.sync.chip.tone)};
  const float chip = ui::chip_width(kit, status), time = kit.measure(ui::Type::NumberLarge, model.time).w;
  const ui::Rect clock = inner.cut_right(time, 16);
  kit.text(clock, model.time, {.type = ui::Type::NumberLarge, .align = ui::Align::Right});
  const ui::Icon colours = kit.theme() == ui::Theme::Day ? ui::Icon::DarkMode : ui::Icon::LightMode;
  if (ui::icon_button(kit, "door.theme", inner.cut_right(48, 8).middle({48, 48}), colours, model.theme_label))
    action = SwitchTheme{};
  const ui::ButtonSpec language{.label = model.language_label, .icon = ui::Icon::Translate, .kind = ui::ButtonKind::Quiet};
  if (!model.language_label.empty()) {
    const ui::Rect place = inner.cut_right(ui::button_width(kit, language), 8).middle({ui::button_width(kit, language), 48});
    if (ui::button(kit, "door.language", place, language)) action = SwitchLanguage{};
  }
  if (inner.w > chip + 200) ui::chip(kit, {inner.cut_right(chip, 16).x, rect.center().y - ui::kChipHeight / 2}, status);
  ui::Rect words = inner.middle({inner.w, 27 + 21});
  kit.text(words.cut_top(27), model.title, {.type = ui::Type::Heading, .fit = ui::Fit::Ellipsis});
  kit.text(words, model.unit, {.type = ui::Type::Body, .color = p.muted, .fit = ui::Fit::Ellipsis});
  return action;
}

bool draw_tile(ui::Kit& kit, const ui::Rect& rect, const models::StaffTile& tile) {
  const auto press = ui::pressable_card(kit, "staff." + tile.practitioner.value, rect, tile.name + ", " + tile.role,
                                        tile.chosen ? ui::Edge::Selected : ui::Edge::Plain);
  const auto& p = kit.palette();
  ui::Rect inner = rect.inset(14, 6);
  ui::avatar(kit, inner.cut_left(44, 12).center(), 22, tile.initials);
  const bool marked = !tile.badge.text.empty();
  const std::string note = marked ? tile.role + " · " + tile.badge.text : tile.role;
  draw_named(kit, inner, {tile.name, note, marked ? p.tone(tone(tile.badge.tone)).strong : p.muted});
  return press.tapped;
}

MaybeAction draw_staff(ui::Kit& kit, const ui::Rect& view, const models::SignIn& model) {
  MaybeAction action;
  const ui::Rect content = kit.begin_scroll("staff", view);
  const ui::Rect room = content.inset(6, 0);
  const int across = std::max(1, static_cast<int>((room.w + 12) / (kLeastTile + 12)));
  float y = room.y + 4;
  for (const auto& group : model.groups) {
    ui::section_header(kit, {room.x, y, room.w, 28}, group.title);
    y += 36;
    for (std::size_t i = 0; i < group.tiles.size(); ++i) {
      const int column = static_cast<int>(i) % across;
      const ui::Rect line{room.x, y, room.w, kTileHeight};
      if (kit.is_visible(line) && draw_tile(kit, line.column(column, across, 12), group.tiles[i]))
        action = ChooseStaff{group.tiles[i].practitioner};
      if (column + 1 == across || i + 1 == group.tiles.size()) y += kTileHeight + 12;
    }
    y += 12;
  }
  kit.end_scroll(y, kit.palette().background);
  return action;
}

PractitionerId chosen(const models::SignIn& model) {
  for (const auto& group : model.groups)
    for (const auto& tile : group.tiles)
      if (tile.chosen) return tile.practitioner;
  return {};
}

MaybeAction draw_pad(ui::Kit& kit, const ui::Rect& rect, const models::SignIn& model, SignInLocal& local) {
  PadTap tap = draw_pin_pad(kit, rect, *model.pad, local);
  if (tap.pin) return EnterPin{chosen(model), std::move(*tap.pin)};
  if (tap.left) return LeaveStaff{};
  return {};
}

}  // namespace

MaybeAction draw_sign_in(ui::Kit& kit, const models::SignIn& model, SignInLocal& local) {
  if (!model.pad) local.wipe();
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  ui::Rect page = kit.screen().inset(ui::kPageMargin, 0);
  const bool low = page.h < kLowPad;
  page.cut_top(low ? 8 : 20);
  take(draw_head(kit, page.cut_top(56, low ? 4 : 16), model));
  if (low) {
    page.cut_bottom(8);
  } else {
    ui::Rect foot = page.cut_bottom(44, 6);
    kit.icon(foot.cut_left(20, 8).middle({20, 20}), ui::Icon::Shield, kit.palette().muted, ui::IconSize::Small);
    kit.text(foot, model.promise, {.type = ui::Type::Caption, .color = kit.palette().muted, .fit = ui::Fit::Wrap});
  }
  if (!model.notice.empty()) {
    draw_notice(kit, page, model.notice);
    return action;
  }
  if (model.pad && page.w < kWide) {
    take(draw_pad(kit, page.middle({std::min(page.w, low ? page.w : 460.0f), std::min(page.h, 636.0f)}), model, local));
    return action;
  }
  if (model.pad) take(draw_pad(kit, page.cut_right(kPadWidth, 20), model, local));
  kit.text(page.cut_top(26, 8), model.subtitle, {.color = kit.palette().muted, .fit = ui::Fit::Ellipsis});
  take(draw_staff(kit, page.inset(-6, 0), model));
  return action;
}

}  // namespace wardlight::screens
