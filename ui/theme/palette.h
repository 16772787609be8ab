// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "ui/theme/color.h"

namespace wardlight::ui {

enum class Theme { Day, Night };
std::optional<Theme> theme_from_code(std::string_view code);  // "day", "night"
std::string_view to_code(Theme theme);

// What a colour means. A tone never stands alone: number, word or icon says the same.
enum class Tone { Neutral, Primary, Ok, Warn, Bad, Info, Violet };

// A foreground and the soft background it is readable on (contrast 4.5 or more in both themes, by test).
struct ToneColors {
  Color strong;
  Color soft;
};

// The colour tokens of one theme.
struct Palette {
  Color background;
  Color surface;
  Color surface_low;  // fields, keys and other wells in a surface
  Color line;         // decoration only: too faint to mark a control
  Color border;       // 3:1, the edge of a control
  Color text;
  Color muted;
  Color primary;
  Color on_primary;
  Color danger;
  Color on_danger;
  Color disabled;
  Color on_disabled;
  Color keyboard;
  Color key;
  Color key_special;
  ToneColors neutral, primary_tone, ok, warn, bad, info, violet;
  bool shadows = true;

  const ToneColors& tone(Tone tone) const;
};

const Palette& palette(Theme theme);

}  // namespace wardlight::ui
