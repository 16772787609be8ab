// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "ui/widgets/geometry.h"
#include "ui/widgets/registry.h"
#include "ui/widgets/scroll.h"

namespace wardlight::ui {

enum class PointerAct { Down, Move, Up };
struct PointerEvent {
  PointerAct act;
  Point at;   // dp
  double t;  // seconds
};

struct Tap {
  std::string key;  // empty: the finger came down and up on nothing
  Point at;
};

// Decides whether a finger taps or scrolls, over what the last frame showed. One finger at a time.
// Past 10 dp of mostly vertical movement inside a list the press is withdrawn and the list follows; a touch on a moving
// list only stops it; a finger that leaves its button presses nothing.
class PointerRouter {
 public:
  void clear();
  void push(const PointerEvent& event) { m_queue.push_back(event); }
  bool is_waiting() const { return !m_queue.empty(); }
  bool is_down() const { return m_press.has_value(); }

  // Takes events up to the first tap, which it gives; later ones wait until the screen has answered that one.
  std::optional<Tap> take(const Registry& shown, Scrolls& scrolls);
  // The key under a resting finger.
  const std::string* held() const;

 private:
  struct Press {
    Point start;
    Point last;
    std::string key;
    std::string list;
    bool scrolls = false;
    bool swallowed = false;  // it stopped a moving list
    std::vector<PointerEvent> trail;
  };
  void down(const PointerEvent& event, const Registry& shown, Scrolls& scrolls);
  void move(const PointerEvent& event, const Registry& shown, Scrolls& scrolls);
  std::optional<Tap> up(const PointerEvent& event, const Registry& shown, Scrolls& scrolls);

  std::deque<PointerEvent> m_queue;
  std::optional<Press> m_press;
};

}  // namespace wardlight::ui
