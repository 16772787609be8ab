// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace wardlight::ui {

// The type scale, in dp as a designer counts (CSS pixels at 1x). Nothing is smaller than 13.
enum class Type { Caption, Body, BodyStrong, Label, Title, Heading, Number, NumberLarge };
inline constexpr std::size_t kTypeCount = 8;

enum class Weight { Regular, Medium, SemiBold };

struct TypeSpec {
  float size;  // dp
  Weight weight;
  float line;  // dp from one line's top to the next
};

constexpr TypeSpec type_spec(Type type) {
  constexpr std::array<TypeSpec, kTypeCount> specs{{{13.0f, Weight::Medium, 18},
                                                    {15.0f, Weight::Regular, 21},
                                                    {15.0f, Weight::Medium, 21},
                                                    {14.5f, Weight::SemiBold, 20},
                                                    {17.0f, Weight::SemiBold, 23},
                                                    {21.0f, Weight::SemiBold, 27},
                                                    {23.0f, Weight::SemiBold, 29},
                                                    {34.0f, Weight::SemiBold, 42}}};
  return specs[static_cast<std::size_t>(type)];
}

// Measures in dp that screens share.
inline constexpr float kPageMargin = 20;
inline constexpr float kGutter = 14;
inline constexpr float kCardPadding = 16;
inline constexpr float kTopBarHeight = 72;
inline constexpr float kBottomBarHeight = 76;
inline constexpr float kTileHeight = 74;
inline constexpr float kRowHeight = 66;
inline constexpr float kButtonHeight = 52;
inline constexpr float kFieldHeight = 50;
inline constexpr float kChipHeight = 30;
inline constexpr float kTargetSize = 48;  // the least a thumb must be given
inline constexpr float kCardRadius = 16;
inline constexpr float kFieldRadius = 14;
inline constexpr float kButtonRadius = 12;

}  // namespace wardlight::ui
