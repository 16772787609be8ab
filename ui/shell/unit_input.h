// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/session.h"
#include "core/workflows/care_figures.h"
#include "core/workflows/read_call_list.h"
#include "core/workflows/read_own_figures.h"
#include "core/workflows/read_unit_work.h"
#include "ui/shell/bedside_services.h"

// The unit's work and one's own figures, as the inputs of the models. Pure; any thread.
namespace wardlight::shell {

// `help_number`: what to dial when a call for help did not leave the tablet; empty when the hospital gave none.
UnitData build_unit_data(const workflows::UnitWork& work, const access::Person& me, const std::string& help_number,
                         const models::Texts& texts);
models::Role model_role(access::Role role);
models::TaskInput build_task_input(const workflows::WorkTask& task, const access::Person& me, const models::Texts& texts);
// The calls after discharge, with what was promised in them as tasks and the patients for whom the form is opened.
void add_calls(UnitData& data, const workflows::CallList& list, const workflows::WardContent& content, const access::Person& me,
               const models::Texts& texts);
std::vector<models::OwnFigureInput> build_care_figures(const workflows::CareOfUnit& figures,
                                                       const workflows::WardContent& content, const models::Texts& texts);
std::vector<models::OwnFigureInput> build_own_figures(const workflows::OwnFigures& figures, const workflows::WardContent& content,
                                                      const models::Texts& texts);

}  // namespace wardlight::shell
