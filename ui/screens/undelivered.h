// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/undelivered.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// Over the whole width until somebody confirms. The page that is up begins below it: reserve its height first, so that the
// patient's name and the way back stay in sight.
float undelivered_height(const ui::Kit& kit, const models::Undelivered& model);
MaybeAction draw_undelivered(ui::Kit& kit, const models::Undelivered& model);

}  // namespace wardlight::screens
