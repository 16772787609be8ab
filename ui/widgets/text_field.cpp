// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/text_field.h"

#include <algorithm>
#include <vector>

#include "ui/widgets/button.h"
#include "ui/widgets/kit_state.h"

namespace wardlight::ui {
namespace {

constexpr float kPadding = 14;
constexpr Type kType = Type::Body;

struct Line {
  std::size_t from;
  std::size_t to;
};

// The text broken into the lines a box of that width shows.
std::vector<Line> break_lines(const Kit& kit, std::string_view text, float width, FieldLines mode) {
  if (mode == FieldLines::One) return {{0, text.size()}};
  ImFont* face = kit.fonts().face(kType);
  std::vector<Line> lines;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t newline = std::min(text.find('\n', at), text.size());
    const char* stop = face->CalcWordWrapPositionA(1.0f, text.data() + at, text.data() + newline, width * kit.scale());
    auto to = static_cast<std::size_t>(stop - text.data());
    if (to < newline && text[to] == ' ') ++to;
    if (to == at && to < newline) ++to;
    lines.push_back({at, to});
    if (to == text.size()) break;
    at = to == newline ? to + 1 : to;
    if (at > text.size()) break;
    if (to == newline && at == text.size()) {
      lines.push_back({at, at});
      break;
    }
  }
  return lines;
}

std::size_t line_of(const std::vector<Line>& lines, std::size_t caret) {
  for (std::size_t i = lines.size(); i-- > 0;)
    if (caret >= lines[i].from) return i;
  return 0;
}

// The character border nearest to `x` dp into the words.
std::size_t caret_at(const Kit& kit, std::string_view words, float x) {
  std::size_t best = 0;
  float best_distance = std::abs(x);
  for (std::size_t i = 1; i <= words.size(); ++i) {
    if (i < words.size() && (static_cast<unsigned char>(words[i]) & 0xC0U) == 0x80U) continue;
    const float distance = std::abs(kit.measure(kType, words.substr(0, i)).w - x);
    if (distance < best_distance) {
      best = i;
      best_distance = distance;
    }
  }
  return best;
}

Typed apply_strokes(Kit& kit, std::string& text, const FieldSpec& spec) {
  Kit::State& s = kit.state();
  const std::string before = text;
  Typed typed;
  while (!s.strokes.empty() && !typed.entered) {
    const Stroke stroke = s.strokes.front();
    s.strokes.pop_front();
    if (const auto* words = std::get_if<std::string>(&stroke)) {
      s.edit.insert(text, *words, spec.most_bytes);
      continue;
    }
    switch (std::get<Key>(stroke)) {
      case Key::Backspace: s.edit.erase_before(text); break;
      case Key::Delete: s.edit.erase_after(text); break;
      case Key::Left: s.edit.left(text); break;
      case Key::Right: s.edit.right(text); break;
      case Key::Home: s.edit.caret = 0; break;
      case Key::End: s.edit.caret = text.size(); break;
      case Key::Enter:
        if (spec.lines == FieldLines::Several)
          s.edit.insert(text, "\n", spec.most_bytes);
        else
          typed.entered = true;
        break;
      default: typed.entered = true; break;
    }
  }
  typed.changed = text != before;
  return typed;
}

void draw_words(Kit& kit, const Rect& inner, std::string_view text, const FieldSpec& spec, bool focused, const Tap* tap) {
  Kit::State& s = kit.state();
  const Palette& p = kit.palette();
  const float line = type_spec(kType).line;
  const std::vector<Line> lines = break_lines(kit, text, inner.w, spec.lines);
  const std::size_t at = focused ? line_of(lines, s.edit.caret) : 0;
  const auto words_of = [&](const Line& l) { return text.substr(l.from, l.to - l.from); };
  float top = spec.lines == FieldLines::One ? inner.center().y - line / 2 : inner.y;
  const auto index = [](std::size_t n) { return static_cast<float>(n); };
  // The caret stays in view: a long line slides left, a long text up.
  const float caret_x = focused ? kit.measure(kType, text.substr(lines[at].from, s.edit.caret - lines[at].from)).w : 0;
  const float slide = spec.lines == FieldLines::One ? std::max(0.0f, caret_x - inner.w + 2) : 0;
  top -= std::max(0.0f, index(at + 1) * line - inner.h) * (spec.lines == FieldLines::Several ? 1.0f : 0.0f);
  if (tap != nullptr && focused) {
    const auto row = std::clamp((tap->at.y - top) / line, 0.0f, index(lines.size() - 1));
    const Line& hit = lines[static_cast<std::size_t>(row)];
    s.edit.caret = hit.from + caret_at(kit, words_of(hit), tap->at.x - inner.x + slide);
    kit.request_frames(1);
  }
  const Watch watched = s.watch;
  s.watch = Watch::Pressables;  // what was typed may be longer than its box: it slides
  for (std::size_t i = 0; i < lines.size(); ++i)
    kit.text({inner.x - slide, top + index(i) * line, inner.w + slide, line}, words_of(lines[i]));
  s.watch = watched;
  if (focused) {
    const float y = top + index(at) * line;
    kit.fill({inner.x - slide + caret_x, y + 1, 2, line - 2}, p.primary);
  }
}

// A field that was just chosen may lie where the keyboard came up.
void reveal(Kit& kit, const Rect& rect) {
  constexpr float kMargin = 16;
  Kit::State& s = kit.state();
  if (s.reveal == 0 || s.open_scrolls.empty()) return;
  const Rect& view = s.open_views.back();
  const float below = rect.bottom() + kMargin - view.bottom();
  const float above = view.y + kMargin - rect.y;
  if (below <= 0 && above <= 0) return;
  const std::string& list = s.open_scrolls.back();
  kit.scroll_to(list, s.scrolls.offset(list) + (above > 0 ? -above : below));
}

}  // namespace

