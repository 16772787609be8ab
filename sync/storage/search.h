// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/clock.h"

namespace wardlight::storage {

// What can be searched of one resource, as it is now. Empty text: it has none.
struct SearchRow {
  std::string type;
  std::string id;
  std::uint64_t position = 0;
  std::string patient;        // ids, without the type
  std::string encounter;
  std::string questionnaire;  // the canonical without its version
  std::string form_version;
  std::string status;
  std::optional<Instant> date_from;  // an open end is open
  std::optional<Instant> date_to;
  Instant updated_at;
};

enum class SearchOrder : std::uint8_t { OldestUpdate = 1, NewestUpdate = 2, OldestDate = 3, NewestDate = 4 };

// Where a row stands in an order: first by `key`, then by its position.
inline constexpr std::int64_t kNoDate = -INT64_MAX;  // comes first
struct SearchPlace {
  std::int64_t key = 0;
  std::uint64_t position = 0;
};
SearchPlace place_of(const SearchRow& row, SearchOrder order);

// Empty text: anything will do.
struct SearchWish {
  std::string type;
  std::string patient;
  std::string encounter;
  std::string questionnaire;
  std::string form_version;
  std::string status;
  // Half-open [from, to); a resource's date fits when it overlaps.
  Instant date_from{INT64_MIN};
  Instant date_to{INT64_MAX};
  Instant updated_from{INT64_MIN};
  Instant updated_to{INT64_MAX};
  SearchOrder order = SearchOrder::OldestUpdate;
  std::uint64_t up_to = 0;  // positions above are not looked at
  std::optional<SearchPlace> after;  // only what comes later in that order
  std::size_t limit = 100;
};

bool asks_for_date(const SearchWish& wish);

}  // namespace wardlight::storage
