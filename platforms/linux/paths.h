// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/expected.h"

namespace wardlight::platform {

// Where the content files are: ../share/wardlight beside the running program.
// NotFound when the installation is not complete.
Expected<std::string> assets_folder();

// Where the bundled report pages are: ../share/wardlight-pages beside the running program. NotFound as above.
Expected<std::string> pages_folder();

// $XDG_DATA_HOME/wardlight, else ~/.local/share/wardlight. NotFound when neither is set.
Expected<std::string> default_data_folder();

// A new empty folder of our own (0700) under $TMPDIR or /tmp, named after `purpose`.
Expected<std::string> make_temporary_folder(const std::string& purpose);

}  // namespace wardlight::platform