Typed text_field(Kit& kit, std::string_view key, const Rect& rect, std::string& text, const FieldSpec& spec) {
  Kit::State& s = kit.state();
  const Palette& p = kit.palette();
  const bool was_focused = kit.has_focus(key);
  const Press press = kit.pressable(key, Role::Field, rect, spec.label, spec.enabled);
  if (press.tapped && !was_focused) kit.focus(key);
  const bool focused = kit.has_focus(key) && spec.enabled == Enabled::Yes;
  Typed typed;
  if (focused) {
    s.field_drawn = true;
    reveal(kit, rect);
    if (s.edit.caret == std::string::npos) s.edit.caret = text.size();
    s.edit.clamp(text);
    typed = apply_strokes(kit, text, spec);
  }
  kit.fill(rect, p.surface_low, kFieldRadius);
  kit.outline(rect, focused ? p.primary : p.border, kFieldRadius, focused ? 2.0f : 1.0f);

  Rect inner = rect.inset(kPadding, spec.lines == FieldLines::One ? 4 : 12);
  if (spec.icon != Icon::None) kit.icon(inner.cut_left(24, 8), spec.icon, p.muted);
  if (!spec.clear_label.empty() && !text.empty()) {
    const Rect cross = inner.cut_right(36, 4);
    if (icon_button(kit, std::string(key) + ".clear", cross.middle({48, 48}), Icon::Close, spec.clear_label)) {
      text.clear();
      typed.changed = true;
      kit.focus(key);
    }
  }
  kit.push_clip(inner);
  if (text.empty())
    kit.text(inner, spec.placeholder,
             {.color = p.muted, .valign = spec.lines == FieldLines::One ? VAlign::Middle : VAlign::Top, .fit = Fit::Ellipsis});
  draw_words(kit, inner, text, spec, focused, press.tapped && was_focused && s.tap ? &*s.tap : nullptr);
  kit.pop_clip();
  if (typed.entered) kit.blur();
  return typed;
}

Typed search_field(Kit& kit, std::string_view key, const Rect& rect, std::string& text, std::string_view placeholder,
                   std::string_view clear_label) {
  return text_field(
      kit, key, rect, text,
      {.label = placeholder, .placeholder = placeholder, .icon = Icon::Search, .most_bytes = 100, .clear_label = clear_label});
}

}  // namespace wardlight::ui
