// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/prompts.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// Over whatever page is up; nothing below can be pressed until note was taken.
MaybeAction draw_prompts(ui::Kit& kit, const models::Prompts& model);

}  // namespace wardlight::screens
