// SPDX-License-Identifier: Apache-2.0
#include <date/tz.h>

#include <exception>

#include "core/time/time.h"

namespace wardlight {
namespace {

const date::time_zone& as_zone(const void* zone) { return *static_cast<const date::time_zone*>(zone); }

date::sys_time<std::chrono::milliseconds> to_sys(Instant instant) {
  return date::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{instant.milliseconds}};
}

Instant from_sys(date::sys_seconds time) { return {std::int64_t{time.time_since_epoch().count()} * 1000}; }

}  // namespace

Expected<Zone> Zone::find(std::string_view name) {
  try {
    return Zone(std::string(name), date::locate_zone(std::string(name)));
  } catch (const std::exception&) {
    return Error{ErrorCode::NotFound,
                 "There is no such time zone on this machine; use an IANA name such as America/New_York.", std::string(name)};
  }
}

int Zone::offset_minutes_at(Instant instant) const {
  const auto offset = as_zone(m_zone).get_info(to_sys(instant)).offset;
  return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(offset).count());
}

LocalTime Zone::local(Instant instant) const {
  const auto local = date::floor<std::chrono::minutes>(as_zone(m_zone).to_local(to_sys(instant)));
  const auto day = date::floor<date::days>(local);
  const date::year_month_day ymd{day};
  return {{static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day())},
          static_cast<int>((local - day).count())};
}

Instant Zone::to_instant(Date date, int minute_of_day) const {
  const date::local_days day{date::year{date.year} / static_cast<int>(date.month) / static_cast<int>(date.day)};
  const date::local_seconds local = day + std::chrono::minutes{minute_of_day};
  const auto info = as_zone(m_zone).get_info(local);
  if (info.result == date::local_info::nonexistent) return from_sys(info.first.end);
  return from_sys(date::sys_seconds{local.time_since_epoch()} - info.first.offset);
}

}  // namespace wardlight
