// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/expected.h"

namespace wardlight::hub_program {

// The name of a person or a tablet as everybody will read it, also the tablets' own readers: BadUsage with a sentence for one
// that is blank, has space around it or line breaks in it, is no UTF-8 or longer than a line of the sign-in screen. `option` is
// where it was given.
Expected<void> check_shown_name(const std::string& name, const std::string& option);

}  // namespace wardlight::hub_program
