// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/disk.h"
#include "core/measures/control_chart.h"
#include "core/measures/measure_registry.h"
#include "core/measures/network_rules.h"

namespace wardlight::central {

// What central knows of measures, from the content that came with the program.
struct CentralContent {
  measures::MeasureRegistry registry;
  measures::NetworkRules rules;
  measures::RunRules run_rules;
};
Expected<CentralContent> load_central_content(Disk& disk, const std::string& assets);

}  // namespace wardlight::central
