// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/exchange.h"

#include <algorithm>

namespace wardlight::reporting {
namespace {

constexpr Instant kNow{INT64_MAX - 1};

// Quoted where it must be; a text that a spreadsheet would take for a formula is marked as text.
std::string cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos) text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char one : text) quoted += one == '"' ? std::string("\"\"") : std::string(1, one);
  return quoted + "\"";
}

std::string line(std::initializer_list<std::string> cells) {
  std::string text;
  for (const std::string& one : cells) text += (text.empty() ? "" : ",") + cell(one);
  return text + "\r\n";
}

std::string day_line(const std::string& name, Date day, const measures::DayCount* count) {
  const auto number = [&](std::int64_t value) { return count == nullptr ? std::string() : std::to_string(value); };
  const measures::DayCount none;
  const measures::DayCount& one = count == nullptr ? none : *count;
  return line(
      {name, format_date(day), number(one.patients), number(one.central_line), number(one.urinary), number(one.ventilator)});
}

std::string name_of(const HospitalUnits& units, const std::string& unit) {
  if (unit.empty()) return "Whole hospital";
  const auto found = units.names.find(unit);
  return found == units.names.end() ? unit : found->second;
}

}  // namespace

Expected<std::string> write_denominator_sheet(Reports& reports, const std::string& unit, const std::string& period) {
  const auto days = Reports::days_of(period);
  if (!days) return Error{ErrorCode::InvalidContent, "This month does not exist; write it like 2025-03.", "period"};
  WL_TRY(const HospitalUnits units, reports.units());
  if (!units.names.contains(unit))
    return Error{ErrorCode::NotFound, "There is no such unit; choose one of the hospital's.", "unit"};
  WL_TRY(const auto counts, reports.count(period, kNow, false));
  const auto* found = counts.find(unit);
  const std::string name = name_of(units, unit);
  std::string sheet =
      line({"location", "date", "patients", "central_line_patients", "urinary_catheter_patients", "ventilator_patients"});
  measures::DayCount total;
  for (Date day = days->first; day <= days->second; day = add_days(day, 1)) {
    const measures::DayCount* count = nullptr;
    if (found != nullptr)
      for (const measures::DayCount& one : found->days)
        if (one.date == day) count = &one;
    sheet += day_line(name, day, count);
    if (count == nullptr) continue;
    total.patients += count->patients;
    total.central_line += count->central_line;
    total.urinary += count->urinary;
    total.ventilator += count->ventilator;
  }
  return sheet + line({name, "total", std::to_string(total.patients), std::to_string(total.central_line),
                       std::to_string(total.urinary), std::to_string(total.ventilator)});
}

Expected<std::string> write_programme_sheet(Reports& reports, const std::string& programme, const std::string& period) {
  if (!Reports::days_of(period))
    return Error{ErrorCode::InvalidContent, "This month does not exist; write it like 2025-03.", "period"};
  WL_TRY(const HospitalUnits units, reports.units());
  WL_TRY(const auto month, reports.month(period, kNow));
  std::string sheet = line({"hospital", "unit", "period", "measure", "title", "numerator", "denominator", "per", "value",
                            "status", "version", "origin", "programmes"});
  for (const measures::MeasureRule& rule : reports.content().measures.registry.measures) {
    if (!programme.empty() && std::ranges::find(rule.programmes, programme) == rule.programmes.end()) continue;
    std::string programmes;
    for (const std::string& one : rule.programmes) programmes += (programmes.empty() ? "" : "; ") + one;
    for (const StoredReport& one : month) {
      const measures::MeasureRow& row = one.row;
      if (row.measure != rule.id) continue;
      const bool imported = !row.imported.empty();
      sheet +=
          line({reports.options().hospital_name, name_of(units, row.unit), period, rule.id, rule.title,
                imported ? "" : std::to_string(row.n), imported ? "" : std::to_string(row.d),
                imported ? "" : std::to_string(row.x), measures::value_of(row, rule.places), std::string(to_code(row.status)),
                std::to_string(row.version), imported ? "imported" : "computed", programmes});
    }
  }
  return sheet;
}

}  // namespace wardlight::reporting
