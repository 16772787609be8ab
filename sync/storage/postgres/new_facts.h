// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "sync/storage/postgres/central_numbers.h"
#include "sync/storage/report_facts.h"

namespace wardlight::storage::postgres {

// For whom facts are kept, and how they are read from a unit.
struct FactSource {
  int hospital = 0;
  std::shared_ptr<CentralNumbers> numbers;
  ReadReports read;
};

// The fact rows of one transaction: read() before it begins, add() for each unit that is taken, queries() among its last.
class NewFacts {
 public:
  explicit NewFacts(const FactSource& source) : m_source(source) {}

  Expected<void> read(Session& session, const std::vector<const Delivery*>& deliveries);
  void add(const NewUnit& unit);
  std::vector<Query> queries(Instant now) const;

 private:
  using Key = std::tuple<int, Period, int, int>;  // unit, period, measure, version
  int number_of(const std::string& unit);
  void add_fact(const ReportFact& fact, int unit);
  void add_issue(const ReportIssue& issue);

  struct Facts {
    using Of = Array::Of;
    Array unit{Of::Number}, period{Of::Number}, measure{Of::Number}, version{Of::Number}, n{Of::Number}, d{Of::Number},
        x{Of::Number}, status{Of::Number}, imported{Of::Text};
  } m_facts;
  struct Issues {
    using Of = Array::Of;
    Array period{Of::Number}, unit{Of::Text}, measure{Of::Text}, text{Of::Text};
  } m_issues;
  struct Reports {
    using Of = Array::Of;
    Array period{Of::Number}, id{Of::Text};
  } m_reports;
  const FactSource& m_source;
  std::map<const NewUnit*, ReportContent> m_read;
  std::set<Key> m_keys;
  std::optional<std::pair<std::string, int>> m_last_unit;
  bool m_any_issue = false;
};

}  // namespace wardlight::storage::postgres
