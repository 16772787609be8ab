// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "ui/widgets/kit.h"

namespace wardlight::ui {

struct Option {
  std::string_view code;   // makes its key: "<key>.<code>"
  std::string_view label;
  Icon icon = Icon::None;
};

// Large answers side by side, as many to a row as their words allow; none is chosen until a thumb chose it.
// Gives the index that was tapped. `chosen` may hold several (repeating questions).
struct ChoiceSpec {
  std::span<const Option> options;
  std::span<const std::size_t> chosen = {};
  float row_height = 56;
  Enabled enabled = Enabled::Yes;
};
float choice_height(const Kit& kit, float width, const ChoiceSpec& spec);
std::optional<std::size_t> choice(Kit& kit, std::string_view key, const Rect& rect, const ChoiceSpec& spec);

// One strip with a sliding choice, for switching a view (not for answers).
std::optional<std::size_t> segments(Kit& kit, std::string_view key, const Rect& rect, std::span<const Option> options,
                                    std::size_t chosen);

}  // namespace wardlight::ui
