// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/measures/desk_entry.h"
#include "core/measures/measure_row.h"
#include "core/measures/record_row.h"
#include "core/store/database.h"

// A hub's figures and what they are counted from: one SQLCipher file beside the record, wherever that is kept. Entries of people
// are only here; everything else can be counted again. Safe on any thread. Errors as core/store gives them.
namespace wardlight::reporting {

// How far feed and incidents were counted, and by which content.
struct Counted {
  std::string content;
  std::string epoch;
  std::uint64_t position = 0;
  std::uint64_t incident = 0;
};

struct KnownRow {
  measures::RecordRow row;
  Instant known_from;
  std::optional<Instant> known_to;
};

// What one unit of input does to the rows, in order.
struct RowChange {
  std::vector<std::string> replaced;  // sources whose rows go, as every version of them follows
  std::vector<KnownRow> rows;
  std::string statement;              // its id, when it corrects another
  std::string corrects;
  Instant at;                         // when it came
};

struct StoredReport {
  measures::MeasureRow row;
  Instant made_at;
  std::vector<std::string> notes;
};
struct ClosedMonth {
  std::string period;
  Instant closed_at;
  bool changed = false;  // something came since
};
struct ClosedDay {
  std::string day;
  std::string unit;
  std::uint64_t version = 1;
  json::Value counts;
  Instant closed_at;
};
struct MonthEvent {
  std::string period;
  std::string unit;
  json::Value event;
};

// Which rows a period needs, as they were known then.
struct RowWish {
  Instant from, to;
  Instant known_on;
};

class ReportFile {
 public:
  static Expected<std::unique_ptr<ReportFile>> open(const std::string& path, store::OpenAs open_as, const crypto::Secret& key,
                                                    const std::string& vfs = {});

  Expected<Counted> counted();
  // Drops all rows, to count from the start.
  Expected<void> start_over(const Counted& from);
  // One transaction. Gives every time that rows were added or lost at, so that closed months can be counted again.
  struct Touched {
    Instant from, to;
  };
  Expected<std::vector<Touched>> take(const Counted& now, std::span<const RowChange> changes);
  // The rounds of the period itself, acts near it, and stays, devices and the like that reach into it.
  Expected<std::vector<measures::RecordRow>> rows(const RowWish& wish);
  Expected<std::vector<measures::RecordRow>> rows_of(const std::string& source);
  Expected<std::optional<Instant>> first_known();

  Expected<void> add_entry(const measures::DeskEntry& entry);
  Expected<std::vector<measures::DeskEntry>> entries(Instant known_on);

  // Newest versions as they were known then, by measure and unit; empty text: all of them.
  struct ReportWish {
    std::string period, unit, measure;
    bool any_unit = false;
    Instant known_on;
    bool every_version = false;
  };
  Expected<std::vector<StoredReport>> reports(const ReportWish& wish);
  // One transaction: reports, the month's events anew, and the month as closed and not changed.
  Expected<void> close_month(const std::string& period, Instant at, std::span<const StoredReport> reports,
                             std::span<const MonthEvent> events);
  Expected<std::vector<ClosedMonth>> closed_months();
  Expected<void> mark_changed(const std::set<std::string>& periods);
  Expected<std::vector<MonthEvent>> month_events();
  Expected<void> close_days(std::span<const ClosedDay> days);
  Expected<std::vector<ClosedDay>> closed_days(const std::string& from, const std::string& to);  // newest versions

 private:
  explicit ReportFile(std::unique_ptr<store::Database> database) : m_database(std::move(database)) {}
  std::mutex m_mutex;
  std::unique_ptr<store::Database> m_database;
};

}  // namespace wardlight::reporting
