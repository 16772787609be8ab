// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/round_form.h"

#include <algorithm>
#include <vector>

#include "ui/screens/done_time.h"
#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kTwoColumns = 1000;
constexpr float kFootHeight = 84;
constexpr float kNarrow = 620;  // below, the foot's words have a line of their own
constexpr float kBesideScore = 430;  // what stands left of the save button
constexpr float kFootWords = 40;
constexpr float kDueHeight = 58;
constexpr float kKindHeight = 52;

ui::Icon kind_icon(const std::optional<models::RoundKind>& kind) {
  if (!kind) return ui::Icon::None;
  switch (*kind) {
    case models::RoundKind::Full: return ui::Icon::Visibility;
    case models::RoundKind::Asleep: return ui::Icon::Bedtime;
    case models::RoundKind::Refused: return ui::Icon::FrontHand;
    case models::RoundKind::InRoomCare: return ui::Icon::Groups;
  }
  return ui::Icon::None;
}

// The identity takes what its words need; the flags the rest.
float identity_width(const ui::Kit& kit, float width, const models::PatientHead& head) {
  const float words = std::max(kit.measure(ui::Type::Heading, head.name).w, kit.measure(ui::Type::Caption, head.identifiers).w);
  return std::min(words + 72, width * 0.44f);
}

float due_place(const ui::Kit& kit, const ui::Rect& page, const models::RoundForm& model) {
  return std::min(due_width(kit, model.due), page.w >= kTwoColumns ? 320.0f : 260.0f);
}

float head_height(ui::Kit& kit, const ui::Rect& page, const models::RoundForm& model) {
  const float width = page.w - 2 * ui::kPageMargin - 62;
  const bool wide = page.w >= kTwoColumns;
  const float due = page.w >= kNarrow ? due_place(kit, page, model) + 16 : 0;
  const float taken = wide ? identity_width(kit, width, model.head) : width - due;
  const float identity =
      std::max(identity_height(kit, taken, model.head, {.name = ui::Type::Heading}), due > 0 ? kDueHeight : 0.0f);
  const ui::Rect chips{0, 0, wide ? width - taken - due - 16 : page.w - 2 * ui::kPageMargin, 0};
  const float flags = draw_flags(kit, chips, model.head.flags, ui::Drawing::MeasureOnly);
  const float same = draw_same_name(kit, {0, 0, page.w - 2 * ui::kPageMargin, 0}, model.head.same_name, ui::Drawing::MeasureOnly);
  return (wide ? std::max(identity, flags) : identity + 8 + flags) + (same > 0 ? same + 8 : 0) + 20;
}

MaybeAction draw_head(ui::Kit& kit, const ui::Rect& rect, const models::RoundForm& model) {
  MaybeAction action;
  const auto& p = kit.palette();
  kit.fill(rect, p.surface);
  kit.line({rect.x, rect.bottom() - 1}, {rect.right(), rect.bottom() - 1}, p.line);
  ui::Rect inner = rect.inset(ui::kPageMargin, 10);
  if (const float same = draw_same_name(kit, inner, model.head.same_name, ui::Drawing::MeasureOnly); same > 0)
    draw_same_name(kit, inner.cut_bottom(same, 8), model.head.same_name);
  const bool wide = rect.w >= kTwoColumns;
  if (!wide) {
    const float flags = draw_flags(kit, inner, model.head.flags, ui::Drawing::MeasureOnly);
    draw_flags(kit, inner.cut_bottom(flags, 8), model.head.flags);
  }
  if (ui::icon_button(kit, "back", inner.cut_left(48, 14).middle({48, 48}), ui::Icon::ArrowBack,
                      model.back_label + ". " + model.back_note, ui::Tone::Primary))
    action = GoBack{};
  const ui::Rect row = inner;
  if (rect.w >= kNarrow) {
    const float due = due_place(kit, rect, model);
    draw_due(kit, inner.cut_right(due, 16).middle({due, std::min(kDueHeight, inner.h)}), model.due);
  }
  if (!wide) {
    draw_identity(kit, inner, model.head, {.name = ui::Type::Heading});
    return action;
  }
  draw_identity(kit, inner.cut_left(identity_width(kit, row.w, model.head), 16), model.head, {.name = ui::Type::Heading});
  const float flags = draw_flags(kit, inner, model.head.flags, ui::Drawing::MeasureOnly);
  draw_flags(kit, inner.middle({inner.w, flags}), model.head.flags);
  return action;
}

