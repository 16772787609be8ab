// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "ui/models/sign_in.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// The digits typed so far. They live here and nowhere else; wipe() when the person changes or the tablet locks.
struct PinDigits {
  std::string digits;
  void wipe();
};

struct PadTap {
  std::optional<std::string> pin;  // all its digits; whoever takes it wipes it
  bool left = false;               // the cross beside the name
};

inline constexpr float kLowPad = 480;  // below, a window is too low for the keys under the name

// Name, message, dots and keys on one card.
PadTap draw_pin_pad(ui::Kit& kit, const ui::Rect& rect, const models::PinPad& pad, PinDigits& local);

}  // namespace wardlight::screens
