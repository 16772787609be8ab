// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "sync/reporting/reports.h"

namespace wardlight::hub_program {

// What a hospital's closed months say to its network: of each unit and each time something was closed or restated, one Bundle.
// One thread.
class ClosedReports {
 public:
  explicit ClosedReports(reporting::Reports& reports) : m_reports(reports) {}
  // Those that were not given yet by this object.
  Expected<std::vector<std::string>> fresh();

 private:
  using Occasion = std::tuple<std::string, std::string, std::int64_t>;  // period, unit, when
  reporting::Reports& m_reports;
  std::set<Occasion> m_given;
};

}  // namespace wardlight::hub_program
