// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ui/theme/palette.h"
#include "ui/widgets/lint.h"

namespace wardlight::ui {
namespace {

std::vector<std::pair<std::string, std::pair<Color, Color>>> readable_pairs(const Palette& p) {
  return {{"text on background", {p.text, p.background}},   {"text on surface", {p.text, p.surface}},
          {"text on well", {p.text, p.surface_low}},        {"muted on background", {p.muted, p.background}},
          {"muted on surface", {p.muted, p.surface}},       {"muted on well", {p.muted, p.surface_low}},
          {"primary on surface", {p.primary, p.surface}},   {"on primary", {p.on_primary, p.primary}},
          {"on danger", {p.on_danger, p.danger}},           {"on disabled", {p.on_disabled, p.disabled}},
          {"text on key", {p.text, p.key}},                 {"text on special key", {p.text, p.key_special}},
          {"neutral", {p.neutral.strong, p.neutral.soft}},  {"primary tone", {p.primary_tone.strong, p.primary_tone.soft}},
          {"ok", {p.ok.strong, p.ok.soft}},                 {"warn", {p.warn.strong, p.warn.soft}},
          {"bad", {p.bad.strong, p.bad.soft}},              {"info", {p.info.strong, p.info.soft}},
          {"violet", {p.violet.strong, p.violet.soft}},     {"ok on surface", {p.ok.strong, p.surface}},
          {"warn on surface", {p.warn.strong, p.surface}},  {"bad on surface", {p.bad.strong, p.surface}},
          {"info on surface", {p.info.strong, p.surface}},  {"violet on surface", {p.violet.strong, p.surface}}};
}

TEST_CASE("every pair of ink and ground can be read, by day and by night") {
  for (const Theme theme : {Theme::Day, Theme::Night})
    for (const auto& [name, pair] : readable_pairs(palette(theme))) {
      INFO(to_code(theme) << ": " << name);
      CHECK(contrast(pair.first, pair.second) >= kLeastContrast);
    }
}

TEST_CASE("the edge of a control stands out three to one") {
  for (const Theme theme : {Theme::Day, Theme::Night}) {
    CHECK(contrast(palette(theme).border, palette(theme).surface) >= 3.0);
    CHECK(contrast(palette(theme).border, palette(theme).background) >= 3.0);
  }
}

}  // namespace
}  // namespace wardlight::ui
