// SPDX-License-Identifier: Apache-2.0
#include <date/date.h>

#include <cstdio>

#include "core/time/time.h"

namespace wardlight {
namespace {

// Exactly `count` digits at the front of `text`, or nothing; consumes them.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text[0] != wanted) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const Date date{*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)};
  const date::year_month_day real{date::year{date.year}, date::month{date.month}, date::day{date.day}};
  return real.ok() ? std::optional(date) : std::nullopt;
}

// HH:MM:SS[.fraction] as milliseconds of the day. A leap second counts as the second before it.
std::optional<std::int64_t> take_clock_time(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || !take(text, ':')) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::int64_t fraction = 0;
  if (take(text, '.')) {
    std::int64_t weight = 100;
    std::size_t digits = 0;
    for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), ++digits, weight /= 10)
      fraction += weight * (text[0] - '0');
    if (digits == 0) return std::nullopt;
  }
  return ((*hour * 60LL + *minute) * 60 + std::min(*second, 59)) * 1000 + fraction;
}

std::optional<int> take_offset(std::string_view& text) {
  if (take(text, 'Z')) return 0;
  const bool west = !text.empty() && text[0] == '-';
  if (!west && (text.empty() || text[0] != '+')) return std::nullopt;
  text.remove_prefix(1);
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *hour > 14 || *minute > 59) return std::nullopt;
  const int offset = *hour * 60 + *minute;
  return west ? -offset : offset;
}

date::sys_days to_days(Date date) { return date::year{date.year} / static_cast<int>(date.month) / static_cast<int>(date.day); }

std::optional<OffsetTime> read_time(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !take(text, 'T')) return std::nullopt;
  const auto clock = take_clock_time(text);
  if (!clock) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const std::int64_t midnight = std::int64_t{to_days(*date).time_since_epoch().count()} * 86'400'000;
  return OffsetTime{{midnight + *clock - *offset * 60'000LL}, *offset};
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::string format_date(Date date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", date.year, date.month, date.day);
  return text;
}

Date add_days(Date date, int days) {
  const date::year_month_day sum{to_days(date) + date::days{days}};
  return {static_cast<int>(sum.year()), static_cast<unsigned>(sum.month()), static_cast<unsigned>(sum.day())};
}

bool is_fhir_date(std::string_view text) {
  if (parse_date(text)) return true;
  const auto year = take_number(text, 4);
  if (!year || *year == 0) return false;
  if (text.empty()) return true;
  if (!take(text, '-')) return false;
  const auto month = take_number(text, 2);
  return month && *month >= 1 && *month <= 12 && text.empty();
}

bool is_fhir_date_time(std::string_view text) { return is_fhir_date(text) || read_time(text).has_value(); }

bool is_fhir_time(std::string_view text) { return take_clock_time(text).has_value() && text.empty(); }

Expected<OffsetTime> parse_time(std::string_view text) {
  if (const auto time = read_time(text)) return *time;
  return Error{ErrorCode::InvalidContent,
               "A time must be a real moment with its offset, such as 2025-06-10T14:00:00-04:00.", {}};
}

std::string format_time(Instant instant, int offset_minutes) {
  const std::int64_t local = instant.milliseconds + offset_minutes * 60'000LL;
  const std::int64_t day = local >= 0 ? local / 86'400'000 : -((-local + 86'399'999) / 86'400'000);
  const std::int64_t rest = local - day * 86'400'000;
  char text[24];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(rest / 3'600'000),
                static_cast<int>(rest / 60'000 % 60), static_cast<int>(rest / 1000 % 60));
  std::string result = format_date(add_days({1970, 1, 1}, static_cast<int>(day))) + text;
  if (rest % 1000 != 0) {
    std::snprintf(text, sizeof text, ".%03d", static_cast<int>(rest % 1000));
    result += text;
  }
  if (offset_minutes == 0) return result + "Z";
  const int size = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  std::snprintf(text, sizeof text, "%c%02d:%02d", offset_minutes < 0 ? '-' : '+', size / 60 % 100, size % 60);
  return result + text;
}

std::optional<int> parse_minute_of_day(std::string_view text) {
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || !text.empty() || *hour > 23 || *minute > 59) return std::nullopt;
  return *hour * 60 + *minute;
}

std::string format_minute_of_day(int minute_of_day) {
  char text[8];
  std::snprintf(text, sizeof text, "%02d:%02d", minute_of_day / 60 % 100, minute_of_day % 60);
  return text;
}

}  // namespace wardlight
