// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/undelivered.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// Over the top of whatever page is up, the whole width, until somebody confirms.
MaybeAction draw_undelivered(ui::Kit& kit, const models::Undelivered& model);

}  // namespace wardlight::screens
