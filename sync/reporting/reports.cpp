// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/reports.h"

#include <algorithm>

namespace wardlight::reporting {
namespace {

constexpr std::size_t kRowsAtOnce = 500;
constexpr Duration kClosingPause = minutes(1);
constexpr int kMostLevels = 8;  // from a bed to its ward
constexpr Instant kAlways{INT64_MAX - 1};

std::string last_part(std::string_view reference) { return std::string(reference.substr(reference.rfind('/') + 1)); }

bool is_ward(const json::Value& location) {
  return std::ranges::any_of(location["physicalType"]["coding"].items(),
                             [](const json::Value& coding) { return coding.text_of("code") == "wa"; });
}

Error no_month() { return {ErrorCode::InvalidContent, "This month does not exist; write it like 2025-03.", "period"}; }

// What was said about this patient's stays, and nothing else.
void keep_patient(const std::string& patient, std::vector<measures::RecordRow>& rows, std::vector<measures::DeskEntry>& entries) {
  std::set<std::string, std::less<>> theirs;
  for (const measures::RecordRow& row : rows)
    if (row.kind == measures::kVisitRow && row.patient == patient) theirs.insert(row.encounter);
  for (const measures::RecordRow& row : rows)
    if (row.kind == measures::kAliasRow && theirs.contains(row.code)) theirs.insert(row.encounter);
  std::erase_if(rows, [&](const measures::RecordRow& row) { return !theirs.contains(row.encounter) && row.patient != patient; });
  std::erase_if(entries, [&](const measures::DeskEntry& entry) {
    const bool of_somebody = entry.kind == measures::DeskKind::Event;
    return entry.kind == measures::DeskKind::Count || (of_somebody && !theirs.contains(entry.body.text_of("encounter")));
  });
}

}  // namespace

std::string next_month(const std::string& period) {
  const auto first = parse_date(period + "-01");
  return first
             ? format_date(first->month == 12 ? Date{first->year + 1, 1, 1} : Date{first->year, first->month + 1, 1}).substr(0, 7)
             : std::string();
}

std::string HospitalUnits::find(const std::string& location) const {
  if (location.empty()) return {};
  const auto known = unit_of.find(location);
  return known == unit_of.end() ? last_part(location) : known->second;
}

Expected<ReportContent> load_report_content(const measures::ReadClinical& read) {
  ReportContent content;
  WL_TRY(content.measures, measures::load_measure_content(read));
  WL_TRY(const std::string network, read("network.json"));
  WL_TRY(content.network, measures::load_network_rules(network));
  WL_TRY(const std::string charts, read("control-charts.json"));
  WL_TRY(content.charts, measures::load_run_rules(charts));
  return content;
}

Reports::Reports(storage::HubStorage& storage, storage::IncidentFile* incidents, ReportFile& file, ReportContent content,
                 ReportOptions options, const Clock& clock)
    : m_storage(storage),
      m_file(file),
      m_content(std::move(content)),
      m_options(std::move(options)),
      m_clock(clock),
      m_projector(storage, incidents, file, m_content.measures, m_options.zone) {}

std::optional<std::pair<Date, Date>> Reports::days_of(const std::string& period) {
  const auto first = parse_date(period + "-01");
  if (!first || period.size() != 7) return std::nullopt;
  return std::pair(*first, add_days(*parse_date(next_month(period) + "-01"), -1));
}

std::string Reports::month_at(Instant at) const { return format_date(zone().local(at).date).substr(0, 7); }

std::string Reports::closes_on(const std::string& period) const {
  Date day = *parse_date(next_month(period) + "-01");
  day.day = static_cast<unsigned>(m_content.network.closing_day);
  return format_date(day);
}

Instant Reports::month_closes_at(const std::string& period) const {
  return zone().to_instant(*parse_date(closes_on(period)), m_content.measures.rules.day_closes_minute);
}

void Reports::log(const std::string& event) const {
  if (m_options.log) m_options.log(event);
}

void Reports::tick() {
  const std::lock_guard lock(m_work);
  const auto counted = m_projector.catch_up(kRowsAtOnce);
  if (!counted) return log("Measures could not be counted: " + counted.error().text);
  if (!*counted || (m_next_closing && now() < *m_next_closing)) return;
  m_next_closing = now() + kClosingPause;
  if (const auto closed = close_what_is_due(); !closed) log("Figures could not be closed: " + closed.error().text);
}

Expected<void> Reports::bring_up_to_date() {
  const std::lock_guard lock(m_work);
  while (true) {
    WL_TRY(const bool all, m_projector.catch_up(kRowsAtOnce));
    if (all) break;
  }
  return close_what_is_due();
}

Expected<measures::DeskEntry> Reports::add_entry(measures::DeskEntry entry) {
  WL_CHECK(measures::check_entry(m_content.measures.registry, m_content.measures.rules, entry));
  WL_TRY(const HospitalUnits known, units());
  if (!entry.unit.empty() && !known.names.contains(entry.unit))
    return Error{ErrorCode::InvalidContent, "This unit is none of the hospital's; choose one of the list.", "unit"};
  entry.at = now();
  WL_CHECK(m_file.add_entry(entry));
  // Whatever closed month it is about is looked at again; those it does not change stay as they are.
  WL_TRY(const auto closed, m_file.closed_months());
  std::set<std::string> periods;
  for (const ClosedMonth& month : closed) periods.insert(month.period);
  const std::lock_guard lock(m_work);
  WL_CHECK(m_file.mark_changed(periods));
  m_next_closing.reset();
  return entry;
}

Expected<HospitalUnits> Reports::units() {
  HospitalUnits units;
  WL_TRY(const auto rows, m_storage.list_references("Location"));
  std::map<std::string, json::Value> locations;
  for (const storage::FeedRow& row : rows)
    if (auto location = json::parse(as_text(row.bytes))) locations.emplace(row.id, *std::move(location));
  for (const auto& [id, location] : locations) {
    auto found = locations.find(id);
    for (int level = 0; level < kMostLevels && !is_ward(found->second); ++level) {
      const auto above = locations.find(last_part(found->second["partOf"].text_of("reference")));
      if (above == locations.end()) break;
      found = above;
    }
    units.unit_of["Location/" + id] = found->first;
    const auto name_of = [](const auto& place) {
      const std::string_view name = place->second.text_of("name");
      return name.empty() ? place->first : std::string(name);
    };
    units.names[found->first] = name_of(found);
    if (const std::string kind = m_content.measures.rules.kind_of_unit(found->second); !kind.empty())
      units.kinds[found->first] = kind;
    units.place_names["Location/" + id] = name_of(locations.find(id));
  }
  return units;
}

Expected<measures::PeriodCounts> Reports::count_days(const DaysWish& wish) {
  WL_TRY(const HospitalUnits known, units());
  const Instant from = zone().to_instant(wish.first, 0), to = zone().to_instant(add_days(wish.last, 1), 0);
  WL_TRY(auto rows, m_file.rows({from, to, std::min(wish.known_on, kAlways)}));
  WL_TRY(auto entries, m_file.entries(wish.known_on));
  if (!wish.patient.empty()) keep_patient(wish.patient, rows, entries);
  const Instant until = std::min(wish.known_on, now());
  return measures::count_period(m_content.measures, {zone(), wish.first, wish.last, until, wish.with_evidence, known.kinds}, rows,
                                entries, [&](const std::string& location) { return known.find(location); });
}

Expected<measures::PeriodCounts> Reports::count(const std::string& period, Instant known_on, bool with_evidence) {
  const auto days = days_of(period);
  if (!days) return no_month();
  return count_days({days->first, days->second, known_on, with_evidence});
}

Expected<measures::PeriodCounts> Reports::count_patient(const std::string& period, const std::string& patient, Instant known_on) {
  const auto days = days_of(period);
  if (!days) return no_month();
  return count_days({days->first, days->second, known_on, true, patient});
}

Expected<std::vector<measures::RecordRow>> Reports::rows_of_day(Date day, Instant known_on) {
  return m_file.rows({zone().to_instant(day, 0), zone().to_instant(add_days(day, 1), 0), std::min(known_on, kAlways)});
}

Expected<bool> Reports::is_closed(const std::string& period, Instant known_on) {
  WL_TRY(const auto closed, m_file.closed_months());
  return std::ranges::any_of(closed,
                             [&](const ClosedMonth& month) { return month.period == period && month.closed_at <= known_on; });
}

Expected<std::vector<std::string>> Reports::periods(Instant known_on) {
  WL_TRY(const auto first, m_file.first_known());
  std::vector<std::string> periods;
  const Instant last = std::min(known_on, now());
  if (!first || last < *first) return periods;
  for (std::string period = month_at(*first); period <= month_at(last); period = next_month(period)) periods.push_back(period);
  return periods;
}

Expected<std::vector<StoredReport>> Reports::month(const std::string& period, Instant known_on) {
  WL_TRY(const bool closed, is_closed(period, known_on));
  std::vector<StoredReport> reports;
  if (closed) {
    WL_TRY(reports, m_file.reports({period, {}, {}, true, known_on, false}));
  } else {
    WL_TRY(const auto counts, count(period, known_on, false));
    WL_TRY(const auto entries, m_file.entries(known_on));
    for (const measures::UnitPeriod& unit : counts.units)
      for (measures::MeasureRow& row : measures::to_rows(m_content.measures, unit, period, entries)) {
        row.status = measures::RowStatus::Open;
        reports.push_back({std::move(row), std::min(known_on, now()), {}});
      }
  }
  for (StoredReport& report : reports) report.row.hospital = m_options.hospital;
  return reports;
}

}  // namespace wardlight::reporting
