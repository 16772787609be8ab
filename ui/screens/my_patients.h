// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/my_patients.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

MaybeAction draw_my_patients(ui::Kit& kit, const ui::Rect& page, const models::MyPatients& model);

}  // namespace wardlight::screens
