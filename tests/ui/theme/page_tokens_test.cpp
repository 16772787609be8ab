// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>

#include "ui/theme/palette.h"

using namespace wardlight::ui;

namespace {

using Tokens = std::map<std::string, std::string>;

// What tokens.css says below one selector.
Tokens read_tokens(const std::string& selector) {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/web/tokens.css");
  Tokens tokens;
  bool here = false;
  for (std::string line; std::getline(file, line);) {
    if (line.ends_with('{')) here = line == selector + " {";
    const auto colon = line.find(": #");
    if (here && line.starts_with("  --") && colon != std::string::npos)
      tokens[line.substr(4, colon - 4)] = line.substr(colon + 2, 7);
  }
  return tokens;
}

std::string text_of(Color color) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02x%02x%02x", unsigned{color.r}, unsigned{color.g},
                unsigned{color.b});
  return text;
}

Tokens tokens_of(const Palette& palette) {
  Tokens tokens{{"background", text_of(palette.background)}, {"surface", text_of(palette.surface)},
      {"surface-low", text_of(palette.surface_low)}, {"line", text_of(palette.line)}, {"border", text_of(palette.border)},
      {"text", text_of(palette.text)}, {"muted", text_of(palette.muted)}, {"primary", text_of(palette.primary)},
      {"on-primary", text_of(palette.on_primary)}};
  const std::pair<std::string, const ToneColors*> tones[] = {{"neutral", &palette.neutral}, {"ok", &palette.ok},
      {"warn", &palette.warn}, {"bad", &palette.bad}, {"info", &palette.info}, {"violet", &palette.violet}};
  for (const auto& [name, tone] : tones) {
    tokens[name] = text_of(tone->strong);
    tokens[name + "-soft"] = text_of(tone->soft);
  }
  return tokens;
}

}  // namespace

TEST_CASE("The report pages have the tablet's colours, by day and by night") {
  CHECK(read_tokens(":root") == tokens_of(palette(Theme::Day)));
  CHECK(read_tokens(":root[data-theme=\"night\"]") == tokens_of(palette(Theme::Night)));
}
