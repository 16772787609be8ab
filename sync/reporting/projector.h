// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <set>
#include <string>

#include "core/measures/period_counts.h"
#include "sync/reporting/report_file.h"
#include "sync/storage/hub_storage.h"
#include "sync/storage/incidents/incident_file.h"

namespace wardlight::reporting {

// Keeps the rows of the record up with feed and incidents: after each step they are what counting everything from the start
// would give. `storage`, `file` and `content` must outlive it; `incidents` may be null. Not safe on several threads at once.
class Projector {
 public:
  Projector(storage::HubStorage& storage, storage::IncidentFile* incidents, ReportFile& file,
            const measures::MeasureContent& content, Zone zone);

  // Counts what came since, at most so many feed rows; false: there is more. Months that are closed and were touched are marked.
  Expected<bool> catch_up(std::size_t most);
  Expected<std::uint64_t> behind();  // feed rows that are not counted yet

 private:
  Expected<Counted> begin(const storage::FeedState& state);
  Expected<RowChange> change_of(const storage::FeedRow& row);
  Expected<Duration> correction_of(json::Value statement);
  Expected<void> mark(std::span<const ReportFile::Touched> touched);

  storage::HubStorage& m_storage;
  storage::IncidentFile* m_incidents;
  ReportFile& m_file;
  const measures::MeasureContent& m_content;
  const Zone m_zone;
};

// Everything that one resource says for measures. Pure.
std::vector<measures::RecordRow> rows_of(const measures::MeasureContent& content, const json::Value& resource);

}  // namespace wardlight::reporting