// Four large answers in the middle of an untouched form: the first of the two taps of a sleeper's round.
MaybeAction draw_kind_question(ui::Kit& kit, const ui::Rect& rect, const models::RoundForm& model) {
  MaybeAction action;
  const auto& options = model.kind->options;
  const int count = static_cast<int>(options.size());
  const int across = rect.w >= 1100 ? count : rect.w >= 480 ? 2 : 1;
  const int lines = (count + across - 1) / across;
  const float tile = std::min(220.0f, (rect.h - 84) / static_cast<float>(lines) - ui::kGutter);
  const float height = 80 + static_cast<float>(lines) * (tile + ui::kGutter);
  ui::Rect box = rect.middle({rect.w, std::min(height, rect.h)});
  kit.text(box.cut_top(34), model.kind_title, {.type = ui::Type::Heading, .align = ui::Align::Center, .fit = ui::Fit::Ellipsis});
  kit.text(box.cut_top(24, 22), model.last_round,
           {.color = kit.palette().muted, .align = ui::Align::Center, .fit = ui::Fit::Ellipsis});
  for (int i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const ui::Rect line{box.x, box.y + static_cast<float>(i / across) * (tile + ui::kGutter), box.w, tile};
    const ui::Rect place = line.column(i % across, across, ui::kGutter);
    if (ui::pressable_card(kit, model.kind->key + "." + options[at].code, place, model.kind->label + ": " + options[at].label)
            .tapped)
      action = ChooseAnswer{model.kind->field, at};
    const auto& colors = kit.palette().primary_tone;
    const bool tall = tile >= 130;
    ui::Rect inner = place.inset(14, 12);
    const ui::Rect mark = tall ? inner.cut_top(inner.h * 0.58f) : inner.cut_left(56, 10);
    kit.disc(mark.center(), tall ? 36.0f : 26.0f, colors.soft);
    kit.icon(mark, kind_icon(model.kind_marks[at]), colors.strong, ui::IconSize::Large);
    kit.text(inner, options[at].label,
             {.type = ui::Type::Title, .align = tall ? ui::Align::Center : ui::Align::Left, .fit = ui::Fit::Wrap});
  }
  return action;
}

// The same four as a strip, once one is chosen.
MaybeAction draw_kind_strip(ui::Kit& kit, const ui::Rect& rect, const models::RoundForm& model) {
  MaybeAction action;
  const auto& p = kit.palette();
  const auto& options = model.kind->options;
  const int count = static_cast<int>(options.size()), across = rect.w >= 700 ? count : 2;
  for (int i = 0; i < count; ++i) {
    const auto& option = options[static_cast<std::size_t>(i)];
    const ui::Rect line{rect.x, rect.y + static_cast<float>(i / across) * (kKindHeight + 8), rect.w, kKindHeight};
    const ui::Rect place = line.column(i % across, across, 8);
    const auto press =
        kit.pressable(model.kind->key + "." + option.code, ui::Role::Choice, place, model.kind->label + ": " + option.label);
    if (press.tapped && !option.selected) action = ChooseAnswer{model.kind->field, static_cast<std::size_t>(i)};
    const ui::Color ink = option.selected ? p.on_primary : p.text;
    kit.fill(place, option.selected ? p.primary : p.surface, ui::kButtonRadius);
    kit.outline(place, option.selected ? p.primary : p.border, ui::kButtonRadius);
    if (press.held) kit.fill(place, ui::with_alpha(p.primary, 36), ui::kButtonRadius);
    ui::Rect inner = place.inset(8, 0);
    const float width = std::min(kit.measure(ui::Type::Label, option.label).w + 32, inner.w);
    inner = inner.middle({width, inner.h});
    kit.icon(inner.cut_left(24, 8), kind_icon(model.kind_marks[static_cast<std::size_t>(i)]), ink);
    kit.text(inner, option.label, {.type = ui::Type::Label, .color = ink, .fit = ui::Fit::Wrap});
  }
  return action;
}

// How the rows are shared out: over one column or two, with answers as large as the view allows.
struct Sheet {
  float width = 0;  // of a column
  std::size_t split = 0;
  float answer = kLeastAnswer;
  float left = 0;
  float right = 0;
};

float column_height(const ui::Kit& kit, const Sheet& sheet, const models::RoundForm& model, std::size_t first, std::size_t last) {
  float height = 12;
  for (std::size_t i = first; i < last; ++i) height += form_row_height(kit, sheet.width - 28, model.rows[i], sheet.answer) + 1;
  return height;
}

// Where the second column begins so that the longer of the two is as short as it can be.
std::size_t find_break(const ui::Kit& kit, const Sheet& sheet, const models::RoundForm& model) {
  std::vector<float> heights;
  float all = 0;
  for (const auto& row : model.rows)
    heights.push_back(form_row_height(kit, sheet.width - 28, row, sheet.answer)), all += heights.back();
  std::size_t best = model.rows.size();
  float shortest = all, left = 0;
  for (std::size_t i = 0; i + 1 < heights.size(); ++i) {
    left += heights[i];
    if (model.rows[i].kind == models::RowKind::Heading) continue;
    if (std::max(left, all - left) < shortest) shortest = std::max(left, all - left), best = i + 1;
  }
  return best;
}

