// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/scroll.h"

#include <cmath>

namespace wardlight::ui {
namespace {

constexpr double kFlingDecay = 0.325;    // seconds to 1/e of the speed
constexpr double kSpringDecay = 0.06;    // seconds to 1/e of the way back
constexpr float kStopSpeed = 18;         // dp/s
constexpr float kOverscrollGrip = 0.5f;  // how much of a drag past the end is followed
constexpr double kBarFade = 0.6;         // seconds until the bar is gone

}  // namespace

void Scrolls::clear() {
  m_states.clear();
  m_drawing.clear();
  m_regions.clear();
}

const Scrolls::State* Scrolls::find(std::string_view key) const {
  const auto found = m_states.find(key);
  return found == m_states.end() ? nullptr : &found->second;
}

void Scrolls::draw(std::string_view key, const Rect& view, std::size_t order) {
  if (find(key) == nullptr) m_states.emplace(key, State{});
  m_drawing.push_back({std::string(key), view, order});
}

void Scrolls::set_content(std::string_view key, float content_height, float view_height) {
  State& state = m_states.find(key)->second;
  state.furthest = std::max(0.0f, content_height - view_height);
  if (!state.dragged && state.velocity == 0) state.offset = std::clamp(state.offset, 0.0f, state.furthest);
}

void Scrolls::end_frame() {
  m_regions = std::move(m_drawing);
  m_drawing.clear();
}

float Scrolls::offset(std::string_view key) const {
  const State* state = find(key);
  return state == nullptr ? 0 : state->offset;
}

float Scrolls::furthest(std::string_view key) const {
  const State* state = find(key);
  return state == nullptr ? 0 : state->furthest;
}

void Scrolls::jump(std::string_view key, float offset) {
  State& state = m_states.emplace(key, State{}).first->second;
  state.velocity = 0;
  state.offset = std::max(0.0f, offset);
}

const Scrolls::Region* Scrolls::at(Point point) const {
  for (auto region = m_regions.rbegin(); region != m_regions.rend(); ++region)
    if (region->view.contains(point) && furthest(region->key) > 0) return &*region;
  return nullptr;
}

bool Scrolls::is_moving(std::string_view key) const {
  const State* state = find(key);
  return state != nullptr && std::abs(state->velocity) > kStopSpeed;
}

void Scrolls::stop(std::string_view key) {
  if (const auto found = m_states.find(key); found != m_states.end()) found->second.velocity = 0;
}

void Scrolls::drag(std::string_view key, float dy) {
  const auto found = m_states.find(key);
  if (found == m_states.end()) return;
  State& state = found->second;
  const bool past_end = (state.offset <= 0 && dy > 0) || (state.offset >= state.furthest && dy < 0);
  state.offset -= past_end ? dy * kOverscrollGrip : dy;
  state.dragged = true;
  state.bar = 1;
}

void Scrolls::release(std::string_view key, float velocity) {
  const auto found = m_states.find(key);
  if (found == m_states.end()) return;
  State& state = found->second;
  state.dragged = false;
  const bool past_end = state.offset < 0 || state.offset > state.furthest;
  state.velocity = past_end || std::abs(velocity) < kStopSpeed ? 0 : -velocity;
}

bool Scrolls::step(State& state, double dt) {
  if (state.dragged) return false;
  if (state.velocity != 0) {
    const double kept = std::exp(-dt / kFlingDecay);
    state.offset += static_cast<float>(state.velocity * kFlingDecay * (1 - kept));
    state.velocity = static_cast<float>(state.velocity * kept);
    if (std::abs(state.velocity) < kStopSpeed || state.offset < 0 || state.offset > state.furthest) state.velocity = 0;
    return true;
  }
  const float rest = std::clamp(state.offset, 0.0f, state.furthest);
  if (state.offset != rest) {
    state.offset = rest + static_cast<float>((state.offset - rest) * std::exp(-dt / kSpringDecay));
    if (std::abs(state.offset - rest) < 0.5f) state.offset = rest;
    return true;
  }
  state.bar = std::max(0.0f, state.bar - static_cast<float>(dt / kBarFade));
  return state.bar > 0;
}

bool Scrolls::step(double dt) {
  bool moving = false;
  for (auto& [key, state] : m_states) moving = step(state, dt) || moving;
  return moving;
}

float Scrolls::bar_strength(std::string_view key) const {
  const State* state = find(key);
  return state == nullptr ? 0 : state->bar;
}

}  // namespace wardlight::ui
