// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "ui/widgets/kit.h"

namespace wardlight::ui {

enum class Edge { Plain, Selected, Alert };

// A white card with the theme's shadow; `edge` marks it chosen or urgent (never the only sign of it).
void card(Kit& kit, const Rect& rect, Edge edge = Edge::Plain);
// The same, pressable as a whole.
Press pressable_card(Kit& kit, std::string_view key, const Rect& rect, std::string_view label, Edge edge = Edge::Plain);

void divider(Kit& kit, float x, float y, float width);

// A heading over a part of the page, with an optional note on the right.
void section_header(Kit& kit, const Rect& rect, std::string_view title, std::string_view note = {});

// A strip that tells something the whole width needs to know: offline, stale, same name.
struct BannerSpec {
  Tone tone = Tone::Info;
  Icon icon = Icon::Info;
  std::string_view title;
  std::string_view text;          // wraps
  std::string_view action = {};   // a button on the right, when there is something to do
  bool large = false;             // the title in the largest type: a number that somebody has to read and dial
};
float banner_height(const Kit& kit, float width, const BannerSpec& spec);
bool banner(Kit& kit, std::string_view key, const Rect& rect, const BannerSpec& spec);  // true when the action is tapped

// What needs a person's voice now: the largest type on the colour of danger, and the button that ends it.
struct AlarmSpec {
  std::string_view title;
  std::string_view text;
  std::string_view action = {};
  Icon icon = Icon::PhoneInTalk;  // of the action
};
float alarm_height(const Kit& kit, float width, const AlarmSpec& spec);
bool alarm(Kit& kit, std::string_view key, const Rect& rect, const AlarmSpec& spec,
           float radius);  // true when the action is tapped

// What is done of what is known; the words say it too.
void progress_ring(Kit& kit, Point center, float radius, float share, Tone tone = Tone::Primary);

// Nothing to show, and why: an icon, a line, a sentence.
void empty_state(Kit& kit, const Rect& rect, Icon icon, std::string_view title, std::string_view text);

// Label and value, one above the other.
void fact(Kit& kit, const Rect& rect, std::string_view label, std::string_view value, Tone tone = Tone::Neutral);

// A dialog: dims and blocks what lies below and gives the box for its content.
Rect dialog(Kit& kit, Size size, std::string_view title);

}  // namespace wardlight::ui
