// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "core/time/time.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

// What can be searched of one entry of the feed. Pure; a resource that cannot be read has its id alone.
storage::SearchRow search_row_of(const storage::FeedRow& row, const Zone& zone);

// Whether a resource is what was asked for, its type, ids and place aside. Pure.
bool fits(const storage::SearchRow& row, const storage::SearchWish& wish);

// The half-open time that a FHIR date or dateTime stands for: a year, a month, a day of the zone, or a second.
std::optional<std::pair<Instant, Instant>> span_of(std::string_view date_time, const Zone& zone);

}  // namespace wardlight::hub
