// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/unit_board.h"

#include <algorithm>

#include "ui/screens/cell_strip.h"
#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/row.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kWide = 1100;
constexpr float kPanelWidth = 286;
constexpr float kRow = 64;
constexpr float kHeadRow = 34;
constexpr float kCell = 57;  // what is left over is the names'
constexpr float kFigure = 88;
// Assign, add a patient, the shift; and incidents for who may review them.
int count_buttons(const models::UnitBoard& model) { return model.incidents ? 4 : 3; }

// How the width of a row is shared out; hours are dropped from the left when there is no room for all.
struct Grid {
  float bed = 58, name = 146, due = 162, contact = 92;
  std::size_t first = 0;
  float cell = kCell;
};

Grid share(float width, const models::UnitBoard& model) {
  Grid grid;
  if (width < 640) grid.due = 124, grid.contact = 0, grid.name = 118;
  const float left = width - grid.bed - grid.name - grid.due - grid.contact;
  const auto fit = static_cast<std::size_t>(std::max(0.0f, left / 54.0f));
  const std::size_t shown = std::min(fit, model.hours.size());
  grid.first = model.hours.size() - shown;
  grid.cell = shown == 0 ? 0 : std::min(left / static_cast<float>(shown), kCell);
  grid.name += left - grid.cell * static_cast<float>(shown);
  return grid;
}

void draw_figure(ui::Kit& kit, const ui::Rect& rect, const models::BoardFigure& figure) {
  const auto& p = kit.palette();
  ui::card(kit, rect);
  ui::Rect inner = rect.inset(14, 10);
  const bool marked = figure.tone != models::Tone::Neutral;
  kit.text(inner.cut_top(29), figure.number,
           {.type = kit.measure(ui::Type::Number, figure.number).w > inner.w ? ui::Type::Label : ui::Type::Number,
            .color = marked ? p.tone(tone(figure.tone)).strong : p.text, .fit = ui::Fit::Ellipsis});
  kit.text(inner.cut_top(19), figure.label, {.type = ui::Type::Caption, .color = p.text, .fit = ui::Fit::Ellipsis});
  kit.text(inner, figure.note, {.type = ui::Type::Caption, .color = p.muted, .fit = ui::Fit::Ellipsis});
}

float draw_figures(ui::Kit& kit, const ui::Rect& rect, const models::UnitBoard& model) {
  const int count = static_cast<int>(model.figures.size());
  const int across = rect.w >= 700 ? count : rect.w >= 420 ? 3 : 2;
  const int lines = (count + across - 1) / across;
  for (int i = 0; i < count; ++i) {
    const ui::Rect line{rect.x, rect.y + static_cast<float>(i / across) * (kFigure + 10), rect.w, kFigure};
    draw_figure(kit, line.column(i % across, across, 10), model.figures[static_cast<std::size_t>(i)]);
  }
  return static_cast<float>(lines) * (kFigure + 10);
}

void draw_heads(ui::Kit& kit, const ui::Rect& rect, const models::UnitBoard& model, const Grid& grid) {
  const auto& p = kit.palette();
  ui::Rect inner = rect;
  const ui::TextStyle style{.type = ui::Type::Caption, .color = p.muted, .fit = ui::Fit::Ellipsis};
  kit.text(inner.cut_left(grid.bed + grid.name).inset(8, 0), model.bed_head, style);
  kit.text(inner.cut_left(grid.due).inset(4, 0), model.due_head, style);
  if (grid.contact > 0) kit.text(inner.cut_left(grid.contact).inset(4, 0), model.contact_head, style);
  for (std::size_t i = grid.first; i < model.hours.size(); ++i) {
    const ui::Rect cell = inner.cut_left(grid.cell);
    const bool now = i == model.current;
    if (now) kit.fill(cell.inset(3, 4), p.primary_tone.soft, 8);
    kit.text(cell, model.hours[i],
             {.type = ui::Type::Caption, .color = now ? p.primary_tone.strong : p.muted, .align = ui::Align::Center});
  }
}

