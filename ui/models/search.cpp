// SPDX-License-Identifier: Apache-2.0
#include "ui/models/search.h"

#include "core/base/fold.h"

namespace wardlight::models {

std::string fold(std::string_view text) { return wardlight::fold(text); }

}  // namespace wardlight::models
