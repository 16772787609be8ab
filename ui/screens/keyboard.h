// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/keyboard.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// Over the page, while a field has the focus; after everything else.
void draw_keyboard(ui::Kit& kit, const models::Keyboard& model);

}  // namespace wardlight::screens
