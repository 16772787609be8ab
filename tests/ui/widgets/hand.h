// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "ui/widgets/kit.h"

namespace wardlight::ui::test {

inline constexpr Size kLandscape{1280, 800};

inline const FontSet& fonts() {
  static const FontSet set(1.0f);
  return set;
}

// A finger in front of a scene that is drawn whenever the kit wants a frame, on a clock of its own.
class Hand {
 public:
  using Scene = std::function<void(Kit&)>;
  explicit Hand(Scene scene, Size size = kLandscape) : m_scene(std::move(scene)), m_size(size) {
    kit.watch(Watch::Everything);
    settle();
  }

  void frame(double seconds = 1.0 / 60) {
    now += seconds;
    kit.begin_frame(m_size, theme, now);
    m_scene(kit);
    kit.end_frame();
    ++frames;
  }
  // Draws until nothing asks for another frame; gives how many that took.
  int settle(int most = 600) {
    int drawn = 0;
    while (kit.wants_frame() && drawn < most) {
      frame();
      ++drawn;
    }
    return drawn;
  }

  void down(Point at) { kit.pointer_down(at.x, at.y, now); }
  void move(Point at) { kit.pointer_move(at.x, at.y, now); }
  void up(Point at) { kit.pointer_up(at.x, at.y, now); }
  void tap_at(Point at) {
    down(at);
    frame();
    up(at);
    settle();
  }
  bool tap(const std::string& key) {
    const Entry* entry = kit.registry().find(key);
    if (entry == nullptr) return false;
    tap_at(entry->hit.center());
    return true;
  }
  // Moves a finger from one place to another in `steps` frames, and lifts it.
  void drag(Point from, Point to, int steps = 10) {
    down(from);
    frame();
    for (int i = 1; i <= steps; ++i) {
      const float part = static_cast<float>(i) / static_cast<float>(steps);
      move({from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part});
      frame();
    }
    up(to);
    frame();
  }

  Kit kit{fonts()};
  Theme theme = Theme::Day;
  double now = 100;
  int frames = 0;

 private:
  Scene m_scene;
  Size m_size;
};

}  // namespace wardlight::ui::test
