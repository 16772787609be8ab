// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

namespace wardlight::models {

// What is said where a page can be neither printed nor kept.
inline Error no_printer() {
  return {ErrorCode::Environment, "This device has no printer and no folder to print to; ask who keeps the tablets.", "print"};
}

}  // namespace wardlight::models
