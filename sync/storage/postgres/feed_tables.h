// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sync/storage/hub_storage.h"
#include "sync/storage/postgres/new_facts.h"
#include "sync/storage/postgres/session.h"

// The SQL of the feed, the chains, the quarantine and the reference resources, for one hospital. Each function is one
// transaction of its own; those that append give the head they left in `head`. With `facts`, what the units report becomes
// rows in the same transaction.
namespace wardlight::storage::postgres {

Expected<std::vector<std::vector<AppendResult>>> append_deliveries(Session& session, const std::string& hospital,
                                                                   const std::vector<const Delivery*>& deliveries,
                                                                   const FactSource* facts, std::uint64_t& head);
Expected<std::vector<ReferenceState>> append_references(Session& session, const std::string& hospital,
                                                        std::span<const NewReference> references, Instant received_at,
                                                        std::uint64_t& head);

enum class FeedPart : std::uint8_t { All, References, Statements };
Expected<std::vector<FeedRow>> read_range(Session& session, const std::string& hospital, FeedPart part, FeedRange range);
Expected<std::optional<HubStorage::DayRange>> read_day(Session& session, const std::string& hospital, std::uint64_t position);
Expected<std::optional<FeedRow>> read_resource(Session& session, const std::string& hospital, std::string_view type,
                                               std::string_view id);
Expected<std::vector<FeedRow>> read_statements_of(Session& session, const std::string& hospital, std::string_view type);
Expected<std::vector<FeedRow>> read_references_of(Session& session, const std::string& hospital, std::string_view type);
Expected<std::vector<FeedRow>> read_versions(Session& session, const std::string& hospital, std::string_view type,
                                             std::string_view id);
Expected<std::vector<FeedRow>> read_corrections(Session& session, const std::string& hospital, std::string_view statement_id);
Expected<std::vector<std::string>> read_reference_ids(Session& session, const std::string& hospital, std::string_view type,
                                                      const census::Identifier& identifier);
Expected<std::vector<QuarantineRow>> read_quarantine(Session& session, const std::string& hospital);
Expected<void> release_row(Session& session, const std::string& hospital, std::uint64_t number, Instant now);
Expected<Counts> read_counts(Session& session, const std::string& hospital);

}  // namespace wardlight::storage::postgres
