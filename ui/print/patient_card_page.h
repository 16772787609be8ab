// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/patient_card.h"
#include "ui/print/shift_page.h"

namespace wardlight::print {

// One page in large type for a patient to keep; with a long plan the rest follows on the next. Patient data, as the other pages.
Expected<Print> print_patient_card(const models::PaperCard& card);

}  // namespace wardlight::print
