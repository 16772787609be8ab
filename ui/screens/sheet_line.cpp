// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sheet_line.h"

#include <algorithm>
#include <vector>

#include "ui/screens/cell_strip.h"
#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/text_field.h"

namespace wardlight::screens {

namespace {

constexpr float kPad = 12;
constexpr float kDisc = 40;
constexpr float kGap = 12;
constexpr float kTap = 52;
constexpr float kTapGap = 8;
constexpr float kChevron = 24;
constexpr float kBeside = 440;  // from here one button stands beside the words
constexpr float kFieldLines = 92;
constexpr float kChoice = 52;
constexpr float kAnswer = 52;

std::vector<ui::Chip> chips_of(const models::SheetLine& line) {
  std::vector<ui::Chip> chips;
  for (const auto& badge : line.badges) {
    const bool drowned = line.filled && badge.tone == line.tone;  // on a ground of its own colour
    chips.push_back({badge.text, ui::Icon::None, drowned ? ui::Tone::Neutral : tone(badge.tone)});
  }
  return chips;
}

struct Choices {
  std::vector<ui::Option> options;
  std::vector<std::size_t> chosen;
  ui::ChoiceSpec spec() const { return {.options = options, .chosen = chosen, .row_height = kChoice}; }
};

Choices choices_of(const models::SheetLine& line) {
  Choices choices;
  for (const auto& option : line.choices->options) {
    if (option.selected) choices.chosen.push_back(choices.options.size());
    choices.options.push_back({option.code, option.label});
  }
  return choices;
}

// What needs a person now is read first.
ui::Type title_type(const models::SheetLine& line) { return line.filled ? ui::Type::Title : ui::Type::BodyStrong; }

// How the width is shared out and how tall each part is.
struct Parts {
  float left = 0;    // mark
  float right = 0;   // value, or the one button
  float words = 0;
  float title = 0, detail = 0, chips = 0, source = 0;
  float cells = 0, choices = 0, field = 0, taps = 0;
  bool beside = false;
  float top() const {
    float height = title;
    for (const float part : {detail, source}) height += part > 0 ? part + 3 : 0;
    return height + (chips > 0 ? chips + 7 : 0);
  }
};

float value_width(const ui::Kit& kit, float width, const models::SheetLine& line) {
  if (line.value.empty()) return 0;
  const float value = kit.measure(ui::Type::Number, line.value).w, note = kit.measure(ui::Type::Caption, line.value_note).w;
  return std::min(std::max(value, note), width * 0.36f);
}

// A line that is ticked stays where it is; one that leads somewhere says so.
bool leads_on(const models::SheetLine& line) { return line.opens && line.mark != models::Mark::Open &&
    line.mark != models::Mark::Done; }

Parts measure(ui::Kit& kit, float width, const models::SheetLine& line) {
  Parts parts;
  const float room = width - (line.filled ? 2 * kPad : 0);
  if (line.mark != models::Mark::None) parts.left = kDisc + kGap;
  parts.beside = line.taps.size() == 1 && line.value.empty() && !line.choices && !line.field && room >= kBeside;
  if (parts.beside)
    parts.right = std::min(ui::button_width(kit, tap_button(line.taps.front())), room * 0.4f);
  else
    parts.right = value_width(kit, room, line);
  if (leads_on(line)) parts.right += (parts.right > 0 ? 6 : 0) + kChevron;
  parts.words = room - parts.left - parts.right - (parts.right > 0 ? kGap : 0);
  if (!line.title.empty()) parts.title = kit.height(title_type(line), line.title, parts.words);
  if (!line.detail.empty()) parts.detail = kit.height(ui::Type::Body, line.detail, parts.words);
  if (!line.source.empty()) parts.source = kit.height(ui::Type::Caption, line.source, parts.words);
  parts.chips = draw_chips(kit, {0, 0, parts.words, 0}, chips_of(line), ui::Drawing::MeasureOnly);
  parts.cells = cell_strip_height(room, line.cells);
  if (line.choices) parts.choices = ui::choice_height(kit, room, choices_of(line).spec());
  if (line.field) parts.field = line.field->several_lines ? kFieldLines : ui::kFieldHeight;
  if (!parts.beside) parts.taps = taps_height(kit, room, line.taps);
  return parts;
}

float upper_height(const Parts& parts, const models::SheetLine& line) {
  float least = parts.left > 0 ? kDisc : 0;
  if (parts.beside) least = std::max(least, kTap);
  if (!line.value.empty()) least = std::max(least, line.value_note.empty() ? 29.0f : 47.0f);
  if (line.opens) least = std::max(least, 46.0f);
  return std::max(parts.top(), least);
}

void draw_words(ui::Kit& kit, ui::Rect rect, const Parts& parts, const models::SheetLine& line) {
  const auto& p = kit.palette();
  const auto& colors = p.tone(tone(line.tone));
  const ui::Color ink = line.filled ? colors.strong : p.text;
  rect = rect.middle({rect.w, parts.top()});
  if (parts.title > 0) kit.text(rect.cut_top(parts.title, 3), line.title, {.type = title_type(line), .color = ink,
      .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
  if (parts.detail > 0) kit.text(rect.cut_top(parts.detail, 3), line.detail, {.color = line.filled ? p.text : p.muted,
      .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
  if (parts.chips > 0) {
    rect.cut_top(parts.title + parts.detail > 0 ? 4 : 0);
    draw_chips(kit, rect.cut_top(parts.chips, 3), chips_of(line));
  }
  if (parts.source > 0) kit.text(rect, line.source, {.type = ui::Type::Caption, .color = p.muted, .valign = ui::VAlign::Top,
      .fit = ui::Fit::Wrap});
}

void draw_value(ui::Kit& kit, const ui::Rect& rect, const models::SheetLine& line) {
  const auto& p = kit.palette();
  const ui::Color ink = line.tone == models::Tone::Neutral ? p.text : p.tone(tone(line.tone)).strong;
  const bool wide = kit.measure(ui::Type::Number, line.value).w > rect.w;
  const auto type = wide ? ui::Type::Label : ui::Type::Number;
  const float value = wide ? kit.height(type, line.value, rect.w) : 29.0f;
  const float note = line.value_note.empty() ? 0 : kit.height(ui::Type::Caption, line.value_note, rect.w);
  ui::Rect box = rect.middle({rect.w, value + note});
  kit.text(box.cut_top(value), line.value, {.type = type, .color = ink, .align = ui::Align::Right, .fit = wide ? ui::Fit::Wrap
      : ui::Fit::None});
  if (note > 0) kit.text(box, line.value_note, {.type = ui::Type::Caption, .color = ink, .align = ui::Align::Right,
      .fit = ui::Fit::Wrap});
}

MaybeAction draw_field(ui::Kit& kit, const ui::Rect& rect, const models::SheetLine& line, SheetLocal& local) {
  const auto& field = *line.field;
  std::string& text = local.typed[field.deed.id];
  const ui::FieldSpec spec{.label = line.title.empty() ? field.placeholder : line.title, .placeholder = field.placeholder,
                           .lines = field.several_lines ? ui::FieldLines::Several : ui::FieldLines::One, .most_bytes = 1000};
  if (!ui::text_field(kit, line.key + ".words", rect, text, spec).changed) return {};
  models::Deed deed = field.deed;
  deed.value = text;
  return DoDeed{deed};
}

std::string spoken(const models::SheetLine& line) {
  std::string words = line.title;
  for (const std::string* part : {&line.value, &line.value_note, &line.detail})
    if (!part->empty()) words += ", " + *part;
  return words;
}

}  // namespace

ui::Icon sheet_icon(models::Mark mark) {
  using models::Mark;
  switch (mark) {
    case Mark::None: return ui::Icon::None;
    case Mark::Fall: return ui::Icon::Elderly;
    case Mark::Device: return ui::Icon::Cable;
    case Mark::Isolation: return ui::Icon::Masks;
    case Mark::Moving: return ui::Icon::TransferWithinAStation;
    case Mark::Skin: return ui::Icon::AirlineSeatFlat;
    case Mark::Vaccine: return ui::Icon::Vaccines;
    case Mark::Form: return ui::Icon::Assignment;
    case Mark::Prompt: return ui::Icon::PriorityHigh;
    case Mark::Task: return ui::Icon::PendingActions;
    case Mark::Thanks: return ui::Icon::Star;
    case Mark::Hazard: return ui::Icon::Report;
    case Mark::Call: return ui::Icon::Call;
    case Mark::Question: return ui::Icon::HelpOutline;
    case Mark::Wash: return ui::Icon::CleaningServices;
    case Mark::Person: return ui::Icon::Person;
    case Mark::People: return ui::Icon::Groups;
    case Mark::Clock: return ui::Icon::Schedule;
    case Mark::Done: return ui::Icon::CheckCircle;
    case Mark::Open: return ui::Icon::RadioButtonUnchecked;
    case Mark::Warning: return ui::Icon::WarningAmber;
    case Mark::Private: return ui::Icon::Lock;
    case Mark::Phone: return ui::Icon::PhoneInTalk;
    case Mark::Goal: return ui::Icon::Flag;
    case Mark::Sign: return ui::Icon::Fingerprint;
    case Mark::Medicine: return ui::Icon::Medication;
    case Mark::Bed: return ui::Icon::Bed;
    case Mark::Chart: return ui::Icon::Timeline;
    case Mark::Family: return ui::Icon::FamilyRestroom;
    case Mark::Sepsis: return ui::Icon::Coronavirus;
    case Mark::Teach: return ui::Icon::PhoneInTalk;
    case Mark::Help: return ui::Icon::Emergency;
    case Mark::Print: return ui::Icon::Badge;
    case Mark::Language: return ui::Icon::Translate;
    case Mark::Severity: return ui::Icon::MonitorHeart;
    case Mark::Pending: return ui::Icon::HourglassEmpty;
    case Mark::Add: return ui::Icon::Add;
    case Mark::Remove: return ui::Icon::Close;
    case Mark::Next: return ui::Icon::ArrowForward;
    case Mark::Tablet: return ui::Icon::TabletAndroid;
    case Mark::Handoff: return ui::Icon::SwapHoriz;
  }
  return ui::Icon::None;
}

ui::ButtonSpec tap_button(const models::Tap& tap) {
  using models::TapLook;
  const auto kind = tap.look == TapLook::Main     ? ui::ButtonKind::Primary
                    : tap.look == TapLook::Danger ? ui::ButtonKind::Danger
                    : tap.look == TapLook::Quiet  ? ui::ButtonKind::Quiet
                                                  : ui::ButtonKind::Secondary;
  return {.label = tap.label, .icon = sheet_icon(tap.mark), .kind = kind, .enabled = ui::enabled_if(tap.enabled)};
}

namespace {

int taps_across(const ui::Kit& kit, float width, const std::vector<models::Tap>& taps) {
  float widest = 0;
  for (const auto& tap : taps) widest = std::max(widest, ui::button_width(kit, tap_button(tap)));
  const int count = static_cast<int>(taps.size());
  const int fit = std::clamp(static_cast<int>((width + kTapGap) / (widest + kTapGap)), 1, std::max(1, count));
  const int rows = (count + fit - 1) / std::max(1, fit);
  return rows == 0 ? 1 : (count + rows - 1) / rows;
}

}  // namespace

float taps_height(const ui::Kit& kit, float width, const std::vector<models::Tap>& taps) {
  if (taps.empty()) return 0;
  const int across = taps_across(kit, width, taps);
  const int rows = (static_cast<int>(taps.size()) + across - 1) / across;
  return static_cast<float>(rows) * (kTap + kTapGap) - kTapGap;
}

MaybeAction draw_taps(ui::Kit& kit, const ui::Rect& rect, const std::vector<models::Tap>& taps) {
  MaybeAction action;
  if (taps.empty()) return action;
  const int across = taps_across(kit, rect.w, taps);
  for (std::size_t i = 0; i < taps.size(); ++i) {
    const int index = static_cast<int>(i);
    const ui::Rect row{rect.x, rect.y + static_cast<float>(index / across) * (kTap + kTapGap), rect.w, kTap};
    if (ui::button(kit, taps[i].key, row.column(index % across, across, kTapGap),
        tap_button(taps[i]))) action = DoDeed{taps[i].deed};
  }
  return action;
}

float sheet_line_height(ui::Kit& kit, float width, const models::SheetLine& line) {
  if (line.row) return form_row_height(kit, width, *line.row, kAnswer);
  const Parts parts = measure(kit, width, line);
  float height = 2 * kPad + upper_height(parts, line);
  for (const float part : {parts.cells, parts.choices, parts.field, parts.taps}) height += part > 0 ? part + 10 : 0;
  return height;
}

MaybeAction draw_sheet_line(ui::Kit& kit, const ui::Rect& rect, const models::SheetLine& line, SheetLocal& local) {
  if (line.row) return draw_form_row(kit, rect, *line.row, local.form, kAnswer);
  MaybeAction action;
  const auto& p = kit.palette();
  const auto& colors = p.tone(tone(line.tone));
  const Parts parts = measure(kit, rect.w, line);
  if (line.filled) kit.fill(rect.inset(0, 2), colors.soft, ui::kFieldRadius);
  if (line.opens) {
    const auto press = kit.pressable(line.key, ui::Role::Row, rect, spoken(line));
    if (press.held) kit.fill(rect, ui::with_alpha(p.primary, 20), ui::kButtonRadius);
    if (press.tapped) action = DoDeed{*line.opens};
  }
  ui::Rect inner = rect.inset(line.filled ? kPad : 0, kPad);
  ui::Rect upper = inner.cut_top(upper_height(parts, line));
  if (parts.left > 0) {
    const ui::Rect disc = upper.cut_left(kDisc, kGap).middle({kDisc, kDisc});
    if (!line.filled) kit.fill(disc, colors.soft, ui::kButtonRadius);
    kit.icon(disc, sheet_icon(line.mark), colors.strong);
  }
  if (leads_on(line)) kit.icon(upper.cut_right(kChevron, 6), ui::Icon::ChevronRight, p.muted);
  const float right = parts.right - (leads_on(line) ? kChevron + (parts.right > kChevron ? 6 : 0) : 0);
  if (parts.beside) {
    const ui::Rect place = upper.cut_right(right, kGap).middle({right, kTap});
    if (ui::button(kit, line.taps.front().key, place, tap_button(line.taps.front()))) action = DoDeed{line.taps.front().deed};
  } else if (right > 0) {
    draw_value(kit, upper.cut_right(right, kGap), line);
  }
  draw_words(kit, {upper.x, upper.y, parts.words, upper.h}, parts, line);
  if (parts.cells > 0) {
    inner.cut_top(10);
    draw_cell_strip(kit, inner.cut_top(parts.cells), line.cells);
  }
  if (parts.choices > 0) {
    inner.cut_top(10);
    const Choices choices = choices_of(line);
    if (const auto tapped = ui::choice(kit, line.key, inner.cut_top(parts.choices), choices.spec())) {
      models::Deed deed = line.choices->deed;
      deed.value = line.choices->options[*tapped].code;
      action = DoDeed{deed};
    }
  }
  if (parts.field > 0) {
    inner.cut_top(10);
    if (auto typed = draw_field(kit, inner.cut_top(parts.field), line, local)) action = typed;
  }
  if (parts.taps > 0) {
    inner.cut_top(10);
    if (auto tapped = draw_taps(kit, inner.cut_top(parts.taps), line.taps)) action = tapped;
  }
  return action;
}

}  // namespace wardlight::screens
