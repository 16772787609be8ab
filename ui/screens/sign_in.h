// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ui/models/sign_in.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// The digits typed so far. Lives here and nowhere else; wipe() when the person changes or the tablet locks.
struct SignInLocal {
  std::string digits;
  void wipe();
};

MaybeAction draw_sign_in(ui::Kit& kit, const models::SignIn& model, SignInLocal& local);

}  // namespace wardlight::screens
