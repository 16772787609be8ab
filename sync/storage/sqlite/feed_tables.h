// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/database.h"
#include "sync/storage/hub_storage.h"

// The SQL of the feed, the chains, the quarantine and the reference resources. Writers run inside the caller's transaction.
namespace wardlight::storage {

Expected<std::uint64_t> read_head(store::Database& database);

// Appends one delivery; `head` moves on by what was new.
Expected<std::vector<AppendResult>> append_delivery(store::Database& database, const Delivery& delivery, std::uint64_t& head);
Expected<std::vector<ReferenceState>> append_references(store::Database& database, std::span<const NewReference> references,
                                                        Instant received_at, std::uint64_t& head);
// Says which day the positions after `before` belong to.
Expected<void> note_day(store::Database& database, Instant received_at, std::uint64_t before, std::uint64_t head);

enum class FeedPart : std::uint8_t { All, References, Statements };
Expected<std::vector<FeedRow>> read_range(store::Database& database, FeedPart part, FeedRange range);
Expected<std::optional<HubStorage::DayRange>> read_day(store::Database& database, std::uint64_t position);
Expected<std::optional<FeedRow>> read_resource(store::Database& database, std::string_view type, std::string_view id);
Expected<std::vector<FeedRow>> read_statements_of(store::Database& database, std::string_view type);
Expected<std::vector<FeedRow>> read_references_of(store::Database& database, std::string_view type);
Expected<std::vector<FeedRow>> read_versions(store::Database& database, std::string_view type, std::string_view id);
Expected<std::vector<FeedRow>> read_corrections(store::Database& database, std::string_view statement_id);
Expected<std::vector<std::string>> read_reference_ids(store::Database& database, std::string_view type,
                                                      const census::Identifier& identifier);
Expected<std::vector<QuarantineRow>> read_quarantine(store::Database& database);
Expected<void> release_row(store::Database& database, std::uint64_t number, Instant now);
Expected<Counts> read_counts(store::Database& database);

}  // namespace wardlight::storage
