// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sync_status.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

MaybeAction draw_sync_status(ui::Kit& kit, const ui::Rect& page, const models::SyncStatusModel& model);

}  // namespace wardlight::screens
