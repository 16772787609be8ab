// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/theme/fonts.h"
#include "ui/theme/icon.h"
#include "ui/theme/palette.h"
#include "ui/theme/type.h"
#include "ui/widgets/geometry.h"
#include "ui/widgets/lint.h"
#include "ui/widgets/registry.h"

struct ImDrawData;

namespace wardlight::ui {

enum class Align { Left, Center, Right };
enum class VAlign { Top, Middle, Bottom };
// What to do with words that do not fit. None: the lint counts it. Ellipsis: cut on purpose, the label keeps the whole.
// Wrap: several lines, the lint counts when they do not fit the height.
enum class Fit { None, Ellipsis, Wrap };

struct TextStyle {
  Type type = Type::Body;
  std::optional<Color> color = std::nullopt;  // the theme's text colour
  Align align = Align::Left;
  VAlign valign = VAlign::Middle;
  Fit fit = Fit::None;
};

struct Press {
  bool tapped = false;  // the finger came up on it (true in one frame only)
  bool held = false;    // the finger is down on it
};

// A list as it stands; it can be scrolled to offsets from 0 to `furthest`.
struct ScrollArea {
  std::string key;
  Rect view;
  float offset = 0;
  float furthest = 0;
};

enum class Key { Backspace, Delete, Enter, Escape, Left, Right, Home, End, Tab, BackTab };

// The touch kit: draws, remembers what can be pressed, and turns a finger into taps, scrolls and typing.
//
// Immediate mode: between begin_frame and end_frame a screen calls it for everything visible; the state of fingers,
// scrolls and fields lives here, by key, until reset(). It uses Dear ImGui for drawing only: taps come from our own
// registry, because ImGui needs a hovering frame before a touch counts and cannot tell a tap from a scroll.
// All measures are dp. One thread. The font set must outlive it.
class Kit {
 public:
  explicit Kit(const FontSet& fonts);
  ~Kit();
  Kit(const Kit&) = delete;
  Kit& operator=(const Kit&) = delete;
  void reset();  // forgets fingers, scrolls, focus and what was typed, as for another person

  // --- the frame -------------------------------------------------------------------------------------------------
  // `seconds` is monotonic time; it drives flings and nothing else.
  void begin_frame(Size pixels, Theme theme, double seconds);
  void end_frame();
  const ImDrawData* draw_data() const;
  const FontSet& fonts() const;
  float scale() const;

  // Frame pacing: the shell draws while wants_frame() and sleeps otherwise.
  void request_frames(int count);
  bool wants_frame() const;

  // --- input: the only way in ------------------------------------------------------------------------------------
  // Positions in pixels, time in seconds. Events queue; a frame takes them up to the first tap.
  void pointer_down(float x, float y, double t);
  void pointer_move(float x, float y, double t);
  void pointer_up(float x, float y, double t);
  void wheel(float x, float y, float lines);
  void type_text(std::string_view utf8);
  void press_key(Key key);

  // --- where to draw ---------------------------------------------------------------------------------------------
  const Palette& palette() const;
  Theme theme() const;
  Rect screen() const;  // the whole window
  Rect page() const;    // the window above the on-screen keyboard, and below what stands over every page
  void reserve_top(float height);  // of the page, in this frame; called before the page is drawn
  bool is_visible(const Rect& rect) const;  // any of it inside the current clip; skip drawing what is not

  // --- draw ------------------------------------------------------------------------------------------------------
  void fill(const Rect& rect, Color color, float radius = 0);
  void outline(const Rect& rect, Color color, float radius = 0, float width = 1);
  void line(Point from, Point to, Color color, float width = 1);
  void disc(Point center, float radius, Color color);
  void ring(Point center, float radius, Color color, float width, float from_turn = 0, float to_turn = 1);
  void shadow(const Rect& rect, float radius);
  void fade(const Rect& rect, Color from_top, Color to_bottom);
  void icon(const Rect& box, Icon icon, Color color, IconSize size = IconSize::Medium);
  void push_clip(const Rect& rect);
  void pop_clip();

  // --- words -----------------------------------------------------------------------------------------------------
  Size measure(Type type, std::string_view words) const;
  float height(Type type, std::string_view words, float width) const;  // when wrapped
  void text(const Rect& box, std::string_view words, const TextStyle& style = {});

  // --- press -----------------------------------------------------------------------------------------------------
  // `rect` is what is drawn; small ones get a hit area of kTargetSize. `label` is for ears: never empty.
  Press pressable(std::string_view key, Role role, const Rect& rect, std::string_view label, Enabled enabled = Enabled::Yes);
  // Nothing below `rect` can be pressed from here on: dialogs, bars, the keyboard.
  void block(const Rect& rect);

  // --- scroll ----------------------------------------------------------------------------------------------------
  // Gives the box to lay content out in, moved by the scroll; its height is only a hint. end_scroll is told where the
  // content ends. A drag that starts on a button scrolls all the same, and then presses nothing.
  Rect begin_scroll(std::string_view key, const Rect& view);
  void end_scroll(float content_bottom, std::optional<Color> fade_into = std::nullopt);
  float scroll_offset(std::string_view key) const;
  void scroll_to(std::string_view key, float offset);
  std::vector<ScrollArea> scroll_areas() const;  // of the last finished frame

  // --- typing ----------------------------------------------------------------------------------------------------
  bool has_focus(std::string_view key) const;
  std::optional<std::string> focused_field() const;
  void focus(std::string_view key);
  void blur();

  // --- what was on the screen ------------------------------------------------------------------------------------
  const Registry& registry() const;  // of the last finished frame
  void watch(Watch watch);           // Everything: words enter the registry and the lint is made
  const Lint& lint() const;

  struct State;
  State& state() { return *m_state; }  // for the kit's own widgets

 private:
  std::unique_ptr<State> m_state;
};

}  // namespace wardlight::ui