// Word over time, for a row that has no room for large digits.
void draw_small_due(ui::Kit& kit, const ui::Rect& rect, const models::DueMark& due) {
  const auto& colors = kit.palette().tone(tone(due.tone));
  kit.fill(rect, colors.soft, 10);
  ui::Rect lines = rect.inset(10, 0).middle({rect.w - 20, 40});
  kit.text(lines.cut_top(21), due.word, {.type = ui::Type::Label, .color = colors.strong, .fit = ui::Fit::Ellipsis});
  const std::string whole = due.time + " · " + due.detail;
  const bool fits = !due.detail.empty() && kit.measure(ui::Type::Caption, whole).w <= lines.w;
  kit.text(lines, fits ? whole : due.time, {.type = ui::Type::Caption, .color = colors.strong, .fit = ui::Fit::Ellipsis});
}

MaybeAction draw_row(ui::Kit& kit, const ui::Rect& rect, const models::BoardRow& row, const Grid& grid) {
  const auto& p = kit.palette();
  std::string label = row.bed + " " + row.name + ", " + row.due.word + " " + row.due.time;
  const auto press = kit.pressable("board." + row.encounter.value, ui::Role::Row, rect, label);
  if (press.held) kit.fill(rect, ui::with_alpha(p.primary, 20), ui::kButtonRadius);
  ui::Rect inner = rect;
  const ui::Rect bed = inner.cut_left(grid.bed);
  const bool missing = row.bed == "?";
  ui::badge(kit, ui::Rect{bed.x, bed.y, bed.w - 6, bed.h}.middle({bed.w - 10, 44}), row.bed,
            missing ? ui::Tone::Warn : ui::Tone::Primary,
            kit.measure(ui::Type::Label, row.bed).w > bed.w - 20 ? ui::Type::Caption : ui::Type::Label);
  const ui::Rect names = inner.cut_left(grid.name).inset(6, 0);
  const bool alike = !row.same_name.empty();
  const bool waits = !alike && !row.badges.empty() && row.badges.front().tone != models::Tone::Neutral;
  const ui::Color ink = alike ? p.warn.strong : waits ? p.tone(tone(row.badges.front().tone)).strong : p.muted;
  std::string words = alike ? row.same_name : waits ? "" : row.nurse;
  for (const auto& badge : row.badges) words += (words.empty() ? "" : " · ") + badge.text;
  draw_named(kit, names, {row.name, words, ink});
  draw_small_due(kit, inner.cut_left(grid.due).inset(3, 7), row.due);
  if (grid.contact > 0) {
    const ui::Color ink = row.contact_tone == models::Tone::Bad ? p.bad.strong : p.text;
    kit.text(inner.cut_left(grid.contact).inset(5, 0), row.contact,
             {.type = ui::Type::BodyStrong, .color = ink, .fit = ui::Fit::Wrap});
  }
  for (std::size_t i = grid.first; i < row.cells.size(); ++i)
    draw_board_cell(kit, inner.cut_left(grid.cell).inset(3, 9), row.cells[i]);
  ui::divider(kit, rect.x, rect.bottom() - 1, rect.w);
  if (press.tapped) return OpenPatient{row.encounter};
  return {};
}

// The rows at `y`, on one card as long as all of them.
MaybeAction draw_grid(ui::Kit& kit, const ui::Rect& rect, const models::UnitBoard& model, float& y) {
  MaybeAction action;
  const Grid grid = share(rect.w - 20, model);
  const float height = static_cast<float>(model.rows.size()) * kRow + kHeadRow + 12;
  const ui::Rect box{rect.x, y, rect.w, height};
  ui::card(kit, box);
  ui::Rect inner = box.inset(10, 6);
  draw_heads(kit, inner.cut_top(kHeadRow), model, grid);
  for (const auto& row : model.rows) {
    const ui::Rect place = inner.cut_top(kRow);
    if (kit.is_visible(place))
      if (auto tapped = draw_row(kit, place, row, grid)) action = tapped;
  }
  y += height;
  return action;
}

