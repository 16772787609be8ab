// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/pointer.h"

#include <cmath>

namespace wardlight::ui {
namespace {

constexpr float kSlop = 10;             // dp a finger may tremble
constexpr double kVelocityWindow = 0.1;  // seconds looked back for the speed of a fling

float velocity(const std::vector<PointerEvent>& trail) {
  const PointerEvent& last = trail.back();
  for (const PointerEvent& event : trail) {
    const double dt = last.t - event.t;
    if (dt > kVelocityWindow) continue;
    return dt < 0.008 ? 0 : static_cast<float>((last.at.y - event.at.y) / dt);
  }
  return 0;
}

// A dialog or bar drawn after the list lies over it there.
bool is_covered(const Registry& shown, const Scrolls::Region& list, Point at) {
  for (std::size_t i = list.order; i < shown.entries().size(); ++i)
    if (shown.entries()[i].role == Role::Blocker && shown.entries()[i].hit.contains(at)) return true;
  return false;
}

}  // namespace

void PointerRouter::clear() {
  m_queue.clear();
  m_press.reset();
}

const std::string* PointerRouter::held() const {
  return m_press && !m_press->scrolls && !m_press->swallowed && !m_press->key.empty() ? &m_press->key : nullptr;
}

std::optional<Tap> PointerRouter::take(const Registry& shown, Scrolls& scrolls) {
  while (!m_queue.empty()) {
    const PointerEvent event = m_queue.front();
    m_queue.pop_front();
    switch (event.act) {
      case PointerAct::Down: down(event, shown, scrolls); break;
      case PointerAct::Move: move(event, shown, scrolls); break;
      case PointerAct::Up:
        if (auto tap = up(event, shown, scrolls)) return tap;
        break;
    }
  }
  return std::nullopt;
}

void PointerRouter::down(const PointerEvent& event, const Registry& shown, Scrolls& scrolls) {
  if (m_press) return;
  m_press = Press{event.at, event.at, {}, {}, false, false, {event}};
  const Entry* entry = shown.at(event.at);
  if (entry != nullptr && entry->role != Role::Blocker && entry->enabled == Enabled::Yes) m_press->key = entry->key;
  const Scrolls::Region* list = scrolls.at(event.at);
  if (list == nullptr) return;
  if (is_covered(shown, *list, event.at)) return;
  m_press->list = list->key;
  m_press->swallowed = scrolls.is_moving(list->key);
  scrolls.stop(list->key);
}

void PointerRouter::move(const PointerEvent& event, const Registry& shown, Scrolls& scrolls) {
  if (!m_press) return;
  Press& press = *m_press;
  press.trail.push_back(event);
  const float dx = event.at.x - press.start.x;
  const float dy = event.at.y - press.start.y;
  if (!press.scrolls && !press.list.empty() && std::abs(dy) > kSlop && std::abs(dy) >= std::abs(dx)) {
    press.scrolls = true;
    press.key.clear();
  }
  if (press.scrolls) {
    scrolls.drag(press.list, event.at.y - press.last.y);
  } else if (std::hypot(dx, dy) > kSlop) {
    const Entry* entry = shown.find(press.key);
    if (entry == nullptr || !entry->hit.contains(event.at)) press.key.clear();
  }
  press.last = event.at;
}

std::optional<Tap> PointerRouter::up(const PointerEvent& event, const Registry& shown, Scrolls& scrolls) {
  if (!m_press) return std::nullopt;
  move(event, shown, scrolls);
  const Press press = *std::move(m_press);
  m_press.reset();
  if (press.scrolls) {
    scrolls.release(press.list, velocity(press.trail));
    return std::nullopt;
  }
  if (press.swallowed) return std::nullopt;
  const bool slipped = std::hypot(event.at.x - press.start.x, event.at.y - press.start.y) > kSlop;
  if (press.key.empty()) return slipped ? std::nullopt : std::optional(Tap{{}, event.at});
  const Entry* entry = shown.find(press.key);
  if (entry == nullptr || entry->enabled == Enabled::No || !entry->hit.contains(event.at)) return std::nullopt;
  return Tap{press.key, event.at};
}

}  // namespace wardlight::ui
