// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/store/database.h"
#include "sync/storage/search.h"

// The SQL of searches. Writers run inside the caller's transaction.
namespace wardlight::storage {

Expected<std::uint64_t> read_indexed(store::Database& database);
Expected<void> write_search_rows(store::Database& database, std::uint64_t after, std::uint64_t up_to,
                                 std::span<const SearchRow> rows);
Expected<std::vector<std::uint64_t>> search_rows(store::Database& database, const SearchWish& wish);

}  // namespace wardlight::storage