std::string load_words(const models::NurseLoad& load) { return load.patients + " · " + load.open; }

float load_height(const ui::Kit& kit, float width, const models::NurseLoad& load) {
  return std::max(ui::kRowHeight, 21 + kit.height(ui::Type::Caption, load_words(load), width - 50) + 24);
}

void draw_load(ui::Kit& kit, const ui::Rect& rect, const models::NurseLoad& load) {
  const auto& p = kit.palette();
  ui::Rect inner = rect.inset(0, 8);
  const auto& colors = p.tone(tone(load.tone));
  const ui::Rect disc = inner.cut_left(38, 12);
  kit.disc(disc.center(), 19, colors.soft);
  kit.icon(disc.middle({24, 24}), load.practitioner.empty() ? ui::Icon::PersonSearch : ui::Icon::Person, colors.strong);
  ui::Rect words = inner.middle({inner.w, 21 + kit.height(ui::Type::Caption, load_words(load), inner.w)});
  kit.text(words.cut_top(21), load.name, {.type = ui::Type::BodyStrong, .fit = ui::Fit::Ellipsis});
  kit.text(
      words, load_words(load),
      {.type = ui::Type::Caption, .color = load.tone == models::Tone::Neutral ? p.muted : colors.strong, .fit = ui::Fit::Wrap});
  ui::divider(kit, rect.x + 50, rect.bottom() - 1, rect.w - 50);
}

float legend_height(ui::Kit& kit, float width, const models::UnitBoard& model, bool draw, float x0, float y0) {
  const auto& p = kit.palette();
  float x = 0, y = 0;
  for (const auto& entry : model.legend) {
    const float mark = kit.measure(ui::Type::Caption, entry.mark).w + 14,
                words = kit.measure(ui::Type::Caption, entry.badge.text).w;
    if (x > 0 && x + mark + 6 + words > width) x = 0, y += 30;
    if (draw) {
      const auto& colors = p.tone(tone(entry.badge.tone));
      const ui::Rect box{x0 + x, y0 + y, mark, 24};
      kit.fill(box, colors.soft, 8);
      kit.text(box, entry.mark, {.type = ui::Type::Caption, .color = colors.strong, .align = ui::Align::Center});
      kit.text({box.right() + 6, box.y, words, 24}, entry.badge.text, {.type = ui::Type::Caption, .color = p.muted});
    }
    x += mark + 6 + words + 16;
  }
  return y + 30;
}

enum class Buttons { Beside, Stacked };

MaybeAction draw_buttons(ui::Kit& kit, const ui::Rect& rect, const models::UnitBoard& model, Buttons order) {
  MaybeAction action;
  const int all = count_buttons(model);
  const auto place = [&](int i) { return order == Buttons::Stacked ? rect.row(i, all, 10) : rect.column(i, all, 10); };
  const ui::ButtonSpec assign{.label = model.assign.label, .icon = ui::Icon::HowToReg, .kind = ui::ButtonKind::Primary,
                              .enabled = ui::enabled_if(model.assign.enabled)};
  const ui::ButtonSpec add{.label = model.add_patient.label, .icon = ui::Icon::PersonAdd, .kind = ui::ButtonKind::Secondary,
                           .enabled = ui::enabled_if(model.add_patient.enabled)};
  if (ui::button(kit, "assign", place(0), assign)) action = OpenAssign{};
  const ui::ButtonSpec shift{.label = model.shift.label, .icon = ui::Icon::Schedule, .kind = ui::ButtonKind::Secondary};
  if (ui::button(kit, "add_patient", place(1), add)) action = OpenAddPatient{};
  if (ui::button(kit, "board-shift", place(2), shift)) action = DoDeed{{models::DeedKind::OpenShift}};
  if (!model.incidents) return action;
  const ui::ButtonSpec incidents{.label = model.incidents->label, .icon = ui::Icon::Elderly, .kind = ui::ButtonKind::Secondary};
  if (ui::button(kit, "board-incidents", place(3), incidents)) action = DoDeed{{models::DeedKind::OpenIncidents}};
  return action;
}

