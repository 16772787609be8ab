// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "imgui.h"
#include "ui/widgets/kit.h"
#include "ui/widgets/pointer.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text_edit.h"

namespace wardlight::ui {

using Stroke = std::variant<std::string, Key>;

// Inside of the kit, for its own .cpp files and the field and keyboard widgets.
struct Kit::State {
  explicit State(const FontSet& font_set);
  ~State();

  const FontSet& fonts;
  ImGuiContext* context;
  ImDrawList* draw = nullptr;

  Theme theme = Theme::Day;
  Size pixels;
  double now = -1;
  int frames_wanted = 2;
  bool moving = false;

  Registry drawing;  // this frame
  Registry shown;    // the last finished one
  Watch watch = Watch::Pressables;
  Lint lint;
  std::vector<Rect> clips;

  PointerRouter pointer;
  Scrolls scrolls;
  std::vector<std::string> open_scrolls;
  std::vector<Rect> open_views;
  std::optional<Tap> tap;   // what this frame answers
  std::string key_focus;    // where Tab has walked to; empty when fingers are used

  std::optional<std::string> field;  // the field that is being typed into
  bool field_drawn = false;
  int reveal = 0;  // frames in which a newly focused field scrolls itself into view
  TextEdit edit;
  std::deque<Stroke> strokes;
  bool strokes_read = false;  // somebody other than a field takes keys in this frame
  float keyboard_height = 0;  // dp taken by the on-screen keyboard in this frame
  float top_height = 0;       // dp taken by what stands over every page
  bool keyboard_shift = false;
  bool keyboard_symbols = false;

  float px(float dp) const { return dp * fonts.scale(); }
  ImVec2 px(Point p) const { return {p.x * fonts.scale(), p.y * fonts.scale()}; }
  const Rect& clip() const { return clips.back(); }
  bool watching() const { return watch == Watch::Everything; }
};

constexpr ImU32 packed(Color c) { return IM_COL32(c.r, c.g, c.b, c.a); }

}  // namespace wardlight::ui
