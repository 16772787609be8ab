// SPDX-License-Identifier: Apache-2.0
// The kit's shapes and words.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "ui/widgets/kit_state.h"

namespace wardlight::ui {
namespace {


// Edges on whole pixels, so that flat shapes have no grey seams.
struct PixelBox {
  ImVec2 from;
  ImVec2 to;
};
PixelBox snap(const Rect& rect, float scale) {
  return {{std::round(rect.x * scale), std::round(rect.y * scale)},
          {std::round(rect.right() * scale), std::round(rect.bottom() * scale)}};
}

std::string encode(std::uint16_t code) {
  return {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}

}  // namespace

void Kit::fill(const Rect& rect, Color color, float radius) {
  State& s = *m_state;
  const PixelBox box = snap(rect, scale());
  s.draw->AddRectFilled(box.from, box.to, packed(color), s.px(std::min({radius, rect.w / 2, rect.h / 2})));
  if (s.watching()) s.lint.filled(rect.intersect(s.clip()), color);
}

void Kit::outline(const Rect& rect, Color color, float radius, float width) {
  State& s = *m_state;
  const PixelBox box = snap(rect, scale());
  const float thick = std::max(1.0f, std::round(s.px(width)));
  const float half = (thick - 1) / 2;  // ImGui strokes half a pixel inside of what it is given
  s.draw->AddRect({box.from.x + half, box.from.y + half}, {box.to.x - half, box.to.y - half}, packed(color),
                  s.px(std::min({radius, rect.w / 2, rect.h / 2})), 0, thick);
}

void Kit::line(Point from, Point to, Color color, float width) {
  State& s = *m_state;
  const float thick = std::max(1.0f, std::round(s.px(width)));
  ImVec2 a = s.px(from);
  ImVec2 b = s.px(to);
  if (from.x == to.x) a.x = b.x = std::floor(a.x) + (thick - 1) / 2;
  if (from.y == to.y) a.y = b.y = std::floor(a.y) + (thick - 1) / 2;
  s.draw->AddLine(a, b, packed(color), thick);
}

void Kit::disc(Point center, float radius, Color color) {
  State& s = *m_state;
  s.draw->AddCircleFilled(s.px(center), s.px(radius), packed(color));
  if (s.watching()) s.lint.filled(Rect{center.x - radius, center.y - radius, 2 * radius, 2 * radius}.intersect(s.clip()), color);
}

void Kit::ring(Point center, float radius, Color color, float width, float from_turn, float to_turn) {
  State& s = *m_state;
  constexpr float turn = 2 * std::numbers::pi_v<float>;
  const float start = (from_turn - 0.25f) * turn;  // a turn begins at twelve o'clock
  s.draw->PathArcTo(s.px(center), s.px(radius), start, (to_turn - 0.25f) * turn, 48);
  s.draw->PathStroke(packed(color), 0, s.px(width));
}

void Kit::shadow(const Rect& rect, float radius) {
  if (!palette().shadows) return;
  State& s = *m_state;
  // Strokes, not stacked fills: overdraw is what costs on a software renderer.
  constexpr std::array<std::uint8_t, 4> alphas{26, 17, 10, 5};
  for (std::size_t i = 0; i < alphas.size(); ++i) {
    const float out = static_cast<float>(i) + 0.5f;
    const PixelBox box = snap(rect.inset(-out).moved(0, 1), scale());
    s.draw->AddRect(box.from, box.to, IM_COL32(16, 32, 47, alphas[i]), s.px(radius + out), 0, s.px(1));
  }
}

void Kit::fade(const Rect& rect, Color from_top, Color to_bottom) {
  const PixelBox box = snap(rect, scale());
  m_state->draw->AddRectFilledMultiColor(box.from, box.to, packed(from_top), packed(from_top), packed(to_bottom),
                                         packed(to_bottom));
}

void Kit::icon(const Rect& box, Icon icon, Color color, IconSize size) {
  if (icon == Icon::None) return;
  State& s = *m_state;
  if (!is_visible(box)) return;
  ImFont* face = s.fonts.icons(size);
  const Point center = box.center();
  const float half = face->FontSize / 2;
  const ImVec2 at{std::round(s.px(center.x) - half), std::round(s.px(center.y) - half)};
  s.draw->AddText(face, face->FontSize, at, packed(color), encode(static_cast<std::uint16_t>(icon)).c_str());
  const Rect seen = box.middle({icon_dp(size), icon_dp(size)}).intersect(s.clip());
  if (s.watching() && !seen.empty()) s.lint.drawn(seen, "(icon)", color);
}

void Kit::push_clip(const Rect& rect) {
  State& s = *m_state;
  s.clips.push_back(rect.intersect(s.clip()));
  const PixelBox box = snap(s.clip(), scale());
  s.draw->PushClipRect(box.from, box.to, true);
}

void Kit::pop_clip() {
  m_state->clips.pop_back();
  m_state->draw->PopClipRect();
}

}  // namespace wardlight::ui
