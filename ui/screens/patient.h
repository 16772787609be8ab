// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/patient.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

MaybeAction draw_patient(ui::Kit& kit, const ui::Rect& page, const models::PatientPage& model);

}  // namespace wardlight::screens
