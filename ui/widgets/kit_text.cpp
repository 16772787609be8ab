// SPDX-License-Identifier: Apache-2.0
// The kit's words: measured, placed, cut or wrapped.
#include <algorithm>
#include <cmath>

#include "ui/widgets/kit_state.h"

namespace wardlight::ui {
namespace {

constexpr float kSlack = 0.5f;  // dp a word may stick out for rounding
constexpr std::string_view kEllipsis = "…";

float width_px(ImFont* face, std::string_view words) {
  return face->CalcTextSizeA(face->FontSize, 1e9f, 0, words.data(), words.data() + words.size()).x;
}

// As many whole characters as fit beside an ellipsis.
std::string cut_to(ImFont* face, std::string_view words, float room) {
  const float left = room - width_px(face, kEllipsis);
  const char* end = words.data();
  face->CalcTextSizeA(face->FontSize, std::max(0.0f, left), 0, words.data(), words.data() + words.size(), &end);
  std::string kept(words.substr(0, static_cast<std::size_t>(end - words.data())));
  while (!kept.empty() && kept.back() == ' ') kept.pop_back();
  return kept + std::string(kEllipsis);
}

// A word longer than its line is broken after its last hyphen when it has one, never before a comma.
const char* break_of(const char* at, const char* stop, const char* end) {
  if (stop == end || *stop == ' ' || stop == at || stop[-1] == ' ' || stop[-1] == '-') return stop;
  for (const char* back = stop - 1; back > at && *back != ' '; --back)
    if (*back == '-') return back + 1;
  return stop;
}

// Calls `each` with every line of words broken at `room`.
template <class Each>
void for_each_line(ImFont* face, std::string_view words, float room, Each each) {
  const char* at = words.data();
  const char* end = at + words.size();
  while (at < end) {
    const char* newline = std::find(at, end, '\n');
    const char* stop = face->CalcWordWrapPositionA(1.0f, at, newline, room);
    if (stop == at && stop < newline) ++stop;
    stop = break_of(at, stop, newline);
    each(std::string_view(at, static_cast<std::size_t>(stop - at)));
    at = stop;
    if (at == newline && at < end) ++at;
    while (at < end && *at == ' ') ++at;
  }
}

float aligned(Align align, float from, float room, float width) {
  if (align == Align::Left) return from;
  return align == Align::Right ? from + room - width : from + (room - width) / 2;
}

}  // namespace

Size Kit::measure(Type type, std::string_view words) const {
  ImFont* face = m_state->fonts.face(type);
  return {width_px(face, words) / scale(), type_spec(type).line};
}

float Kit::height(Type type, std::string_view words, float width) const {
  int lines = 0;
  for_each_line(m_state->fonts.face(type), words, width * scale(), [&](std::string_view) { ++lines; });
  return static_cast<float>(std::max(1, lines)) * type_spec(type).line;
}

void Kit::text(const Rect& box, std::string_view words, const TextStyle& style) {
  State& s = *m_state;
  if (words.empty()) return;
  ImFont* face = s.fonts.face(style.type);
  const Color color = style.color.value_or(palette().text);
  const float line = type_spec(style.type).line;
  const float room = box.w + kSlack;

  std::vector<std::string> lines;
  float widest = 0;
  const auto take = [&](std::string text) {
    widest = std::max(widest, width_px(face, text) / scale());
    lines.push_back(std::move(text));
  };
  if (style.fit == Fit::Wrap)
    for_each_line(face, words, room * scale(), [&](std::string_view part) { take(std::string(part)); });
  else if (style.fit == Fit::Ellipsis && width_px(face, words) > room * scale())
    take(cut_to(face, words, room * scale()));
  else
    take(std::string(words));

  const float tall = line * static_cast<float>(lines.size());
  float top = box.y;
  if (style.valign == VAlign::Middle) top += (box.h - tall) / 2;
  if (style.valign == VAlign::Bottom) top += box.h - tall;
  const Rect drawn{aligned(style.align, box.x, box.w, widest), top, widest, tall};
  if (s.watching()) {
    if (widest > room) s.lint.overflow(words, "wider than its box");
    if (style.fit == Fit::Wrap && tall > box.h + 1) s.lint.overflow(words, "taller than its box");
    const Rect seen = drawn.intersect(s.clip());
    if (!seen.empty() && seen.w + 1 < drawn.w) s.lint.overflow(words, "cut at the side");
    if (!seen.empty() && s.open_scrolls.empty() && seen.h + 1 < std::min(tall, box.h)) s.lint.overflow(words, "cut off");
    s.drawing.add({std::string(words), std::string(words), Role::Text, drawn, {}, s.clip(), !seen.empty(), Enabled::Yes});
    if (!seen.empty()) s.lint.drawn(seen, words, color);
  }
  if (!is_visible(drawn)) return;
  const float lead = (line * scale() - face->FontSize) / 2;
  for (const std::string& part : lines) {
    const float width = width_px(face, part) / scale();
    const ImVec2 at{std::round(aligned(style.align, box.x, box.w, width) * scale()), std::round(top * scale() + lead)};
    s.draw->AddText(face, face->FontSize, at, packed(color), part.data(), part.data() + part.size());
    top += line;
  }
}

}  // namespace wardlight::ui
