// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sign_off.h"
#include "ui/screens/action.h"
#include "ui/screens/pin_pad.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// Over whatever is up: who signs, then the PIN. Nothing below can be pressed meanwhile.
MaybeAction draw_sign_off(ui::Kit& kit, const models::SignOff& model, PinDigits& digits);

}  // namespace wardlight::screens
