// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sheet.h"
#include "ui/models/ward.h"

namespace wardlight::models {

struct DraftRow {
  MyDraftInput draft;
  const PatientInput* patient = nullptr;  // nullptr: not on this tablet any more
};

// What the person at the tablet left half done: to go on with, or to discard after being asked again.
Sheet build_drafts(const std::vector<DraftRow>& drafts, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
