// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/assign.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

MaybeAction draw_assign(ui::Kit& kit, const ui::Rect& page, const models::Assign& model);

}  // namespace wardlight::screens