Sheet lay_sheet(const ui::Kit& kit, const ui::Rect& view, const models::RoundForm& model) {
  Sheet sheet;
  const bool two = view.w >= kTwoColumns - 2 * ui::kPageMargin && model.rows.size() > 3;
  sheet.width = two ? view.column(0, 2, ui::kGutter).w : view.w;
  for (const float answer : {64.0f, 60.0f, 56.0f, 52.0f, kLeastAnswer}) {
    sheet.answer = answer;
    sheet.split = two ? find_break(kit, sheet, model) : model.rows.size();
    sheet.left = column_height(kit, sheet, model, 0, sheet.split);
    sheet.right = sheet.split < model.rows.size() ? column_height(kit, sheet, model, sheet.split, model.rows.size()) : 0;
    if (std::max(sheet.left, sheet.right) + 14 <= view.h) break;
  }
  return sheet;
}

// Rows from `first` to `last` on one card.
MaybeAction draw_column(ui::Kit& kit, const ui::Rect& rect, const models::RoundForm& model, const Sheet& sheet, std::size_t first,
                        std::size_t last, FormLocal& local) {
  MaybeAction action;
  ui::card(kit, rect);
  ui::Rect inner = rect.inset(14, 6);
  for (std::size_t i = first; i < last; ++i) {
    const ui::Rect place = inner.cut_top(form_row_height(kit, inner.w, model.rows[i], sheet.answer), 1);
    // A field that is typed into is drawn wherever it stands: it brings itself into view over the keyboard.
    if (kit.is_visible(place) || kit.has_focus(model.rows[i].key + ".words"))
      if (auto tapped = draw_form_row(kit, place, model.rows[i], local, sheet.answer)) action = std::move(tapped);
    if (i + 1 < last) ui::divider(kit, inner.x, place.bottom(), inner.w);
  }
  return action;
}

MaybeAction draw_rows(ui::Kit& kit, const ui::Rect& view, const models::RoundForm& model, FormLocal& local) {
  const Sheet sheet = lay_sheet(kit, view, model);
  const ui::Rect content = kit.begin_scroll("form", view.inset(-6, 0)).inset(6, 0);
  const float height = std::max(sheet.left, sheet.right);
  MaybeAction action = draw_column(kit, {content.x, content.y + 4, sheet.width, sheet.right > 0 ? height : sheet.left}, model,
                                   sheet, 0, sheet.split, local);
  if (sheet.right > 0) {
    const ui::Rect place{content.x + sheet.width + ui::kGutter, content.y + 4, sheet.width, height};
    if (auto tapped = draw_column(kit, place, model, sheet, sheet.split, model.rows.size(), local)) action = std::move(tapped);
  }
  kit.end_scroll(content.y + 4 + height + 10, kit.palette().background);
  return action;
}

void draw_foot_words(ui::Kit& kit, const ui::Rect& rect, const models::RoundForm& model) {
  const auto& p = kit.palette();
  const std::string& reason = model.save.enabled ? model.progress : model.save.reason.empty() ? model.missing : model.save.reason;
  ui::Rect inner = rect;
  const bool whole = model.score && !model.score->number.empty();
  const bool tight = rect.w < kBesideScore;  // room for one of the two: the score when it is whole, else what is missing
  if (model.score && (whole || !tight)) {
    const float width = tight ? rect.w : std::min(300.0f, rect.w * 0.5f);
    ui::Rect score = inner.cut_left(width, 12).middle({width, 58});
    const ui::Color ink = model.score->tone == models::Tone::Neutral ? p.text : p.tone(tone(model.score->tone)).strong;
    if (whole)
      kit.text(score.cut_left(kit.measure(ui::Type::NumberLarge, model.score->number).w, 10), model.score->number,
               {.type = ui::Type::NumberLarge, .color = ink});
    const float label = std::min(kit.height(ui::Type::Label, model.score->label, score.w), 40.0f);
    const float note = std::min(kit.height(ui::Type::Caption, model.score->note, score.w), 58 - label);
    score = score.middle({score.w, label + note});
    kit.text(score.cut_top(label), model.score->label, {.type = ui::Type::Label, .color = ink, .fit = ui::Fit::Wrap});
    kit.text(score, model.score->note, {.type = ui::Type::Caption, .color = p.muted, .fit = ui::Fit::Wrap});
    if (tight) return;
  }
  draw_side_words(kit, inner, reason, p.muted);
}

