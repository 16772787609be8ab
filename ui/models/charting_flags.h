// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ui/models/with_reason.h"

namespace wardlight::models {

struct ChartingFlagsInput {
  std::string unit = {};
  Instant from = {}, to = {};
  int rounds = 0;
  int bursts = 0, identical_runs = 0, on_the_hour = 0;
  int burst_rounds = 0, burst_minutes = 0, identical_rounds = 0, on_the_hour_percent = 0;  // what the rule pack calls one
  std::string pack = {};
};

ReasonFirst charting_reason(const std::string& unit, const Texts& texts);
// How the unit's rounds were charted: three counts without a name, each with what it is and what it may come from. It says in
// plain words that writing up later is no fault.
Sheet build_charting_flags(const ChartingFlagsInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
