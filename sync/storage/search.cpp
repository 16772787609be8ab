// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/search.h"

namespace wardlight::storage {

SearchPlace place_of(const SearchRow& row, SearchOrder order) {
  const auto position = static_cast<std::int64_t>(row.position);
  const std::int64_t date = row.date_from ? row.date_from->milliseconds : kNoDate;
  switch (order) {
    case SearchOrder::OldestUpdate: return {position, row.position};
    case SearchOrder::NewestUpdate: return {-position, row.position};
    case SearchOrder::OldestDate: return {date, row.position};
    case SearchOrder::NewestDate: break;
  }
  return {row.date_from ? -date : kNoDate, row.position};
}

bool asks_for_date(const SearchWish& wish) {
  return wish.date_from.milliseconds != INT64_MIN || wish.date_to.milliseconds != INT64_MAX;
}

}  // namespace wardlight::storage
