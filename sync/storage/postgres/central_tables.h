// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/storage/central_storage.h"
#include "sync/storage/postgres/session.h"

// The SQL of central's figures. Hospitals by number.
namespace wardlight::storage::postgres {

Expected<std::size_t> sum_up_months(Session& session, std::size_t at_most);
// How many were taken; 0: none is left that nobody else is emptying.
Expected<std::size_t> empty_reports(Session& session, Period up_to, std::size_t at_most);
Expected<std::vector<MonthFigure>> read_months(Session& session, int hospital, std::string_view measure);
Expected<std::vector<UnitFigure>> read_unit_versions(Session& session, int hospital, std::string_view measure,
                                                     std::string_view unit);
Expected<std::vector<CentralUnit>> read_units(Session& session, int hospital);
Expected<std::uint64_t> read_sums_tick(Session& session);
Expected<std::vector<PeerSum>> read_peer_sums(Session& session, Period from, Period to);
Expected<std::vector<MonthFigure>> read_network(Session& session, std::string_view measure);
Expected<std::vector<NotedIssue>> read_issues(Session& session, int hospital);
Expected<Reported> read_reported(Session& session, Period period, Instant closed);
Expected<std::optional<Instant>> read_first_report(Session& session, int hospital, Period period);
Expected<std::optional<Instant>> read_last_report(Session& session, int hospital);
Expected<std::vector<std::string>> read_hospitals(Session& session);

}  // namespace wardlight::storage::postgres
