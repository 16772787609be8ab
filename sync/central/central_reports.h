// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/measures/control_chart.h"
#include "core/measures/measure_registry.h"
#include "core/measures/network_rules.h"
#include "core/time/time.h"
#include "sync/central/peer_groups.h"
#include "sync/reporting/report_source.h"
#include "sync/storage/central_storage.h"

namespace wardlight::central {

// A hospital's figures as the network has them: its own trend with control charts against baseline and goal, and what it may
// know of the others: medians and quartiles of peers of like size, never a name, nothing small. Safe on any thread.
class CentralReports final : public reporting::ReportSource {
 public:
  struct Parts {
    storage::CentralStorage& storage;
    const measures::MeasureRegistry& registry;
    measures::NetworkRules rules;
    measures::RunRules run_rules;
    Zone zone;
    std::string network;
    const Clock& clock;
  };
  explicit CentralReports(Parts parts)
      : m_parts(std::move(parts)), m_peers(m_parts.storage, m_parts.registry, m_parts.rules) {}

  const measures::NetworkRules& rules() const { return m_parts.rules; }

  Expected<json::Value> overview(const reporting::ReportScope& scope) override;
  Expected<json::Value> series(const reporting::ReportScope& scope, std::string_view measure) override;
  Expected<json::Value> events(const reporting::ReportScope& scope, std::string_view measure, std::string_view period) override;
  Expected<json::Value> heat_map(const reporting::ReportScope& scope, std::string_view day) override;
  Expected<json::Value> completeness(const reporting::ReportScope& scope, std::string_view period) override;

  // All of a hospital's measures at once, as they are handed back to it: {"as_of":month,"network":…,"measures":[{"id",
  // "points":[…],"chart":{…},"baseline","target","peers","peers_suppressed","network"}],"issues":[…]}.
  Expected<json::Value> figures_of(const std::string& hospital);

 private:
  struct Peers {
    std::shared_ptr<const PeerWindow> window;
    const measures::SizeGroup* group = nullptr;  // of like size; none: the hospital says nothing of its own
  };
  using Months = std::vector<storage::MonthFigure>;
  Expected<Months> months_of(const reporting::ReportScope& scope, std::string_view measure);
  Expected<Peers> peers_of(const std::string& hospital, storage::Period newest);
  json::Value measure_json(const measures::MeasureRule& rule, const Months& months) const;
  json::Value series_json(const measures::MeasureRule& rule, const Months& months) const;
  Expected<json::Value> restatements(const reporting::ReportScope& scope, std::string_view measure, storage::Period period) const;
  void set_peers(json::Value& out, const measures::MeasureRule& rule, const Peers& peers) const;

  const Parts m_parts;
  PeerGroups m_peers;
};

}  // namespace wardlight::central
