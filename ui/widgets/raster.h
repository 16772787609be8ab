// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "ui/theme/fonts.h"

struct ImDrawData;

namespace wardlight::ui {

// Pixels, 4 bytes each (R, G, B, 255), from the top left.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

// Draws a finished frame without a GPU: for screenshots and golden tests. The same frame gives the same bytes on
// every run and at every optimisation level (this file is compiled without fused multiply-add).
Image rasterise(const ImDrawData& frame, const FontSet& fonts);

}  // namespace wardlight::ui
