// SPDX-License-Identifier: Apache-2.0
#include "ui/models/work_known.h"

namespace wardlight::models {

std::string work_sentence(const WorkKnown& known, const Moment& moment, const Texts& texts) {
  if (!known.failure.empty()) return known.failure;
  if (known.reading) return texts("work.reading_banner");
  return known.as_of ? texts("work.as_of", {{"time", clock_text(moment, *known.as_of, texts)}}) : std::string();
}

}  // namespace wardlight::models
