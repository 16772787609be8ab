// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/falls.h"
#include "ui/models/handoff_list.h"
#include "ui/models/help_call.h"
#include "ui/models/patient_view.h"
#include "ui/models/report.h"
#include "ui/models/sepsis.h"
#include "ui/models/undelivered.h"
#include "ui/models/wave.h"
#include "ui/models/work.h"

// The bedside of the made-up ward of samples.h: a patient with a high fall risk, a catheter on day 5, contact isolation and a
// sepsis screen that lacks inputs. The words of content are in English here, as the packs would give them.
namespace wardlight::models::samples {

std::vector<PromptInput> prompts();
PlanInput plan(const PatientInput& patient);
SepsisInput sepsis(const PatientInput& patient, ScreenResult result);
FallsInput fall(const PatientInput& patient, bool fallen);
std::vector<QuestionInput> questions();
std::vector<HandoffRowInput> handoff_rows(bool stale);
std::vector<ChangeInput> handoff_changes();
std::vector<SbarLetter> sbar();
WorkInput work(WorkView view);
WashInput wash();
AskInput ask(const PatientInput& patient);
ReportInput report(const WardInput& ward);
HelpCallInput help_call(const PatientInput& patient);
std::vector<UndeliveredInput> undelivered();

}  // namespace wardlight::models::samples
