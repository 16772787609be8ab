// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/add_patient.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// What the finger is typing; the model shows what the shell made of it.
struct AddPatientLocal {
  models::NewPatient typed;
};

MaybeAction draw_add_patient(ui::Kit& kit, const ui::Rect& page, const models::AddPatient& model, AddPatientLocal& local);

}  // namespace wardlight::screens
