// SPDX-License-Identifier: Apache-2.0
#include "core/measures/period_counts.h"
#include "platforms/linux/clinical_files.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/bench/benches.h"
#include "sync/reporting/report_file.h"

namespace wardlight::tool::bench {
namespace {

using reporting::KnownRow;
using reporting::RowChange;

constexpr std::size_t kBeds = 200, kBedsOfUnit = 25, kRounds = 150'000, kRowsAtOnce = 5'000;
constexpr std::size_t kRepeats = 7;
constexpr Date kFirst{2025, 3, 1}, kLast{2025, 3, 31};

std::string unit_of(std::size_t bed) { return "unit-" + std::to_string(bed / kBedsOfUnit); }

// A stay of four days and a few hours after the other in every bed, and a round an hour until there are enough.
class MonthRows {
 public:
  MonthRows(reporting::ReportFile& file, const Zone& zone)
      : m_file(file), m_from(zone.to_instant(kFirst, 0)), m_to(zone.to_instant(add_days(kLast, 1), 0)) {}

  Expected<void> fill() {
    for (std::size_t bed = 0; bed < kBeds; ++bed)
      for (Instant at = m_from - hours(48 + static_cast<std::int64_t>(bed % 24)); at < m_to; at = at + hours(101))
        WL_CHECK(put_stay(bed, at));
    std::size_t rounds = 0;
    for (Instant hour = m_from; hour < m_to; hour = hour + hours(1))
      for (std::size_t bed = 0; bed < kBeds && rounds < kRounds; ++bed, ++rounds)
        WL_CHECK(put({"round",
                      "QuestionnaireResponse/0195a2c4-7f00-7000-8000-" + std::to_string(100'000'000'000 + rounds),
                      encounter_at(bed, hour),
                      {},
                      hour + minutes(static_cast<std::int64_t>(bed % 50)),
                      {},
                      rounds % 9 == 0 ? "asleep" : "full",
                      {},
                      {}}));
    return flush();
  }

 private:
  static std::string encounter_at(std::size_t bed, std::int64_t number) {
    return "0195a2c4-0000-7000-9000-" + std::to_string(bed * 1000 + static_cast<std::size_t>(number));
  }
  std::string encounter_at(std::size_t bed, Instant hour) const {
    const Instant first = m_from - hours(48 + static_cast<std::int64_t>(bed % 24));
    return encounter_at(bed, whole_minutes(hour - first) / (60 * 101));
  }
  Expected<void> put_stay(std::size_t bed, Instant from) {
    const std::string encounter = encounter_at(bed, from), patient = "p-" + encounter;
    const Instant to = from + hours(100);
    WL_CHECK(put({"visit", "Encounter/" + encounter, encounter, patient, from, to, "IMP", "home", {}}));
    WL_CHECK(put({"stay", "Encounter/" + encounter, encounter, patient, from, to, "Location/" + unit_of(bed), {}, {}}));
    if (bed % 3 != 0) return {};
    return put({"device",
                "DeviceUseStatement/d-" + encounter,
                encounter,
                patient,
                from,
                to - hours(30),
                "urinary",
                {},
                "d-" + encounter});
  }
  Expected<void> put(measures::RecordRow row) {
    m_change.rows.push_back({std::move(row), m_from, {}});
    return m_change.rows.size() < kRowsAtOnce ? Expected<void>() : flush();
  }
  Expected<void> flush() {
    WL_TRY(const auto touched, m_file.take({}, std::span(&m_change, 1)));
    m_change.rows.clear();
    return {};
  }

  reporting::ReportFile& m_file;
  const Instant m_from, m_to;
  RowChange m_change;
};

Expected<measures::MeasureContent> load_content() {
  platform::PosixDisk disk;
  return measures::load_measure_content([&](const std::string& name) { return platform::read_clinical(disk, name); });
}

// What closing a month does once it is due: rows in, figures of every unit out, stored.
Expected<std::size_t> close_month(reporting::ReportFile& file, const measures::MeasureContent& content, const Zone& zone,
                                  const std::string& name) {
  const Instant from = zone.to_instant(kFirst, 0), to = zone.to_instant(add_days(kLast, 1), 0);
  WL_TRY(const auto rows, file.rows({from, to, {INT64_MAX - 1}}));
  const auto counts = measures::count_period(content, {zone, kFirst, kLast, to + hours(240), false}, rows, {},
                                             [](const std::string& place) { return place.substr(place.find('/') + 1); });
  std::vector<reporting::StoredReport> reports;
  for (const measures::UnitPeriod& unit : counts.units)
    for (measures::MeasureRow& row : measures::to_rows(content, unit, name, {})) reports.push_back({std::move(row), to, {}});
  WL_CHECK(file.close_month(name, to, reports, {}));
  return reports.size();
}

}  // namespace

Expected<std::vector<Figure>> bench_measures(const std::string& folder) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  WL_CHECK(disk.make_folder(folder));
  WL_TRY(const Zone zone, Zone::find("America/New_York"));
  WL_TRY(const auto content, load_content());
  WL_TRY(const auto file, reporting::ReportFile::open(folder + "/reports.db", store::OpenAs::CreateIfMissing,
                                                      crypto::Secret::random(store::kKeySize, random)));
  WL_CHECK(MonthRows(*file, zone).fill());
  std::vector<Nanoseconds> reading, closing;
  for (std::size_t i = 0; i < kRepeats; ++i) {
    Expected<std::vector<measures::RecordRow>> rows = std::vector<measures::RecordRow>();
    reading.push_back(time_once([&] {
      rows = file->rows({zone.to_instant(kFirst, 0), zone.to_instant(add_days(kLast, 1), 0), {INT64_MAX - 1}});
    }));
    if (!rows) return rows.error();
    Expected<std::size_t> figures = std::size_t{0};
    closing.push_back(time_once([&] { figures = close_month(*file, content, zone, "m" + std::to_string(i)); }));
    if (!figures) return figures.error();
    if (rows->size() < 140'000 || *figures < 100) return Error{ErrorCode::Corrupt, "The bench's month is not whole.", "bench"};
  }
  return std::vector<Figure>{{"close a month of 200 beds, 150,000 rounds, median", median(closing), "ns",
                              "one sequential read of its rows", median(reading), "3.00"}};
}

}  // namespace wardlight::tool::bench
