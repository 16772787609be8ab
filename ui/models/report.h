// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside.h"

namespace wardlight::models {

struct ReportInput {
  const PatientInput* patient = nullptr;  // absent: about the unit
  std::vector<CodeWords> problems = {};        // what is asked of whom: "Broken call light" and so on
  std::vector<CodeWords> hazards = {};         // of the work itself: lifting, needles, wet floor, violence
  std::vector<NurseInput> colleagues = {};
};

// A problem to be put right, a hazard to staff, or thanks to a colleague: one page, the shortest way for each.
// answers: "problem", "hazard", "words".
Sheet build_report(const ReportInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
