// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "sync/reporting/report_desk.h"
#include "sync/reporting/reports.h"

namespace wardlight::reporting {

// A hospital's own desk. Both must outlive it.
class HospitalDesk final : public ReportDesk {
 public:
  HospitalDesk(Reports& reports, RandomSource& random) : m_reports(reports), m_random(random) {}

  bool may_speak(std::string_view role) const override;
  Expected<json::Value> take(const DeskSpeaker& who, const json::Value& entry) override;
  Expected<json::Value> waiting(std::string_view role, const std::string& period) override;

 private:
  Expected<json::Value> events_of(const measures::Confirmer& mine, const std::string& period,
                                  const std::vector<measures::DeskEntry>& entries);

  Reports& m_reports;
  RandomSource& m_random;
};

// What was decided last about an event or an entry, by whom and when; null when nothing was.
json::Value decided_json(const Zone& zone, const std::vector<measures::DeskEntry>& entries, const std::string& about);

}  // namespace wardlight::reporting
