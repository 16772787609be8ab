// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace wardlight {

// Small letters without accents, so that "wojcik" finds "Wójcik": Latin letters of U+00C0 to U+024F and
// the Vietnamese ones. Other scripts stay as they are. Safe on any thread.
std::string fold(std::string_view text);

}  // namespace wardlight
