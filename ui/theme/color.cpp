// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/color.h"

#include <algorithm>
#include <cmath>

namespace wardlight::ui {
namespace {

double linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) { return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b); }

std::uint8_t mix(std::uint8_t top, std::uint8_t below, std::uint8_t alpha) {
  return static_cast<std::uint8_t>((top * alpha + below * (255 - alpha) + 127) / 255);
}

}  // namespace

Color blend(Color top, Color below) {
  return {mix(top.r, below.r, top.a), mix(top.g, below.g, top.a), mix(top.b, below.b, top.a), 255};
}

double contrast(Color one, Color other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace wardlight::ui
