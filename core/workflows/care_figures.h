// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/care/calls/discharge_call.h"
#include "core/care/calls/rapid_response.h"
#include "core/care/calls/teach_back.h"
#include "core/care/devices/devices.h"
#include "core/care/handoff/handoff_figures.h"
#include "core/care/wave/hand_hygiene.h"
#include "core/workflows/handoff_thread.h"

// How the bedside went, counted from records by the packs' own rules and pooled (G-8): of one person for themselves, or of a
// unit. Never a ranking, never one person's for somebody else.
namespace wardlight::workflows {

struct DeviceFigures {
  std::string type;  // a code of the devices pack
  care::BundleFigures insertion, maintenance;
};
struct CareFigures {
  care::HygieneFigures observed_hands;  // what observers saw; nobody's own word is in it
  care::HandoffFigures handoffs;
  care::TeachBackFigures teach_back;
  std::vector<DeviceFigures> devices;   // of those types that were checked
};
// Of these acts and handoffs. Reads each act's statement once.
Expected<CareFigures> count_care(const Ward& ward, std::span<const store::Act> acts, std::span<const HandoffThread> handoffs);

// A unit's, with what concerns no single nurse.
struct CareOfUnit {
  Instant from, to;
  CareFigures care;
  care::CallFigures calls;  // after discharge
  care::HelpFigures help;   // of patient and family
  std::int64_t patient_days = 0;  // patients at each midnight in between
};
// Of the patients who are on the unit now or left it since `from`. Needs SeeBoard.
Expected<CareOfUnit> read_care_of_unit(const Ward& ward, const LocationId& unit, Instant from, Instant to);

}  // namespace wardlight::workflows
