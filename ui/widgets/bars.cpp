// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/bars.h"

#include <string>

#include "ui/widgets/button.h"

namespace wardlight::ui {
namespace {

constexpr float kTarget = 48;

void draw_mark(Kit& kit, const Rect& rect) {
  const Palette& p = kit.palette();
  kit.fill(rect, p.primary, kButtonRadius);
  kit.icon(rect, Icon::MonitorHeart, p.on_primary);
}

bool draw_status(Kit& kit, const Rect& rect, const TopBarSpec& spec) {
  bool tapped = false;
  if (!spec.status_label.empty())
    tapped = kit.pressable("top.status", Role::Button, rect.middle({rect.w, kTarget}), spec.status_label).tapped;
  chip(kit, {rect.x, rect.center().y - kChipHeight / 2}, spec.status);
  return tapped;
}

}  // namespace

TopBar top_bar(Kit& kit, const Rect& rect, const TopBarSpec& spec) {
  const Palette& p = kit.palette();
  TopBar bar;
  kit.block(rect);
  kit.fill(rect, p.surface);
  kit.line({rect.x, rect.bottom() - 1}, {rect.right(), rect.bottom() - 1}, p.line);
  Rect inner = rect.inset(kPageMargin, 12);
  const Rect mark = inner.cut_left(kTarget, 14).middle({kTarget, kTarget});
  if (spec.back_label.empty())
    draw_mark(kit, mark.inset(2));
  else if (icon_button(kit, "top.back", mark, Icon::ArrowBack, spec.back_label, Tone::Primary))
    bar.tap = TopBarTap::Back;

  if (!spec.initials.empty()) {
    const Rect who = inner.cut_right(44, 8).middle({44, 44});
    if (!spec.menu_label.empty() && kit.pressable("top.menu", Role::Button, who, spec.menu_label).tapped)
      bar.tap = TopBarTap::Menu;
    avatar(kit, who.center(), 22, spec.initials);
  }
  if (!spec.lock_label.empty() &&
      icon_button(kit, "top.lock", inner.cut_right(kTarget, 4).middle({kTarget, kTarget}), Icon::Lock, spec.lock_label))
    bar.tap = TopBarTap::Lock;
  const Icon other = kit.theme() == Theme::Day ? Icon::DarkMode : Icon::LightMode;
  if (!spec.theme_label.empty() &&
      icon_button(kit, "top.theme", inner.cut_right(kTarget, 8).middle({kTarget, kTarget}), other, spec.theme_label))
    bar.tap = TopBarTap::Theme;
  if (!spec.status.text.empty()) {
    const float width = chip_width(kit, spec.status);
    if (draw_status(kit, inner.cut_right(width, kGutter), spec)) bar.tap = TopBarTap::Status;
  }

  const float words = std::max(kit.measure(Type::Heading, spec.title).w, kit.measure(Type::Caption, spec.subtitle).w);
  Rect title = inner.cut_left(std::min(words + 4, inner.w), kGutter);
  bar.middle = inner;
  if (!spec.subtitle.empty())
    kit.text(title.cut_bottom(18), spec.subtitle, {.type = Type::Caption, .color = p.muted, .fit = Fit::Ellipsis});
  kit.text(title, spec.title, {.type = Type::Heading, .fit = Fit::Ellipsis});
  return bar;
}

std::optional<std::size_t> bottom_bar(Kit& kit, const Rect& rect, std::span<const NavItem> items,
                                      std::optional<std::size_t> chosen) {
  const Palette& p = kit.palette();
  std::optional<std::size_t> tapped;
  kit.block(rect);
  kit.fill(rect, p.surface);
  kit.line({rect.x, rect.y}, {rect.right(), rect.y}, p.line);
  const float width = std::min(rect.w, 180.0f * static_cast<float>(items.size()));
  const Rect strip = rect.middle({width, rect.h});
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Rect cell = strip.column(static_cast<int>(i), static_cast<int>(items.size()));
    const bool on = chosen == i;
    const Press press = kit.pressable("nav." + std::string(items[i].code), Role::Tab, cell, items[i].label);
    if (press.tapped) tapped = i;
    const Color ink = on ? p.primary_tone.strong : p.muted;
    const Rect pill{cell.center().x - 34, cell.y + 8, 68, 34};
    if (on || press.held) kit.fill(pill, p.primary_tone.soft, 17);
    kit.icon(pill, items[i].icon, on || press.held ? p.primary_tone.strong : ink);
    if (items[i].count > 0) count_dot(kit, {pill.center().x + 20, pill.y + 8}, items[i].count);
    kit.text({cell.x, cell.y + 46, cell.w, 20}, items[i].label, {.type = Type::Caption, .color = ink, .align = Align::Center});
  }
  return tapped;
}

}  // namespace wardlight::ui
