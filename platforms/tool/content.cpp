// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/content.h"

#include "platforms/linux/clinical_files.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/tool/command.h"

namespace wardlight::tool {

Expected<std::string> read_clinical(std::string_view name, const std::string& instead) {
  platform::PosixDisk disk;
  return instead.empty() ? platform::read_clinical(disk, std::string(name)) : read_input(instead);
}

}  // namespace wardlight::tool
