// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/content.h"

#include "platforms/linux/paths.h"
#include "platforms/tool/command.h"

namespace wardlight::tool {

Expected<std::string> read_clinical(std::string_view name) {
  WL_TRY(const std::string assets, platform::assets_folder());
  return read_input(assets + "/clinical/" + std::string(name));
}

}  // namespace wardlight::tool
