// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "core/base/expected.h"
#include "ui/screens/samples.h"
#include "ui/widgets/lint.h"
#include "ui/widgets/raster.h"

namespace wardlight::tool {

// How a picture is to look.
struct ShotVariant {
  ui::Theme theme = ui::Theme::Day;
  int width = 1280;
  int height = 800;
  std::string language = "en";
  std::string name() const;  // "night-800x1280-es"
};

// What the lint found, each finding told once on standard error.
class ShotFaults {
 public:
  void note(const std::string& picture, const ui::Lint& lint);
  int count(ui::Fault fault) const;

 private:
  std::map<ui::Fault, int> m_counts;
  std::set<std::string> m_told;
};

// Draws one screen until it stands still and gives its picture. Every list in it is then scrolled through for the lint, so
// that what lies below the fold is judged too.
ui::Image take_shot(const screens::ScreenSample& sample, const ShotVariant& variant, const ui::FontSet& fonts,
                    ShotFaults& faults);

}  // namespace wardlight::tool
