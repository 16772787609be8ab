// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/my_patients.h"

#include <algorithm>
#include <string>
#include <vector>

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/row.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kWide = 1000;      // from here the list of what is next stands beside the cards
constexpr float kTwoColumns = 800; // and from here cards stand in pairs
constexpr float kPanelWidth = 344;
constexpr float kDueHeight = 62;
constexpr float kFootBeside = 360;  // from here the button stands beside the due mark
constexpr float kLineGap = 10;

ui::Icon tile_icon(models::PatientFilter filter) {
  switch (filter) {
    case models::PatientFilter::Mine: return ui::Icon::People;
    case models::PatientFilter::Pressing: return ui::Icon::Schedule;
    case models::PatientFilter::Drafts: return ui::Icon::EditNote;
    case models::PatientFilter::Everyone: return ui::Icon::Bed;
  }
  return ui::Icon::None;
}

std::string_view tile_code(models::PatientFilter filter) {
  switch (filter) {
    case models::PatientFilter::Mine: return "tile.mine";
    case models::PatientFilter::Pressing: return "tile.pressing";
    case models::PatientFilter::Drafts: return "tile.drafts";
    case models::PatientFilter::Everyone: return "tile.everyone";
  }
  return "tile";
}

bool draw_tile(ui::Kit& kit, const ui::Rect& rect, const models::FilterTile& tile) {
  const auto& p = kit.palette();
  const auto press = ui::pressable_card(kit, tile_code(tile.filter), rect, tile.label + ": " + tile.number,
                                        tile.selected ? ui::Edge::Selected : ui::Edge::Plain);
  const auto& colors = p.tone(tone(tile.tone));
  ui::Rect inner = rect.inset(14, 8);
  if (rect.w >= 168) {
    const ui::Rect disc = inner.cut_left(40, 12).middle({40, 40});
    kit.disc(disc.center(), 20, colors.soft);
    kit.icon(disc, tile_icon(tile.filter), colors.strong);
  }
  ui::Rect words = inner.middle({inner.w, 29 + 18});
  kit.text(words.cut_top(29), tile.number,
           {.type = ui::Type::Number, .color = tile.tone == models::Tone::Bad ? colors.strong : p.text});
  kit.text(words, tile.label,
           {.type = ui::Type::Caption, .color = tile.selected ? p.primary : p.muted, .fit = ui::Fit::Ellipsis});
  return press.tapped;
}

MaybeAction draw_tiles(ui::Kit& kit, const ui::Rect& rect, const models::MyPatients& model) {
  MaybeAction action;
  const int count = static_cast<int>(model.tiles.size());
  for (int i = 0; i < count; ++i) {
    const auto& tile = model.tiles[static_cast<std::size_t>(i)];
    if (draw_tile(kit, rect.column(i, count, 10), tile)) action = ChooseFilter{tile.filter};
  }
  return action;
}

// The small lines between the chips and the foot: last round, gap, draft, what waits.
struct CardLine {
  std::string_view words;
  ui::Tone tone;
  ui::Icon icon;
};

std::vector<CardLine> list_lines(const models::PatientCard& card) {
  std::vector<CardLine> lines{{card.last_round, ui::Tone::Neutral, ui::Icon::History}};
  if (!card.gap.empty()) lines.push_back({card.gap, ui::Tone::Bad, ui::Icon::Timer});
  if (!card.draft.empty()) lines.push_back({card.draft, ui::Tone::Info, ui::Icon::EditNote});
  if (!card.waiting.empty()) lines.push_back({card.waiting, ui::Tone::Info, ui::Icon::CloudQueue});
  if (!card.nurse.empty()) lines.push_back({card.nurse, ui::Tone::Neutral, ui::Icon::Person});
  return lines;
}

float foot_height(float width) { return width >= kFootBeside ? kDueHeight : kDueHeight + 8 + ui::kButtonHeight; }

float card_height(ui::Kit& kit, float width, const models::PatientCard& card) {
  const float inner = width - 2 * ui::kCardPadding;
  const ui::Rect measure{0, 0, inner, 0};
  float height = 14 + identity_height(kit, inner, card.head) + kLineGap;
  if (const float same = draw_same_name(kit, measure, card.head.same_name, ui::Drawing::MeasureOnly); same > 0)
    height += same + kLineGap;
  height += draw_flags(kit, measure, card.head.short_flags, ui::Drawing::MeasureOnly) + kLineGap;
  height += 22 * static_cast<float>(list_lines(card).size()) + kLineGap;
  return height + foot_height(inner) + 14;
}

void draw_lines(ui::Kit& kit, ui::Rect& inner, const models::PatientCard& card) {
  const auto& p = kit.palette();
  for (const auto& line : list_lines(card)) {
    ui::Rect row = inner.cut_top(22);
    const ui::Color ink = line.tone == ui::Tone::Neutral ? p.muted : p.tone(line.tone).strong;
    kit.icon(row.cut_left(18, 6).middle({18, 18}), line.icon, ink, ui::IconSize::Small);
    kit.text(row, line.words, {.type = ui::Type::Caption, .color = ink, .fit = ui::Fit::Ellipsis});
  }
}

