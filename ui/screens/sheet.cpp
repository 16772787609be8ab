// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sheet.h"

#include <algorithm>
#include <vector>

#include "ui/screens/look.h"
#include "ui/screens/sheet_head.h"
#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kTwoColumns = 1000;
constexpr float kNarrow = 620;
constexpr float kCardInset = 16;
constexpr float kSectionHead = 30;
constexpr float kFoot = 76;

ui::BannerSpec banner_spec(const models::SheetBanner& banner) {
  return {.tone = tone(banner.tone), .icon = sheet_icon(banner.mark), .title = banner.title, .text = banner.text,
          .action = banner.tap ? std::string_view(banner.tap->label) : std::string_view(),
          .large = banner.weight == models::BannerWeight::Large};
}

ui::AlarmSpec alarm_spec(const models::SheetBanner& banner) {
  return {.title = banner.title, .text = banner.text,
          .action = banner.tap ? std::string_view(banner.tap->label) : std::string_view(),
          .icon = banner.tap ? sheet_icon(banner.tap->mark) : ui::Icon::None};
}

// True when its button was tapped.
bool draw_banner(ui::Kit& kit, ui::Rect& rest, const models::SheetBanner& banner, const std::string& key) {
  if (banner.weight == models::BannerWeight::Alarm) {
    const auto spec = alarm_spec(banner);
    return ui::alarm(kit, key, rest.cut_top(ui::alarm_height(kit, rest.w, spec), 10), spec, ui::kFieldRadius);
  }
  const auto spec = banner_spec(banner);
  return ui::banner(kit, key, rest.cut_top(ui::banner_height(kit, rest.w, spec), 10), spec);
}

float head_height(const models::SheetSection& section) {
  if (section.tap) return ui::kTargetSize + 4;
  return section.title.empty() ? 0 : kSectionHead;
}

float section_height(ui::Kit& kit, float width, const models::SheetSection& section) {
  float height = 2 * 12 + head_height(section);
  const float inner = width - 2 * kCardInset;
  if (section.lines.empty()) height += kit.height(ui::Type::Body, section.empty, inner) + 20;
  for (const auto& line : section.lines) height += sheet_line_height(kit, inner, line) + 1;
  return height;
}

// A field that is typed into is drawn wherever it stands, so that it can bring itself into view over the keyboard.
bool is_typed_into(const ui::Kit& kit, const models::SheetLine& line) {
  return (line.field && kit.has_focus(line.key + ".words")) || (line.row && kit.has_focus(line.row->key + ".words"));
}

bool is_typed_into(const ui::Kit& kit, const models::SheetSection& section) {
  return std::ranges::any_of(section.lines, [&](const auto& line) { return is_typed_into(kit, line); });
}

