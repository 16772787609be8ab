// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/clinical_files.h"

#include "platforms/linux/paths.h"

namespace wardlight::platform {

Expected<std::string> read_clinical(Disk& disk, const std::string& name) {
  WL_TRY(const std::string assets, assets_folder());
  auto bytes = read_file(disk, assets + "/clinical/" + name);
  if (!bytes) return Error{bytes.error().code, bytes.error().text, name};
  return to_string(*bytes);
}

}  // namespace wardlight::platform
