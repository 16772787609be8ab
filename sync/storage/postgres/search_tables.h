// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "sync/storage/postgres/session.h"
#include "sync/storage/search.h"

// The SQL of searches, for one hospital. Each function is one transaction.
namespace wardlight::storage::postgres {

Expected<std::uint64_t> read_indexed(Session& session, const std::string& hospital);
Expected<void> write_search_rows(Session& session, const std::string& hospital, std::uint64_t after, std::uint64_t up_to,
                                 std::span<const SearchRow> rows);
Expected<std::vector<std::uint64_t>> search_rows(Session& session, const std::string& hospital, const SearchWish& wish);

}  // namespace wardlight::storage::postgres
