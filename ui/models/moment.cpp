// SPDX-License-Identifier: Apache-2.0
#include "ui/models/moment.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ranges>

namespace wardlight::models {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"month.01", "month.02", "month.03", "month.04", "month.05", "month.06",
                                                      "month.07", "month.08", "month.09", "month.10", "month.11", "month.12"};

std::string two_digits(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

// The number in the first `size` digits at `at`, or 0.
int digits(std::string_view text, std::size_t at, std::size_t size) {
  if (text.size() < at + size) return 0;
  const auto part = text.substr(at, size);
  if (!std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; })) return 0;
  return std::atoi(std::string(part).c_str());
}

}  // namespace

std::string hour_text(const Moment& moment, Instant at) { return moment.zone.label(at); }

std::string clock_text(const Moment& moment, Instant at, const Texts& texts) {
  const Date today = moment.zone.local(moment.now).date;
  const Date day = moment.zone.local(at).date;
  const std::string time = moment.zone.label(at);
  if (day == today) return time;
  if (day == add_days(today, -1)) return texts("time.yesterday", {{"time", time}});
  if (day == add_days(today, 1)) return texts("time.tomorrow", {{"time", time}});
  return texts("time.day", {{"day", std::to_string(day.day)}, {"month", texts(kMonths.at(day.month - 1))}, {"time", time}});
}

std::string duration_text(Duration length, const Texts& texts) {
  const auto all = std::max<std::int64_t>(whole_minutes(length), 1);
  if (all < 60) return texts("time.minutes", {{"m", std::to_string(all)}});
  if (all < 24 * 60 && all % 60 == 0) return texts("time.whole_hours", {{"h", std::to_string(all / 60)}});
  if (all < 24 * 60) return texts("time.hours", {{"h", std::to_string(all / 60)}, {"m", two_digits(all % 60)}});
  return texts("time.days", {{"d", std::to_string(all / 1440)}, {"h", std::to_string(all % 1440 / 60)}});
}

std::string birth_date_text(std::string_view fhir_date, const Texts& texts) {
  const int year = digits(fhir_date, 0, 4), month = digits(fhir_date, 5, 2), day = digits(fhir_date, 8, 2);
  if (year == 0) return texts("patient.birth_date_missing");
  if (month < 1 || month > 12) return std::to_string(year);
  const std::string name = texts(kMonths.at(static_cast<std::size_t>(month - 1)));
  if (day == 0) return name + " " + std::to_string(year);
  return std::to_string(day) + " " + name + " " + std::to_string(year);
}

std::optional<int> age_years(const Moment& moment, std::string_view fhir_date) {
  const int year = digits(fhir_date, 0, 4);
  if (year == 0) return std::nullopt;
  const Date today = moment.zone.local(moment.now).date;
  const int month = std::max(digits(fhir_date, 5, 2), 1), day = std::max(digits(fhir_date, 8, 2), 1);
  const bool birthday_past =
      static_cast<int>(today.month) > month || (static_cast<int>(today.month) == month && static_cast<int>(today.day) >= day);
  const int age = today.year - year - (birthday_past ? 0 : 1);
  return age < 0 ? std::nullopt : std::optional(age);
}

}  // namespace wardlight::models
