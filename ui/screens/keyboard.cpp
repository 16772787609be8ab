// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/keyboard.h"

#include "ui/widgets/keyboard.h"

namespace wardlight::screens {

void draw_keyboard(ui::Kit& kit, const models::Keyboard& model) {
  const auto layout = model.language == "es" ? ui::KeyboardLayout::Spanish : ui::KeyboardLayout::English;
  ui::draw_keyboard(kit, layout,
                    {model.space, model.done, model.letters, model.symbols, model.shift, model.backspace, model.hide});
}

}  // namespace wardlight::screens
