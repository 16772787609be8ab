// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/pack.h"

// Waits and ages by the calendar (clinical.md 7.3). A day that a month does not have becomes the first of the next:
// one year after 29 February 2024 is 1 March 2025. Pure; any thread; cannot fail.
namespace wardlight::care {

struct Interval {
  int years = 0;
  int months = 0;
  int days = 0;
  bool operator==(const Interval&) const = default;
};

Date after(Date from, Interval wait);
int completed_years(Date born, Date on);

// {"years":1}, {"months":6} or {"days":56} below `key`.
Interval read_interval(PackReader& in, std::string_view key);

}  // namespace wardlight::care
