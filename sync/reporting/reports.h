// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/measures/network_rules.h"
#include "core/measures/period_counts.h"
#include "sync/reporting/projector.h"
#include "sync/reporting/report_file.h"

namespace wardlight::reporting {

struct ReportOptions {
  std::string hospital;       // its id in the network
  std::string hospital_name;
  Zone zone;
  std::function<void(const std::string&)> log = {};  // events without patient data
};

// What decides what counts, when months close, and how figures are judged.
struct ReportContent {
  measures::MeasureContent measures;
  measures::NetworkRules network;
  measures::RunRules charts;
};
Expected<ReportContent> load_report_content(const measures::ReadClinical& read);

// A hospital's units as its Locations say: wards by id, with what stands in them.
struct HospitalUnits {
  std::map<std::string, std::string> names;     // by unit id
  std::map<std::string, std::string> unit_of;   // by "Location/ID"
  std::map<std::string, std::string> place_names;
  std::map<std::string, std::string> kinds;     // by unit id, of those that say it

  std::string find(const std::string& location) const;
};

// A hospital's figures: counts the record, closes days and months by itself, and restates what changes afterwards. Everything
// given to it must outlive it. Safe on any thread; one thread calls tick().
class Reports {
 public:
  Reports(storage::HubStorage& storage, storage::IncidentFile* incidents, ReportFile& file, ReportContent content,
          ReportOptions options, const Clock& clock);

  // Counts a part of what came, and once a minute closes and restates what is due. Failures are logged and tried again.
  void tick();
  // All of it now.
  Expected<void> bring_up_to_date();

  // Checked, stored with who and when, and counted. The stored entry, with its id.
  Expected<measures::DeskEntry> add_entry(measures::DeskEntry entry);
  Expected<std::vector<measures::DeskEntry>> entries(Instant known_on) { return m_file.entries(known_on); }

  // A month's figures as known then: closed ones as reported, of a month that is not closed as the record stands.
  Expected<std::vector<StoredReport>> month(const std::string& period, Instant known_on);
  // Closed months and the open one in which the hospital knew something, oldest first.
  Expected<std::vector<std::string>> periods(Instant known_on);
  Expected<bool> is_closed(const std::string& period, Instant known_on);
  std::string closes_on(const std::string& period) const;  // the day, "2025-04-10"
  // The month counted again from its rows, with what is behind each figure.
  Expected<measures::PeriodCounts> count(const std::string& period, Instant known_on, bool with_evidence);
  // The same of one patient alone.
  Expected<measures::PeriodCounts> count_patient(const std::string& period, const std::string& patient, Instant known_on);
  Expected<std::vector<measures::RecordRow>> rows_of_day(Date day, Instant known_on);
  Expected<HospitalUnits> units();
  Expected<std::uint64_t> behind() { return m_projector.behind(); }

  ReportFile& file() { return m_file; }
  storage::HubStorage& storage() { return m_storage; }
  const ReportContent& content() const { return m_content; }
  const ReportOptions& options() const { return m_options; }
  const Zone& zone() const { return m_options.zone; }
  Instant now() const { return m_clock.now(); }
  // "2025-03" as its first and last day; nothing for what is no month.
  static std::optional<std::pair<Date, Date>> days_of(const std::string& period);

 private:
  Expected<void> close_what_is_due();
  Expected<void> close_months(Instant first_known);
  Expected<void> close_month(const std::string& period);
  Expected<void> close_days(const std::string& period, Instant first_known);
  struct DaysWish {
    Date first, last;
    Instant known_on;
    bool with_evidence = false;
    std::string patient = {};  // empty: everybody
  };
  Expected<measures::PeriodCounts> count_days(const DaysWish& wish);
  Expected<std::vector<std::string>> notes_of_units(const std::string& unit, const std::string& period);
  Instant month_closes_at(const std::string& period) const;
  std::string month_at(Instant at) const;
  void log(const std::string& event) const;

  storage::HubStorage& m_storage;
  ReportFile& m_file;
  const ReportContent m_content;
  const ReportOptions m_options;
  const Clock& m_clock;
  Projector m_projector;
  std::mutex m_work;  // one at a time counts and closes
  std::optional<Instant> m_next_closing;
};

// "2025-03" and the month after or before it.
std::string next_month(const std::string& period);

}  // namespace wardlight::reporting
