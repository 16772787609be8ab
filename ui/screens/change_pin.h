// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/change_pin.h"
#include "ui/screens/action.h"
#include "ui/screens/pin_pad.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

MaybeAction draw_change_pin(ui::Kit& kit, const ui::Rect& page, const models::ChangePin& model, PinDigits& local);

}  // namespace wardlight::screens
