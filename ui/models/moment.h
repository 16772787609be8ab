// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/time/time.h"
#include "ui/models/texts.h"

namespace wardlight::models {

// When and where a model is built: the only time a screen knows.
struct Moment {
  Instant now;
  Zone zone;
};

// "14:05" for today, "yesterday 22:05", else "12 Jun 22:05": a time is never read on the wrong day.
std::string clock_text(const Moment& moment, Instant at, const Texts& texts);
// The clock's reading alone, HH:MM.
std::string hour_text(const Moment& moment, Instant at);
// "12 min", "1 h 05 min", "3 d 4 h": never less than a minute.
std::string duration_text(Duration length, const Texts& texts);
// "12 Mar 1987", "Mar 1987", "1987" as much as is known, else "date of birth not recorded".
std::string birth_date_text(std::string_view fhir_date, const Texts& texts);
// Full years on the local day, or nothing when the year is not known.
std::optional<int> age_years(const Moment& moment, std::string_view fhir_date);

}  // namespace wardlight::models
