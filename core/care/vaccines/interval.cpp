// SPDX-License-Identifier: Apache-2.0
#include "core/care/vaccines/interval.h"

namespace wardlight::care {
namespace {

constexpr int kMonthsPerYear = 12;
constexpr int kMostDays = 3660;

Date first_of_month_after(int year, int month) {
  return month == kMonthsPerYear ? Date{year + 1, 1, 1} : Date{year, static_cast<unsigned>(month + 1), 1};
}

// The first of a month and so many days on, which may leave the month: 29 February of a year without one.
Date day_of_month(int year, int month, unsigned day) {
  const Date first{year, static_cast<unsigned>(month), 1};
  const Date wanted = add_days(first, static_cast<int>(day) - 1);
  return wanted.month == first.month ? wanted : first_of_month_after(year, month);
}

}  // namespace

Date after(Date from, Interval wait) {
  const int months = static_cast<int>(from.month) - 1 + wait.months + wait.years * kMonthsPerYear;
  return add_days(day_of_month(from.year + months / kMonthsPerYear, months % kMonthsPerYear + 1, from.day), wait.days);
}

int completed_years(Date born, Date on) {
  int years = on.year - born.year;
  while (years > 0 && after(born, {years, 0, 0}) > on) --years;
  return years;
}

Interval read_interval(PackReader& in, std::string_view key) {
  return in.object(key, [](PackReader& wait) {
    wait.known({"years", "months", "days"});
    const auto part = [&](std::string_view unit, int most) { return wait.has(unit) ? wait.whole(unit, 1, most) : 0; };
    const Interval read{part("years", 130), part("months", 11), part("days", kMostDays)};
    if (wait.value().members().size() != 1) wait.fail("Give one of years, months and days.", "");
    return read;
  });
}

}  // namespace wardlight::care
