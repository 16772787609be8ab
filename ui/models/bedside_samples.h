// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/falls.h"
#include "ui/models/handoff_list.h"
#include "ui/models/help_call.h"
#include "ui/models/patient_view.h"
#include "ui/models/report.h"
#include "ui/models/samples.h"
#include "ui/models/sepsis.h"
#include "ui/models/undelivered.h"
#include "ui/models/wave.h"
#include "ui/models/work.h"

// The bedside of the made-up ward of samples.h: a patient with a high fall risk, a catheter on day 5, contact isolation and a
// sepsis screen that lacks inputs. The words of content are here as the packs would give them.
namespace wardlight::models::samples {

std::vector<PromptInput> prompts(const Say& say = {});
PlanInput plan(const PatientInput& patient, const Say& say = {});
SepsisInput sepsis(const PatientInput& patient, ScreenResult result, const Say& say = {});
FallsInput fall(const PatientInput& patient, bool fallen, const Say& say = {});
std::vector<QuestionInput> questions(const Say& say = {});
std::vector<HandoffRowInput> handoff_rows(bool stale, const Say& say = {});
std::vector<ChangeInput> handoff_changes(const Say& say = {});
std::vector<SbarLetter> sbar(const Say& say = {});
WorkInput work(WorkView view, const Say& say = {});
WashInput wash(const Say& say = {});
AskInput ask(const PatientInput& patient, const Say& say = {});
ReportInput report(const WardInput& ward, const Say& say = {});
HelpCallInput help_call(const PatientInput& patient, const Say& say = {});
std::vector<UndeliveredInput> undelivered(const Say& say = {});

}  // namespace wardlight::models::samples
