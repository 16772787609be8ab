// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace wardlight::ui {

// An sRGB colour. Plain data; no draw library needed.
struct Color {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
  bool operator==(const Color&) const = default;
};

constexpr Color hex(std::uint32_t rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb), 255};
}
constexpr Color with_alpha(Color color, std::uint8_t alpha) { return {color.r, color.g, color.b, alpha}; }

// `top` laid over an opaque `below`.
Color blend(Color top, Color below);

// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(Color one, Color other);

}  // namespace wardlight::ui
