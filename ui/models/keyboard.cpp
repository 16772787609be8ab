// SPDX-License-Identifier: Apache-2.0
#include "ui/models/keyboard.h"

namespace wardlight::models {

Keyboard build_keyboard(const Texts& texts) {
  return {texts.language(),           texts("keyboard.space"), texts("keyboard.done"),      texts("keyboard.letters"),
          texts("keyboard.symbols"), texts("keyboard.shift"), texts("keyboard.backspace"), texts("keyboard.hide")};
}

}  // namespace wardlight::models