MaybeAction draw_foot(ui::Kit& kit, const ui::Rect& rect, const models::RoundForm& model, FormLocal& local) {
  MaybeAction action;
  const auto& p = kit.palette();
  kit.fill(rect, p.surface);
  kit.line({rect.x, rect.y}, {rect.right(), rect.y}, p.line);
  ui::Rect inner = rect.inset(ui::kPageMargin, 12);
  const bool narrow = rect.w < kNarrow;
  const ui::Rect line = narrow ? inner.cut_top(kFootWords - 8, 8) : ui::Rect{};
  const ui::Rect time = inner.cut_left(narrow ? 112 : 178, 14);
  const ui::Tone mark = model.done.badge.text.empty() ? ui::Tone::Neutral : tone(model.done.badge.tone);
  const auto press = kit.pressable("done_time", ui::Role::Button, time, model.done.label + " " + model.done.time);
  kit.fill(time, p.tone(mark).soft, ui::kButtonRadius);
  kit.outline(time, p.border, ui::kButtonRadius);
  ui::Rect words = time.inset(12, 4);
  if (!narrow) kit.icon(words.cut_left(24, 10), ui::Icon::Schedule, p.tone(mark).strong);
  ui::Rect lines = words.middle({words.w, 41});
  kit.text(
      lines.cut_top(21), model.done.label,
      {.type = ui::Type::Label, .color = mark == ui::Tone::Neutral ? p.text : p.tone(mark).strong, .fit = ui::Fit::Ellipsis});
  kit.text(
      lines, model.done.badge.text.empty() ? model.done.time : model.done.badge.text,
      {.type = ui::Type::Caption, .color = mark == ui::Tone::Neutral ? p.muted : p.tone(mark).strong, .fit = ui::Fit::Ellipsis});
  if (press.tapped) local.choosing_time = true;

  const bool one_tap = model.all_seen.has_value();
  const ui::ButtonSpec save{.label = one_tap ? model.all_seen->save.label : model.save.label,
                            .icon = one_tap ? ui::Icon::DoneAll : ui::Icon::Check,
                            .kind = ui::ButtonKind::Primary,
                            .enabled = ui::enabled_if(one_tap ? model.all_seen->save.enabled : model.save.enabled)};
  const float width = narrow ? inner.w : std::min(std::max(ui::button_width(kit, save) + 24, 240.0f), inner.w * 0.55f);
  if (ui::button(kit, "save", inner.cut_right(width, 16), save)) {
    if (one_tap)
      action = AllSeenAndSave{model.all_seen->group};
    else
      action = SaveRound{};
  }
  const ui::Rect words_place = narrow ? line : inner;
  if (one_tap)
    draw_side_words(kit, words_place, model.all_seen->save.enabled ? model.all_seen->label : model.all_seen->save.reason, p.text);
  else
    draw_foot_words(kit, words_place, model);
  return action;
}

float draw_words(ui::Kit& kit, const char* key, const ui::Rect& rect, ui::Icon icon, const models::Notice& notice) {
  if (notice.empty()) return 0;
  const ui::BannerSpec spec{.tone = tone(notice.tone), .icon = icon, .title = notice.title, .text = notice.text};
  const float height = ui::banner_height(kit, rect.w, spec);
  ui::banner(kit, key, {rect.x, rect.y, rect.w, height}, spec);
  return height + 10;
}

}  // namespace

MaybeAction draw_round_form(ui::Kit& kit, const ui::Rect& page, const models::RoundForm& model, FormLocal& local) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  const bool chosen = !model.kind || model.kind->answered;
  ui::Rect rest = page;
  const ui::Rect head = rest.cut_top(head_height(kit, page, model));
  const ui::Rect foot = chosen ? rest.cut_bottom(kFootHeight + (page.w < kNarrow ? kFootWords : 0)) : rest.cut_bottom(0);
  ui::Rect inner = rest.inset(ui::kPageMargin, 0);
  inner.cut_top(12);
  inner.cut_top(draw_words(kit, "failure", inner, ui::Icon::ErrorOutline, model.failure));
  inner.cut_top(draw_words(kit, "paper", inner, ui::Icon::Badge, model.paper));
  if (!chosen) {
    take(draw_kind_question(kit, inner, model));
  } else {
    if (model.kind) {
      const int lines = inner.w >= 700 ? 1 : (static_cast<int>(model.kind->options.size()) + 1) / 2;
      take(draw_kind_strip(kit, inner.cut_top(static_cast<float>(lines) * (kKindHeight + 8) - 8, 6), model));
    }
    take(draw_rows(kit, inner, model, local));
    take(draw_foot(kit, foot, model, local));
  }
  take(draw_head(kit, head, model));
  if (local.choosing_time) take(draw_done_time(kit, model.done_dialog, local.choosing_time));
  return action;
}

}  // namespace wardlight::screens
