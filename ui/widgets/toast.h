// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "ui/theme/palette.h"
#include "ui/widgets/kit.h"

namespace wardlight::ui {

// One sentence about what was just done, above everything. Good news leaves by itself, bad news when it is tapped.
class Toast {
 public:
  static constexpr double kSeconds = 5;

  void show(std::string text, Tone tone, double now);
  void clear() { m_text.clear(); }
  bool is_shown() const { return !m_text.empty(); }
  std::optional<double> ends() const { return m_ends; }
  void end_when_due(double now);
  void draw(Kit& kit, std::string_view close_label);

 private:
  std::string m_text;
  Tone m_tone = Tone::Ok;
  std::optional<double> m_ends;
};

}  // namespace wardlight::ui
