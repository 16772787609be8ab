// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/geometry.h"

namespace wardlight::ui {

// Where every list stands, by key: drag, fling and spring-back. Pure arithmetic over the times it is given.
// An offset of 0 shows the top; while a finger pulls past an end it may leave [0, furthest].
class Scrolls {
 public:
  struct Region {
    std::string key;
    Rect view;
    std::size_t order;  // how many registry entries were drawn before it
  };

  void clear();
  // A list drawn this frame. Regions are those of the frame before until end_frame.
  void draw(std::string_view key, const Rect& view, std::size_t order);
  void set_content(std::string_view key, float content_height, float view_height);
  void end_frame();

  float offset(std::string_view key) const;
  float furthest(std::string_view key) const;
  void jump(std::string_view key, float offset);
  const std::vector<Region>& regions() const { return m_regions; }
  // The topmost list under the finger that has something to scroll.
  const Region* at(Point point) const;
  bool is_moving(std::string_view key) const;
  void stop(std::string_view key);
  void drag(std::string_view key, float dy);           // finger moved down by dy
  void release(std::string_view key, float velocity);  // finger left, dp/s downwards
  // Moves flings on by `dt` seconds; true while anything still moves.
  bool step(double dt);
  // 1 while moving, fading to 0 after: how strongly to draw the bar.
  float bar_strength(std::string_view key) const;

 private:
  struct State {
    float offset = 0;
    float velocity = 0;
    float furthest = 0;
    float bar = 0;
    bool dragged = false;
  };
  const State* find(std::string_view key) const;
  static bool step(State& state, double dt);

  std::map<std::string, State, std::less<>> m_states;
  std::vector<Region> m_drawing;
  std::vector<Region> m_regions;
};

}  // namespace wardlight::ui
