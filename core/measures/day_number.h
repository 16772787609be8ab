// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

#include "core/time/time.h"

namespace wardlight::measures {

// Days since 1970-01-01, so that dates can be subtracted.
inline std::int64_t day_number(Date date) {
  const std::chrono::year_month_day day{std::chrono::year(date.year), std::chrono::month(date.month), std::chrono::day(date.day)};
  return std::chrono::sys_days(day).time_since_epoch().count();
}

}  // namespace wardlight::measures
