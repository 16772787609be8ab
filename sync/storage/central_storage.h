// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/storage/hub_storage.h"
#include "sync/storage/report_facts.h"

// What central keeps: the network's own hub storage (who may connect), a feed for each hospital, and the figures.
namespace wardlight::storage {

// Under which the network's own people, devices and codes stand in its database; no hospital is called so.
inline constexpr std::string_view kRegistryName = "(network)";

// A hospital's current figure of a month: the whole hospital's own, or the sum of its units.
struct MonthFigure {
  std::string measure;
  Period period = 0;
  std::int64_t n = 0;
  std::int64_t d = 0;
  std::int64_t x = 1;
  std::uint64_t version = 1;
  std::uint8_t status = 0;
  std::int64_t units = 0;
  Instant received_at;
  std::string imported;
};
// One version of one unit's figure, as it came.
struct UnitFigure {
  std::string unit;  // empty: the whole hospital
  MonthFigure figure;
};
struct CentralUnit {
  std::string id;
  std::string name;
};
// Some hospital's sum over some months. The number stands for a hospital within one answer and means nothing else.
struct PeerSum {
  int hospital = 0;
  std::string measure;
  std::int64_t n = 0;
  std::int64_t d = 0;
};
struct NotedIssue {
  ReportIssue issue;
  Instant noted_at;
};
struct Reported {
  std::int64_t hospitals = 0;
  std::int64_t reported = 0;
  std::int64_t late = 0;  // of those, whose first report came after the month had closed
};

// Safe on any thread; several central processes may share one database. Errors as HubStorage's.
class CentralStorage {
 public:
  virtual ~CentralStorage() = default;

  virtual HubStorage& registry() = 0;
  // The hospital's own feed; made when it is new. What its units report becomes figures.
  virtual Expected<std::shared_ptr<HubStorage>> open_hospital(const std::string& name) = 0;
  virtual Expected<std::vector<std::string>> list_hospitals() = 0;

  // Sums what came since: at most so many months of hospitals. How many were left out is not known; 0 done means none is left
  // that nobody else is summing.
  virtual Expected<std::size_t> sum_up(std::size_t at_most) = 0;
  // The bytes of reports of this month and all before it are let go; figures, hashes and chains stay.
  virtual Expected<void> let_bytes_go(Period up_to) = 0;

  virtual Expected<std::vector<MonthFigure>> list_months(const std::string& hospital,
                                                         std::string_view measure) = 0;  // empty: all
  // Every version of every unit, oldest first; `unit` empty: the whole hospital's own and all units'.
  virtual Expected<std::vector<UnitFigure>> list_versions(const std::string& hospital, std::string_view measure,
                                                          std::string_view unit) = 0;
  virtual Expected<std::vector<CentralUnit>> list_units(const std::string& hospital) = 0;
  // Each hospital's sums of each measure from one month to another, both included.
  virtual Expected<std::vector<PeerSum>> sum_peers(Period from, Period to) = 0;
  // Another number whenever sum_up() changed a sum, here or in another process.
  virtual Expected<std::uint64_t> sums_tick() = 0;
  virtual Expected<int> number_of(const std::string& hospital) = 0;  // as in PeerSum
  // The whole network, month by month: Σn ÷ Σd; `units` says of how many hospitals.
  virtual Expected<std::vector<MonthFigure>> sum_network(std::string_view measure) = 0;

  virtual Expected<std::vector<NotedIssue>> list_issues(const std::string& hospital) = 0;
  virtual Expected<Reported> count_reported(Period period, Instant closed) = 0;
  // When a hospital's first closed figure of a month came; nothing: none has.
  virtual Expected<std::optional<Instant>> first_report(const std::string& hospital, Period period) = 0;
  virtual Expected<std::optional<Instant>> last_report(const std::string& hospital) = 0;
};

}  // namespace wardlight::storage
