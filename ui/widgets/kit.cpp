// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/kit.h"

#include <algorithm>
#include <cassert>

#include "ui/widgets/kit_state.h"

namespace wardlight::ui {

Kit::State::State(const FontSet& font_set) : fonts(font_set), context(nullptr) {
  ImGuiContext* before = ImGui::GetCurrentContext();
  context = ImGui::CreateContext(&font_set.atlas());
  ImGui::SetCurrentContext(context);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // nothing is ever written to disk
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  ImGui::SetCurrentContext(before != nullptr ? before : context);
}

Kit::State::~State() { ImGui::DestroyContext(context); }

Kit::Kit(const FontSet& fonts) : m_state(std::make_unique<State>(fonts)) {}
Kit::~Kit() = default;

void Kit::reset() {
  State& s = *m_state;
  s.pointer.clear();
  s.scrolls.clear();
  s.shown.clear();
  s.tap.reset();
  s.key_focus.clear();
  s.strokes.clear();
  blur();
}

void Kit::begin_frame(Size pixels, Theme theme, double seconds) {
  State& s = *m_state;
  ImGui::SetCurrentContext(s.context);
  s.pixels = pixels;
  s.theme = theme;
  const double dt = s.now < 0 ? 0 : std::clamp(seconds - s.now, 0.0, 0.1);
  s.now = seconds;
  s.frames_wanted = std::max(0, s.frames_wanted - 1);
  s.tap = s.pointer.take(s.shown, s.scrolls);
  s.moving = s.scrolls.step(dt);
  s.drawing.clear();
  s.lint.clear();
  s.field_drawn = false;
  s.strokes_read = false;
  s.top_height = 0;

  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(pixels.w, pixels.h);
  io.DeltaTime = 1.0f / 60.0f;
  ImGui::NewFrame();
  s.draw = ImGui::GetBackgroundDrawList();
  s.clips = {screen()};
  fill(screen(), palette().background);
}

void Kit::end_frame() {
  State& s = *m_state;
  assert(s.clips.size() == 1 && s.open_scrolls.empty());
  if (s.tap && !s.tap->key.empty()) s.frames_wanted = std::max(s.frames_wanted, 2);
  const bool on_keyboard = s.tap && s.tap->key.starts_with("keyboard.");
  const bool left_field = s.tap && s.field && s.tap->key != *s.field && !on_keyboard;
  if (left_field || (s.field && !s.field_drawn)) blur();
  if (!s.field && !s.strokes_read) s.strokes.clear();
  if (const Entry* entry = s.drawing.find(s.key_focus); entry != nullptr && !s.key_focus.empty())
    outline(entry->rect.inset(-3), palette().primary, kButtonRadius + 3, 3);
  s.tap.reset();
  s.reveal = std::max(0, s.reveal - 1);
  s.scrolls.end_frame();
  if (s.watching()) s.lint.judge(s.drawing, screen());
  s.shown = s.drawing;
  ImGui::Render();
}

const ImDrawData* Kit::draw_data() const {
  ImGui::SetCurrentContext(m_state->context);
  return ImGui::GetDrawData();
}

const FontSet& Kit::fonts() const { return m_state->fonts; }
float Kit::scale() const { return m_state->fonts.scale(); }
void Kit::request_frames(int count) { m_state->frames_wanted = std::max(m_state->frames_wanted, count); }
bool Kit::wants_frame() const {
  const State& s = *m_state;
  return s.frames_wanted > 0 || s.moving || s.pointer.is_waiting() || !s.strokes.empty();
}

const Palette& Kit::palette() const { return ui::palette(m_state->theme); }
Theme Kit::theme() const { return m_state->theme; }
Rect Kit::screen() const { return {0, 0, m_state->pixels.w / scale(), m_state->pixels.h / scale()}; }
Rect Kit::page() const {
  Rect page = screen();
  page.h -= m_state->keyboard_height;
  page.cut_top(m_state->top_height);
  return page;
}
void Kit::reserve_top(float height) { m_state->top_height = height; }
bool Kit::is_visible(const Rect& rect) const { return !rect.intersect(m_state->clip()).empty(); }

const Registry& Kit::registry() const { return m_state->shown; }
void Kit::watch(Watch watch) { m_state->watch = watch; }
const Lint& Kit::lint() const { return m_state->lint; }

}  // namespace wardlight::ui
