// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ui/models/reason.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// What is being typed; the model is built from it.
struct ReasonLocal {
  std::string order;
  std::string note;
};

// Takes the whole page, as every form does: two identifiers at the head, nothing leads away by accident.
MaybeAction draw_reason(ui::Kit& kit, const ui::Rect& page, const models::Reason& model, ReasonLocal& local);

}  // namespace wardlight::screens