MaybeAction draw_foot(ui::Kit& kit, const ui::Rect& rect, const models::PatientCard& card) {
  ui::Rect inner = rect;
  const bool urgent = card.due.pressing || card.resumes;
  const ui::ButtonSpec spec{.label = card.round.label, .icon = card.resumes ? ui::Icon::Edit : ui::Icon::ArrowForward,
                            .kind = urgent ? ui::ButtonKind::Primary : ui::ButtonKind::Secondary,
                            .enabled = ui::enabled_if(card.round.enabled)};
  const bool beside = inner.w >= kFootBeside;
  const ui::Rect place = beside ? inner.cut_right(std::min(ui::button_width(kit, spec), inner.w * 0.46f), 10)
                                : inner.cut_bottom(ui::kButtonHeight, 8);
  draw_due(kit, {inner.x, inner.y, std::min(inner.w, std::max(due_width(kit, card.due), 190.0f)), inner.h}, card.due);
  if (ui::button(kit, "round." + card.head.encounter.value, place, spec)) return StartRound{card.head.encounter};
  return {};
}

MaybeAction draw_card(ui::Kit& kit, const ui::Rect& rect, const models::PatientCard& card) {
  const bool alarm = card.due.tone == models::Tone::Bad;
  const auto press = ui::pressable_card(kit, "patient." + card.head.encounter.value, rect,
                                        card.head.bed_label + ", " + card.head.name + ", " + card.due.word + " " + card.due.time,
                                        alarm ? ui::Edge::Alert : ui::Edge::Plain);
  MaybeAction action;
  if (press.tapped) action = OpenPatient{card.head.encounter};
  ui::Rect inner = rect.inset(ui::kCardPadding, 14);
  const ui::Rect foot = inner.cut_bottom(foot_height(inner.w), kLineGap);
  draw_identity(kit, inner.cut_top(identity_height(kit, inner.w, card.head), kLineGap), card.head);
  if (const float same = draw_same_name(kit, inner, card.head.same_name); same > 0) inner.cut_top(same, kLineGap);
  inner.cut_top(draw_flags(kit, inner, card.head.short_flags), kLineGap);
  draw_lines(kit, inner, card);
  if (auto start = draw_foot(kit, foot, card)) action = start;
  return action;
}

MaybeAction draw_cards(ui::Kit& kit, const ui::Rect& view, const models::MyPatients& model) {
  MaybeAction action;
  const std::size_t across = view.w >= kTwoColumns ? 2 : 1;
  const ui::Rect content = kit.begin_scroll("patients", view).inset(6, 0);
  const float width = content.column(0, static_cast<int>(across), ui::kGutter).w;
  float y = content.y + 4;
  for (std::size_t i = 0; i < model.cards.size(); i += across) {
    const std::size_t last = std::min(i + across, model.cards.size());
    float height = 0;
    for (std::size_t j = i; j < last; ++j) height = std::max(height, card_height(kit, width, model.cards[j]));
    if (kit.is_visible({content.x, y, content.w, height})) {
      for (std::size_t j = i; j < last; ++j) {
        const ui::Rect place =
            ui::Rect{content.x, y, content.w, height}.column(static_cast<int>(j - i), static_cast<int>(across), ui::kGutter);
        if (auto tapped = draw_card(kit, place, model.cards[j])) action = tapped;
      }
    }
    y += height + ui::kGutter;
  }
  kit.end_scroll(y, kit.palette().background);
  return action;
}

MaybeAction draw_next(ui::Kit& kit, const ui::Rect& rect, const models::MyPatients& model) {
  MaybeAction action;
  ui::card(kit, rect);
  ui::Rect inner = rect.inset(18, 14);
  ui::section_header(kit, inner.cut_top(28, 6), model.next_title, model.next_count);
  const ui::Rect button = inner.cut_bottom(56, 12);
  const ui::Rect view = inner;
  const ui::Rect content = kit.begin_scroll("next", view);
  float y = content.y;
  for (const auto& row : model.next) {
    const ui::Rect place{content.x, y, content.w, ui::kRowHeight};
    y += ui::kRowHeight;
    if (!kit.is_visible(place)) continue;
    const std::string label = row.bed + " " + row.name + ", " + row.word + " " + row.time;
    const ui::RowSpec spec{.title = row.name,
                           .subtitle = row.bed,
                           .icon = row.tone == models::Tone::Bad ? ui::Icon::WarningAmber : ui::Icon::Schedule,
                           .tone = tone(row.tone),
                           .value = row.time,
                           .value_note = row.word,
                           .label = label,
                           .opens = ui::RowSpec::Opens::Nothing};
    const auto press = kit.pressable("next." + row.encounter.value, ui::Role::Row, place, label);
    if (press.tapped) action = StartRound{row.encounter};
    ui::list_row(kit, "next." + row.encounter.value, place, spec);
  }
  kit.end_scroll(y, kit.palette().surface);
  const ui::ButtonSpec start{.label = model.start_next.label, .icon = ui::Icon::ArrowForward, .kind = ui::ButtonKind::Primary,
                             .enabled = ui::enabled_if(model.start_next.enabled)};
  if (ui::button(kit, "start_next", button, start) && !model.next.empty()) action = StartRound{model.next.front().encounter};
  return action;
}

}  // namespace

MaybeAction draw_my_patients(ui::Kit& kit, const ui::Rect& page, const models::MyPatients& model) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  ui::Rect inner = page.inset(ui::kPageMargin, 0);
  inner.cut_top(16);
  if (page.w >= kWide && !model.next.empty()) {
    ui::Rect panel = inner.cut_right(kPanelWidth, ui::kGutter);
    panel.h -= 16;
    take(draw_next(kit, panel, model));
  }
  inner.cut_top(draw_banner(kit, inner, model.banner));
  take(draw_tiles(kit, inner.cut_top(ui::kTileHeight, 10), model));
  if (!model.notice.empty()) {
    draw_notice(kit, inner, model.notice);
    return action;
  }
  take(draw_cards(kit, {inner.x - 6, inner.y, inner.w + 12, inner.h}, model));
  return action;
}

}  // namespace wardlight::screens
