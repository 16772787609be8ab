// SPDX-License-Identifier: Apache-2.0
// The kit's presses, scrolls and keys.
#include <algorithm>

#include "ui/widgets/kit_state.h"

namespace wardlight::ui {
namespace {

constexpr int kFramesAfterInput = 3;  // one to answer, one to show what the answer changed, one to settle
constexpr float kFadeHeight = 8;
constexpr float kWheelStep = 60;

bool can_hold_focus(const Entry& entry) {
  return entry.role != Role::Text && entry.role != Role::Blocker && entry.enabled == Enabled::Yes && entry.visible;
}

// The next thing that Tab may stop at, in the order drawn; wraps round.
std::string next_focus(const Registry& shown, const std::string& from, Key direction) {
  std::vector<std::string> stops;
  for (const Entry& entry : shown.entries())
    if (can_hold_focus(entry)) stops.push_back(entry.key);
  if (stops.empty()) return {};
  const auto at = std::find(stops.begin(), stops.end(), from);
  if (at == stops.end()) return direction == Key::Tab ? stops.front() : stops.back();
  if (direction == Key::Tab) return at + 1 == stops.end() ? stops.front() : *(at + 1);
  return at == stops.begin() ? stops.back() : *(at - 1);
}

}  // namespace

void Kit::pointer_down(float x, float y, double t) {
  m_state->key_focus.clear();
  m_state->pointer.push({PointerAct::Down, {x / scale(), y / scale()}, t});
  request_frames(kFramesAfterInput);
}

void Kit::pointer_move(float x, float y, double t) {
  if (!m_state->pointer.is_down() && !m_state->pointer.is_waiting()) return;  // a hovering mouse changes nothing
  m_state->pointer.push({PointerAct::Move, {x / scale(), y / scale()}, t});
  request_frames(1);
}

void Kit::pointer_up(float x, float y, double t) {
  m_state->pointer.push({PointerAct::Up, {x / scale(), y / scale()}, t});
  request_frames(kFramesAfterInput);
}

void Kit::wheel(float x, float y, float lines) {
  Scrolls& scrolls = m_state->scrolls;
  const Scrolls::Region* list = scrolls.at({x / scale(), y / scale()});
  if (list == nullptr) return;
  const float target = scrolls.offset(list->key) - lines * kWheelStep;
  scrolls.jump(list->key, std::clamp(target, 0.0f, scrolls.furthest(list->key)));
  request_frames(kFramesAfterInput);
}

void Kit::type_text(std::string_view utf8) {
  // One stroke a character: whoever takes keys takes them one by one.
  for (std::size_t at = 0; at < utf8.size();) {
    std::size_t end = at + 1;
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0U) == 0x80U) ++end;
    m_state->strokes.emplace_back(std::string(utf8.substr(at, end - at)));
    at = end;
  }
  request_frames(kFramesAfterInput);
}

void Kit::press_key(Key key) {
  State& s = *m_state;
  request_frames(kFramesAfterInput);
  if (key == Key::Tab || key == Key::BackTab) {
    s.key_focus = next_focus(s.shown, s.key_focus, key);
    return;
  }
  if (s.field || key != Key::Enter) {
    s.strokes.emplace_back(key);
  } else if (!s.key_focus.empty()) {
    const Entry* entry = s.shown.find(s.key_focus);
    if (entry == nullptr) return;
    s.pointer.push({PointerAct::Down, entry->hit.center(), s.now});
    s.pointer.push({PointerAct::Up, entry->hit.center(), s.now});
  }
}

Press Kit::pressable(std::string_view key, Role role, const Rect& rect, std::string_view label, Enabled enabled) {
  State& s = *m_state;
  const Rect hit = rect.grown_to(kTargetSize).intersect(s.clip());
  s.drawing.add({std::string(key), std::string(label), role, rect, hit, s.clip(), is_visible(rect), enabled});
  if (enabled == Enabled::No) return {};
  const std::string* held = s.pointer.held();
  return {s.tap && s.tap->key == key, held != nullptr && *held == key};
}

void Kit::block(const Rect& rect) {
  State& s = *m_state;
  s.drawing.add({{}, {}, Role::Blocker, rect, rect.intersect(s.clip()), s.clip(), true, Enabled::No});
}

Rect Kit::begin_scroll(std::string_view key, const Rect& view) {
  State& s = *m_state;
  s.scrolls.draw(key, view, s.drawing.entries().size());
  s.open_scrolls.emplace_back(key);
  s.open_views.push_back(view);
  push_clip(view);
  return {view.x, view.y - s.scrolls.offset(key), view.w, view.h + s.scrolls.furthest(key)};
}

void Kit::end_scroll(float content_bottom, std::optional<Color> fade_into) {
  State& s = *m_state;
  const std::string key = s.open_scrolls.back();
  const Rect view = s.open_views.back();
  s.open_scrolls.pop_back();
  s.open_views.pop_back();
  const float offset = s.scrolls.offset(key);
  const float before = s.scrolls.furthest(key);
  s.scrolls.set_content(key, content_bottom - (view.y - offset), view.h);
  const float furthest = s.scrolls.furthest(key);
  if (furthest != before || s.scrolls.offset(key) != offset) request_frames(1);
  if (fade_into) {
    const Color clear = with_alpha(*fade_into, 0);
    if (offset > 1) fade({view.x, view.y, view.w, kFadeHeight}, *fade_into, clear);
    if (offset < furthest - 1) fade({view.x, view.bottom() - kFadeHeight, view.w, kFadeHeight}, clear, *fade_into);
  }
  if (const float strength = s.scrolls.bar_strength(key); strength > 0 && furthest > 0) {
    const float length = std::max(40.0f, view.h * view.h / (view.h + furthest));
    const float top = view.y + 4 + (view.h - 8 - length) * std::clamp(offset / furthest, 0.0f, 1.0f);
    const auto alpha = static_cast<std::uint8_t>(150 * strength);
    s.draw->AddRectFilled(s.px(Point{view.right() - 6, top}), s.px(Point{view.right() - 2, top + length}),
                          packed(with_alpha(palette().muted, alpha)), s.px(2));
  }
  pop_clip();
}

float Kit::scroll_offset(std::string_view key) const { return m_state->scrolls.offset(key); }
void Kit::scroll_to(std::string_view key, float offset) {
  m_state->scrolls.jump(key, offset);
  request_frames(2);
}

std::vector<ScrollArea> Kit::scroll_areas() const {
  const Scrolls& scrolls = m_state->scrolls;
  std::vector<ScrollArea> areas;
  for (const Scrolls::Region& region : scrolls.regions())
    areas.push_back({region.key, region.view, scrolls.offset(region.key), scrolls.furthest(region.key)});
  return areas;
}

bool Kit::has_focus(std::string_view key) const { return m_state->field && *m_state->field == key; }
std::optional<std::string> Kit::focused_field() const { return m_state->field; }
void Kit::focus(std::string_view key) {
  m_state->field = std::string(key);
  m_state->field_drawn = true;
  m_state->edit.caret = std::string::npos;
  m_state->reveal = 3;  // the keyboard takes its room in the next frame, the list settles in the one after
  request_frames(4);
}
void Kit::blur() {
  m_state->field.reset();
  m_state->strokes.clear();
  request_frames(2);
}

}  // namespace wardlight::ui
