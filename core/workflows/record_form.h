// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workflows/open_form.h"

namespace wardlight::workflows {

// Partial: saved as in progress, with what is answered so far; it has no total and no band (G-1).
enum class Finish { Complete, Partial };

// Saves the form, or says what stands against it. The record carries the version of its rule pack. My draft goes with the save.
// An incident's form goes to the incidents, never to the chart.
Expected<Outcome> record_form(const Ward& ward, const OpenForm& form, Finish finish = Finish::Complete);

}  // namespace wardlight::workflows
