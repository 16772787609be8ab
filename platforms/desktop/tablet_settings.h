// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/disk.h"
#include "ui/shell/settings.h"

namespace wardlight::desktop {

// How this tablet is looked at, in settings.json of its data folder: kept when somebody changes it, for whoever comes
// next. Nobody's data, so not encrypted. A file that is missing or damaged means the usual look.
shell::Settings read_settings(Disk& disk, const std::string& path);
Expected<void> keep_settings(Disk& disk, const std::string& path, const shell::Settings& settings);

}  // namespace wardlight::desktop
