// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside.h"

namespace wardlight::models {

struct PlanInput {
  const PatientInput& patient;
  std::vector<PromptInput> prompts = {};
  FallRiskInput fall = {};
  std::vector<DeviceInput> devices = {};
  bool devices_known = false;
  std::optional<IsolationInput> isolation = {};
  MovingInput moving = {};
  std::vector<VaccineInput> vaccines = {};
  std::vector<FormDueInput> forms = {};
  std::optional<std::string> failure = {};
};

// What this patient needs, the most pressing first; then what is in force: fall plan, devices, isolation, moving, what to assess.
Sheet build_bedside_plan(const PlanInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

// Everything that can be assessed, what is due first.
Sheet build_form_list(const PlanInput& input, const Moment& moment, const Texts& texts);

// Sections that other pages show too.
SheetSection prompt_section(const PlanInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);
SheetSection device_section(const PlanInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);
SheetSection vaccine_section(const PlanInput& input, const Moment& moment, const Texts& texts);
SheetLine isolation_line(const IsolationInput& isolation, const Texts& texts);

}  // namespace wardlight::models
