// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/shot_gallery.h"

#include <algorithm>
#include <iostream>

namespace wardlight::tool {
namespace {

constexpr int kMostFrames = 60;
constexpr double kFrame = 1.0 / 60;
constexpr float kScrollStep = 0.4f;  // of the list's height

std::string_view word(ui::Fault fault) {
  switch (fault) {
    case ui::Fault::Overflow: return "overflow";
    case ui::Fault::Unlabelled: return "unlabelled";
    case ui::Fault::DuplicateKey: return "duplicate key";
    case ui::Fault::SmallTarget: return "small target";
    case ui::Fault::LowContrast: return "low contrast";
  }
  return "";
}

// One kit over one sample, on a clock of its own.
class Stage {
 public:
  Stage(const screens::ScreenSample& sample, const ShotVariant& variant, const ui::FontSet& fonts)
      : kit(fonts), m_sample(sample), m_variant(variant) {
    kit.watch(ui::Watch::Everything);
    for (int i = 0; i < kMostFrames && kit.wants_frame(); ++i) draw();
  }
  void draw() {
    m_now += kFrame;
    kit.begin_frame({static_cast<float>(m_variant.width), static_cast<float>(m_variant.height)}, m_variant.theme, m_now);
    m_sample.draw(kit);
    kit.end_frame();
  }
  ui::Kit kit;

 private:
  const screens::ScreenSample& m_sample;
  const ShotVariant& m_variant;
  double m_now = 1;
};

}  // namespace

std::string ShotVariant::name() const {
  return std::string(ui::to_code(theme)) + "-" + std::to_string(width) + "x" + std::to_string(height) + "-" + language;
}

void ShotFaults::note(const std::string& picture, const ui::Lint& lint) {
  for (const ui::Finding& finding : lint.findings()) {
    const std::string name = picture + ": " + std::string(word(finding.fault)) + ": " + finding.what;
    if (!m_told.insert(name).second) continue;
    ++m_counts[finding.fault];
    std::cerr << name << (finding.detail.empty() ? "" : " (" + finding.detail + ")") << '\n';
  }
}

int ShotFaults::count(ui::Fault fault) const {
  const auto found = m_counts.find(fault);
  return found == m_counts.end() ? 0 : found->second;
}

ui::Image take_shot(const screens::ScreenSample& sample, const ShotVariant& variant, const ui::FontSet& fonts,
                    ShotFaults& faults) {
  const std::string picture = sample.name + "-" + variant.name();
  Stage stage(sample, variant, fonts);
  ui::Image image = ui::rasterise(*stage.kit.draw_data(), fonts);
  faults.note(picture, stage.kit.lint());
  for (const ui::ScrollArea& area : stage.kit.scroll_areas()) {
    const float step = std::max(1.0f, area.view.h * kScrollStep);
    for (float offset = step; offset < area.furthest + step; offset += step) {
      stage.kit.scroll_to(area.key, std::min(offset, area.furthest));
      stage.draw();
      faults.note(picture, stage.kit.lint());
    }
    stage.kit.scroll_to(area.key, 0);
  }
  return image;
}

}  // namespace wardlight::tool
