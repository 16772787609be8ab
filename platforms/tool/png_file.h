// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/expected.h"
#include "ui/widgets/raster.h"

namespace wardlight::tool {

// Writes a picture; Environment when the file cannot be written.
Expected<void> write_png(const std::string& path, const ui::Image& image);

}  // namespace wardlight::tool
