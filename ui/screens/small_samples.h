// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "ui/models/prompts.h"
#include "ui/models/reason.h"
#include "ui/screens/samples.h"

namespace wardlight::screens {

// The pages of few words and what stands over a page: reasons, prompts, toasts, keyboard, menu, change of PIN.
struct SmallContent {
  const care::RoundingPack& pack;
  const std::vector<models::ReasonCode>& where_to;
};
void add_small_samples(const models::Texts& texts, const SmallContent& content, std::vector<ScreenSample>& samples);

}  // namespace wardlight::screens
