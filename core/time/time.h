// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/expected.h"

namespace wardlight {

// A calendar day; always one that exists.
struct Date {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
  auto operator<=>(const Date&) const = default;
};
std::optional<Date> parse_date(std::string_view text);  // YYYY-MM-DD, and the day exists
std::string format_date(Date date);
Date add_days(Date date, int days);

// FHIR's date (YYYY, YYYY-MM, YYYY-MM-DD), dateTime (the same or a full time with offset) and time (HH:MM:SS[.f]).
bool is_fhir_date(std::string_view text);
bool is_fhir_date_time(std::string_view text);
bool is_fhir_time(std::string_view text);

// A moment with the offset it was written with.
struct OffsetTime {
  Instant instant;
  int offset_minutes = 0;
};
// RFC 3339 with offset, seconds required, fractions kept to the millisecond.
// Fails with InvalidContent when the day or the time does not exist or the offset is missing.
Expected<OffsetTime> parse_time(std::string_view text);
std::string format_time(Instant instant, int offset_minutes);  // fractions only when there are any; +00:00 as Z

// Minutes since local midnight.
struct LocalTime {
  Date date;
  int minute_of_day = 0;
};
std::optional<int> parse_minute_of_day(std::string_view text);  // HH:MM, 00:00 to 23:59
std::string format_minute_of_day(int minute_of_day);

// An IANA time zone. Cheap to copy; safe on any thread.
class Zone {
 public:
  // NotFound when the machine's zone database has no such name.
  static Expected<Zone> find(std::string_view name);

  const std::string& name() const { return m_name; }
  int offset_minutes_at(Instant instant) const;
  LocalTime local(Instant instant) const;
  std::string format(Instant instant) const { return format_time(instant, offset_minutes_at(instant)); }
  std::string label(Instant instant) const { return format_minute_of_day(local(instant).minute_of_day); }  // HH:MM
  // A time that the clocks skip becomes the moment they jump; of a time that comes twice, the first.
  Instant to_instant(Date date, int minute_of_day) const;

 private:
  Zone(std::string name, const void* zone) : m_name(std::move(name)), m_zone(zone) {}
  std::string m_name;
  const void* m_zone;
};

}  // namespace wardlight