MaybeAction draw_panel(ui::Kit& kit, const ui::Rect& rect, const models::UnitBoard& model) {
  MaybeAction action;
  ui::card(kit, rect);
  ui::Rect inner = rect.inset(18, 14);
  ui::section_header(kit, inner.cut_top(28, 6), model.nurses_title);
  const auto buttons = static_cast<float>(count_buttons(model));
  action = draw_buttons(kit, inner.cut_bottom(52 * buttons + 10 * (buttons - 1), 12), model, Buttons::Stacked);
  const ui::Rect content = kit.begin_scroll("loads", inner);
  float y = content.y;
  for (const auto& load : model.nurses) {
    const ui::Rect place{content.x, y, content.w, load_height(kit, content.w, load)};
    if (kit.is_visible(place)) draw_load(kit, place, load);
    y += place.h;
  }
  kit.end_scroll(y, kit.palette().surface);
  return action;
}

float draw_loads(ui::Kit& kit, const ui::Rect& rect, const models::UnitBoard& model) {
  const int across = rect.w >= 640 ? 2 : 1;
  const int lines = (static_cast<int>(model.nurses.size()) + across - 1) / across;
  const float column = ui::Rect{0, 0, rect.w - 36, 0}.column(0, across, 24).w;
  float tall = 0;
  for (const auto& load : model.nurses) tall = std::max(tall, load_height(kit, column, load));
  const float height = 14 + 34 + static_cast<float>(lines) * tall + 8;
  ui::card(kit, {rect.x, rect.y, rect.w, height});
  ui::Rect inner{rect.x + 18, rect.y + 14, rect.w - 36, height - 22};
  ui::section_header(kit, inner.cut_top(28, 6), model.nurses_title);
  for (int i = 0; i < static_cast<int>(model.nurses.size()); ++i) {
    const ui::Rect line{inner.x, inner.y + static_cast<float>(i / across) * tall, inner.w, tall};
    if (kit.is_visible(line)) draw_load(kit, line.column(i % across, across, 24), model.nurses[static_cast<std::size_t>(i)]);
  }
  return height;
}

}  // namespace

MaybeAction draw_unit_board(ui::Kit& kit, const ui::Rect& page, const models::UnitBoard& model) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  ui::Rect inner = page.inset(ui::kPageMargin, 0);
  inner.cut_top(16);
  const bool wide = page.w >= kWide;
  if (!model.notice.empty()) {
    inner.cut_top(draw_figures(kit, inner, model));
    inner.cut_bottom(16);
    if (model.add_patient.enabled) take(draw_buttons(kit, inner.cut_bottom(52, 16), model, Buttons::Beside));
    draw_notice(kit, inner, model.notice);
    return action;
  }
  if (wide) {
    ui::Rect panel = inner.cut_right(kPanelWidth, ui::kGutter);
    panel.h -= 16;
    take(draw_panel(kit, panel, model));
  }
  inner.cut_top(draw_banner(kit, inner, model.banner));
  inner.cut_top(draw_figures(kit, inner, model), 4);
  const ui::Rect content = kit.begin_scroll("board", inner.inset(-6, 0)).inset(6, 0);
  float y = content.y + 4;
  if (!wide) {
    take(draw_buttons(kit, {content.x, y, content.w, 52}, model, Buttons::Beside));
    y += 52 + ui::kGutter;
  }
  take(draw_grid(kit, content, model, y));
  y += ui::kGutter;
  y += legend_height(kit, content.w, model, true, content.x, y) + ui::kGutter;
  if (!wide) y += draw_loads(kit, {content.x, y, content.w, 0}, model) + ui::kGutter;
  kit.end_scroll(y, kit.palette().background);
  return action;
}

}  // namespace wardlight::screens
