// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ui/models/texts.h"

namespace wardlight::models {

// The words of the on-screen keyboard, on its keys and for ears, and whose letters it has.
struct Keyboard {
  std::string language;
  std::string space, done, letters, symbols, shift, backspace, hide;
};

Keyboard build_keyboard(const Texts& texts);

}  // namespace wardlight::models
