// SPDX-License-Identifier: Apache-2.0
// Days and months close by themselves; what comes later makes the next version, with what changed.
#include <algorithm>

#include "sync/reporting/reports.h"

namespace wardlight::reporting {
namespace {

using measures::MeasureRow;

bool same_figure(const MeasureRow& a, const MeasureRow& b) {
  return a.n == b.n && a.d == b.d && a.x == b.x && a.status == b.status && a.imported == b.imported;
}

std::string change_between(const MeasureRow& was, const MeasureRow& is) {
  std::string text = "Restated:";
  const auto say = [&](const char* what, const std::string& before, const std::string& after) {
    if (before != after) text += std::string(" ") + what + " " + before + " to " + after + ",";
  };
  say("n", std::to_string(was.n), std::to_string(is.n));
  say("d", std::to_string(was.d), std::to_string(is.d));
  say("value", was.imported, is.imported);
  say("status", std::string(to_code(was.status)), std::string(to_code(is.status)));
  text.back() = '.';
  return text;
}

std::vector<std::string> sayings_of(const measures::UnitPeriod& unit) {
  std::vector<std::string> sayings;
  if (!unit.missing.empty()) {
    const std::size_t all = unit.missing.size() + unit.days.size();
    std::string text =
        "Incomplete: " + std::to_string(unit.days.size()) + " of " + std::to_string(all) + " days were counted; missing";
    for (const Date day : unit.missing) text += " " + format_date(day);
    sayings.push_back(text + ".");
  }
  for (const std::string& kind : unit.awaited)
    sayings.push_back("Pending: somebody still has to decide on events of the kind " + kind + ".");
  for (const measures::CountIssue& issue : unit.issues) sayings.push_back("Kept out or marked: " + issue.text);
  std::ranges::sort(sayings);
  sayings.erase(std::unique(sayings.begin(), sayings.end()), sayings.end());
  return sayings;
}

// Of a month that was to be closed on an earlier day and is reported for the first time.
std::optional<std::string> late_words(const std::string& closes_on, Date today) {
  if (format_date(today) <= closes_on) return std::nullopt;
  return "Late: the month closed on " + closes_on + " and is first reported on " + format_date(today) + ".";
}

const StoredReport* find_same(const std::vector<StoredReport>& reports, const MeasureRow& row) {
  const auto found = std::ranges::find_if(
      reports, [&](const StoredReport& one) { return one.row.unit == row.unit && one.row.measure == row.measure; });
  return found == reports.end() ? nullptr : &*found;
}

json::Value counts_of(const measures::UnitPeriod& unit) {
  json::Value counts = json::Value::object();
  for (const std::string_view name :
       {"patient_days", "urinary_days", "line_days", "ventilator_days", "rounds_due", "rounds_done"})
    if (const auto found = unit.facts.counts.find(name); found != unit.facts.counts.end())
      counts.set(std::string(name), found->second);
  counts.set("missing", !unit.missing.empty());
  return counts;
}

}  // namespace

Expected<void> Reports::close_what_is_due() {
  WL_TRY(const auto first, m_file.first_known());
  if (!first) return {};
  return close_months(*first);
}

Expected<void> Reports::close_months(Instant first_known) {
  WL_TRY(const auto closed, m_file.closed_months());
  for (std::string period = month_at(first_known); period <= month_at(now()); period = next_month(period)) {
    const auto known = std::ranges::find(closed, period, &ClosedMonth::period);
    if (known == closed.end() || known->changed) WL_CHECK(close_days(period, first_known));
    if (known == closed.end() && now() < month_closes_at(period)) continue;
    if (known == closed.end() || known->changed) WL_CHECK(close_month(period));
  }
  return {};
}

// A unit that got another name in the month is one unit, and the change is told.
Expected<std::vector<std::string>> Reports::notes_of_units(const std::string& unit, const std::string& period) {
  std::vector<std::string> notes;
  if (unit.empty()) return notes;
  const auto days = *days_of(period);
  const Instant from = zone().to_instant(days.first, 0), to = zone().to_instant(add_days(days.second, 1), 0);
  WL_TRY(auto versions, m_storage.list_versions("Location", unit));
  std::ranges::sort(versions, {}, &storage::FeedRow::version);
  std::string name;
  for (const storage::FeedRow& version : versions) {
    const auto location = json::parse(as_text(version.bytes));
    if (!location) continue;
    const std::string now_called(location->text_of("name"));
    if (!name.empty() && now_called != name && from <= version.received_at && version.received_at < to)
      notes.push_back("This unit was called " + name + " until " + format_date(zone().local(version.received_at).date) +
                      "; it is counted as one.");
    name = now_called;
  }
  return notes;
}

Expected<void> Reports::close_month(const std::string& period) {
  WL_TRY(const auto counts, count(period, now(), true));
  WL_TRY(const auto entries, m_file.entries(now()));
  WL_TRY(const auto before, m_file.reports({period, {}, {}, true, now(), false}));
  const auto late = before.empty() ? late_words(closes_on(period), zone().local(now()).date) : std::nullopt;
  std::vector<StoredReport> fresh;
  std::vector<MonthEvent> events;
  std::set<std::pair<std::string, std::string>> there;
  for (const measures::UnitPeriod& unit : counts.units) {
    std::vector<std::string> sayings = sayings_of(unit);
    WL_TRY(const auto renamed, notes_of_units(unit.unit, period));
    sayings.insert(sayings.end(), renamed.begin(), renamed.end());
    if (late) sayings.push_back(*late);
    for (MeasureRow& row : measures::to_rows(m_content.measures, unit, period, entries)) {
      there.emplace(row.unit, row.measure);
      const StoredReport* was = find_same(before, row);
      if (was != nullptr && same_figure(was->row, row)) continue;
      row.version = was == nullptr ? 1 : was->row.version + 1;
      std::vector<std::string> notes = sayings;
      for (std::string& out : measures::left_out_words(unit, row.measure)) notes.push_back(std::move(out));
      if (was != nullptr) notes.insert(notes.begin(), change_between(was->row, row));
      fresh.push_back({std::move(row), now(), std::move(notes)});
    }
    if (!unit.unit.empty())
      for (const json::Value& event : unit.facts.events) events.push_back({period, unit.unit, event});
  }
  for (const StoredReport& was : before) {
    if (there.contains({was.row.unit, was.row.measure}) || (was.row.n == 0 && was.row.d == 0 && was.row.imported.empty()))
      continue;
    MeasureRow gone = was.row;
    gone.version += 1;
    gone.n = gone.d = 0;
    gone.imported.clear();
    gone.status = measures::RowStatus::Incomplete;
    std::vector<std::string> notes{"Withdrawn: the record has no such figure any more."};
    if (const auto* unit = counts.find(gone.unit))
      for (std::string& out : measures::left_out_words(*unit, gone.measure)) notes.push_back(std::move(out));
    fresh.push_back({gone, now(), std::move(notes)});
  }
  WL_CHECK(m_file.close_month(period, now(), fresh, events));
  log((before.empty() ? "Month closed: " : "Month looked at again: ") + period +
      ", figures written: " + std::to_string(fresh.size()));
  return {};
}

Expected<void> Reports::close_days(const std::string& period, Instant first_known) {
  const auto [first, last] = *days_of(period);
  WL_TRY(const auto closed, m_file.closed_days(format_date(first), format_date(last)));
  WL_TRY(const bool month_closed, is_closed(period, now()));
  std::vector<ClosedDay> fresh;
  for (Date day = std::max(first, zone().local(first_known).date); day <= last; day = add_days(day, 1)) {
    if (now() < zone().to_instant(add_days(day, 1), m_content.measures.rules.day_closes_minute)) break;
    const std::string text = format_date(day);
    const bool known = std::ranges::any_of(closed, [&](const ClosedDay& one) { return one.day == text; });
    if (known && !month_closed && now() < month_closes_at(period)) continue;
    WL_TRY(const auto counts, count_days({day, day, now(), false}));
    for (const measures::UnitPeriod& unit : counts.units) {
      const auto was =
          std::ranges::find_if(closed, [&](const ClosedDay& one) { return one.day == text && one.unit == unit.unit; });
      json::Value now_counted = counts_of(unit);
      if (was != closed.end() && was->counts == now_counted) continue;
      fresh.push_back({text, unit.unit, was == closed.end() ? 1 : was->version + 1, std::move(now_counted), now()});
    }
  }
  return fresh.empty() ? Expected<void>() : m_file.close_days(fresh);
}

}  // namespace wardlight::reporting
