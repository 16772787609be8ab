// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/patient_view.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// The whole window, for the patient: few words, large, and the way to call for help always in sight.
MaybeAction draw_patient_view(ui::Kit& kit, const models::PatientView& model);

}  // namespace wardlight::screens