MaybeAction draw_section(ui::Kit& kit, const ui::Rect& rect, const models::SheetSection& section, SheetLocal& local) {
  MaybeAction action;
  ui::card(kit, rect);
  ui::Rect inner = rect.inset(kCardInset, 12);
  ui::Rect head = inner.cut_top(head_height(section));
  if (section.tap) {
    const auto spec = tap_button(*section.tap);
    const ui::Rect place = head.cut_right(std::min(ui::button_width(kit, spec), head.w * 0.6f), 12);
    if (ui::button(kit, section.tap->key, {place.x, place.y, place.w, ui::kTargetSize}, spec)) action = DoDeed{section.tap->deed};
  }
  if (!section.title.empty()) ui::section_header(kit, head, section.title, section.tap ? std::string_view()
      : std::string_view(section.note));
  if (section.lines.empty())
    kit.text(inner.inset(0, 10), section.empty, {.color = kit.palette().muted, .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
  for (std::size_t i = 0; i < section.lines.size(); ++i) {
    const ui::Rect place = inner.cut_top(sheet_line_height(kit, inner.w, section.lines[i]), 1);
    if (kit.is_visible(place) || is_typed_into(kit, section.lines[i]))
      if (auto tapped = draw_sheet_line(kit, place, section.lines[i], local)) action = std::move(tapped);
    if (i + 1 < section.lines.size() && !section.lines[i].filled) ui::divider(kit, inner.x, place.bottom(), inner.w);
  }
  return action;
}

// How many of the first sections stand on the left, so that the longer column is as short as it can be.
std::size_t find_break(const std::vector<float>& heights) {
  float all = 0;
  for (const float height : heights) all += height + ui::kGutter;
  std::size_t best = heights.size();
  float shortest = all, left = 0;
  for (std::size_t i = 0; i + 1 < heights.size(); ++i) {
    left += heights[i] + ui::kGutter;
    if (std::max(left, all - left) < shortest) shortest = std::max(left, all - left), best = i + 1;
  }
  return best;
}

MaybeAction draw_sections(ui::Kit& kit, const ui::Rect& view, const models::Sheet& sheet, SheetLocal& local) {
  MaybeAction action;
  const ui::Rect content = kit.begin_scroll("sheet." + sheet.title, view.inset(-6, 0)).inset(6, 0);
  const bool two = view.w >= kTwoColumns - 2 * ui::kPageMargin && sheet.sections.size() > 1;
  const float width = two ? content.column(0, 2, ui::kGutter).w : content.w;
  std::vector<float> heights;
  for (const auto& section : sheet.sections) heights.push_back(section_height(kit, width, section));
  const std::size_t split = two ? find_break(heights) : heights.size();
  float y = content.y + 4, lowest = y;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    if (i == split) y = content.y + 4;
    const ui::Rect place{content.x + (i >= split ? width + ui::kGutter : 0), y, width, heights[i]};
    if (kit.is_visible(place) || is_typed_into(kit, sheet.sections[i]))
      if (auto tapped = draw_section(kit, place, sheet.sections[i], local)) action = std::move(tapped);
    y += heights[i] + ui::kGutter;
    lowest = std::max(lowest, y);
  }
  kit.end_scroll(lowest + 4, kit.palette().background);
  return action;
}

float foot_words_height(const ui::Kit& kit, const ui::Rect& page, const models::Sheet& sheet) {
  if (sheet.foot_words.empty() || page.w >= kNarrow) return 0;
  return kit.height(ui::Type::Label, sheet.foot_words, page.w - 2 * ui::kPageMargin) + 8;
}

MaybeAction draw_foot(ui::Kit& kit, const ui::Rect& rect, const models::Sheet& sheet) {
  MaybeAction action;
  const auto& p = kit.palette();
  kit.fill(rect, p.surface);
  kit.line({rect.x, rect.y}, {rect.right(), rect.y}, p.line);
  ui::Rect inner = rect.inset(ui::kPageMargin, 12);
  if (rect.w < kNarrow) {
    if (const float words = foot_words_height(kit, rect, sheet); words > 0)
      kit.text(inner.cut_top(words), sheet.foot_words, {.type = ui::Type::Label, .color = p.muted, .valign = ui::VAlign::Top,
          .fit = ui::Fit::Wrap});
    return draw_taps(kit, inner, sheet.foot);
  }
  for (std::size_t i = sheet.foot.size(); i-- > 0;) {
    const auto spec = tap_button(sheet.foot[i]);
    const float least = i + 1 == sheet.foot.size() ? 200.0f : 0.0f;
    const float width = std::min(std::max(ui::button_width(kit, spec), least), inner.w);
    if (ui::button(kit, sheet.foot[i].key, inner.cut_right(width, 12), spec)) action = DoDeed{sheet.foot[i].deed};
  }
  if (!sheet.foot_words.empty()) draw_side_words(kit, inner, sheet.foot_words, p.muted);
  return action;
}

MaybeAction draw_banners(ui::Kit& kit, ui::Rect& rest, const models::Sheet& sheet) {
  MaybeAction action;
  for (std::size_t i = 0; i < sheet.banners.size(); ++i) {
    const auto& banner = sheet.banners[i];
    const std::string key = banner.tap ? banner.tap->key : "sheet.banner." + std::to_string(i);
    if (draw_banner(kit, rest, banner, key)) action = DoDeed{banner.tap->deed};
  }
  return action;
}

}  // namespace

MaybeAction draw_sheet(ui::Kit& kit, const ui::Rect& page, const models::Sheet& sheet, SheetLocal& local) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  ui::Rect rest = page;
  const ui::Rect head = rest.cut_top(sheet_head_height(kit, page, sheet));
  const float words = foot_words_height(kit, page, sheet);
  const float low = page.w < kNarrow ? 24 + words + taps_height(kit, page.w - 2 * ui::kPageMargin, sheet.foot) : kFoot;
  const ui::Rect foot = sheet.foot.empty() ? ui::Rect{} : rest.cut_bottom(low);
  rest = rest.inset(ui::kPageMargin, 0);
  rest.cut_top(12);
  take(draw_steps(kit, rest, sheet));
  take(draw_banners(kit, rest, sheet));
  if (sheet.notice.empty())
    take(draw_sections(kit, rest, sheet, local));
  else
    draw_notice(kit, rest, sheet.notice);
  take(draw_sheet_head(kit, head, sheet));
  if (!sheet.foot.empty()) take(draw_foot(kit, foot, sheet));
  return action;
}

}  // namespace wardlight::screens
