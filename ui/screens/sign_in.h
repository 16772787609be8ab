// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sign_in.h"
#include "ui/screens/action.h"
#include "ui/screens/pin_pad.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

using SignInLocal = PinDigits;

MaybeAction draw_sign_in(ui::Kit& kit, const models::SignIn& model, SignInLocal& local);

}  // namespace wardlight::screens
