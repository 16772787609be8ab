// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/menu.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

MaybeAction draw_menu(ui::Kit& kit, const ui::Rect& page, const models::Menu& model);

}  // namespace wardlight::screens
