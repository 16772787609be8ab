// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/sepsis/screen_pack.h"

namespace wardlight::care {

// Fails with InvalidContent naming the first example that does not come out.
Expected<void> run_screen_examples(const ScreenPack& pack, const json::Value& root);

}  // namespace wardlight::care
