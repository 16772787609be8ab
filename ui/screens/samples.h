// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "ui/models/texts.h"
#include "ui/widgets/kit.h"

// Every screen in every state worth looking at, over models/samples.h: what `shots` draws and the screens' tests judge.
namespace wardlight::screens {

struct ScreenSample {
  std::string name;                     // "my-patients-stale"
  std::function<void(ui::Kit&)> draw;  // one frame; call it between begin_frame and end_frame
};

// The contents of assets/clinical/hourly-round.questionnaire.json, rounding.json and what follows.
struct SampleContent {
  std::string questionnaire;
  std::string rounding;
  std::string off_unit = {};  // off-unit.questionnaire.json; without it the page that asks where to has no answers
  std::string shift = {};     // shift.json; without it there are no pages of the shift
};

// Fails with InvalidContent when the content does not load. `texts` must outlive the samples.
Expected<std::vector<ScreenSample>> build_screen_samples(const models::Texts& texts, const SampleContent& content);

}  // namespace wardlight::screens
