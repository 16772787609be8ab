// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/hospital_source.h"

#include <algorithm>
#include <map>
#include <set>

#include "sync/reporting/figure_series.h"
#include "sync/reporting/hospital_desk.h"

namespace wardlight::reporting {
namespace {

constexpr Instant kNow{INT64_MAX - 1};

Instant known_on(const ReportScope& scope) { return scope.as_known_on.value_or(kNow); }

Error no_such(const char* what) {
  return {ErrorCode::NotFound, std::string("There is no such ") + what + "; choose one of the list.", what};
}

Expected<HospitalUnits> check_unit(Reports& reports, const ReportScope& scope) {
  WL_TRY(HospitalUnits units, reports.units());
  if (!scope.unit.empty() && !units.names.contains(scope.unit)) return no_such("unit");
  return units;
}

json::Value unit_json(const std::string& id, const std::string& name) {
  return json::Value::object().set("id", id).set("name", name);
}

json::Value units_json(const HospitalUnits& units) {
  json::Value list = json::Value::array();
  list.push(unit_json("", "Whole hospital"));
  for (const auto& [id, name] : units.names) list.push(unit_json(id, name));
  return list;
}

bool fits(const measures::Quantity& quantity, const measures::Evidence& one) {
  return quantity.count.empty() ? measures::is_counted(quantity, one.detail) : one.key == quantity.count;
}

struct Behind {
  Reports& reports;
  const measures::PeriodCounts& counts;
  const std::vector<measures::DeskEntry>& entries;
  std::string unit;
  std::set<std::string> out;  // units that are on neither side

  // Of counts the numerator's parts are the denominator's too, and are shown once under the numerator's name.
  json::Value parts(const measures::Quantity& quantity, const measures::Quantity* within = nullptr) const {
    json::Value list = json::Value::array();
    for (const measures::Evidence& one : counts.evidence) {
      const bool wanted = fits(quantity, one) || (within != nullptr && !within->count.empty() && fits(*within, one));
      if ((!unit.empty() && one.unit != unit) || !wanted || out.contains(one.unit)) continue;
      json::Value part = json::Value::object();
      part.set("at", reports.zone().format(one.at)).set("what", one.key).set("unit", one.unit).set("source", one.source);
      list.push(part.set("detail", one.detail).set("decided", decided_json(reports.zone(), entries, one.source)));
    }
    return list;
  }
  json::Value days(const std::string& count) const {
    std::map<Date, std::int64_t> sums;
    for (const measures::UnitPeriod& period : counts.units) {
      const bool is_out = out.contains(period.unit);
      if (is_out ? !unit.empty() : period.unit != unit) continue;
      for (const measures::DayCount& day : period.days) {
        const std::int64_t value = count == "urinary_days"    ? day.urinary
                                   : count == "line_days"       ? day.central_line
                                   : count == "ventilator_days" ? day.ventilator
                                                                : day.patients;
        sums[day.date] += is_out ? -value : value;
      }
    }
    json::Value list = json::Value::array();
    for (const auto& [date, value] : sums) list.push(json::Value::object().set("date", format_date(date)).set("value", value));
    return list;
  }
};

json::Value missing_json(const measures::UnitPeriod* unit) {
  json::Value list = json::Value::array();
  if (unit != nullptr)
    for (const Date day : unit->missing) list.push(format_date(day));
  return list;
}

json::Value issues_json(const Reports& reports, const std::vector<measures::DeskEntry>& entries,
                        const measures::UnitPeriod* unit) {
  json::Value list = json::Value::array();
  if (unit == nullptr) return list;
  for (const measures::CountIssue& issue : unit->issues) {
    json::Value one = json::Value::object().set("about", issue.encounter).set("text", issue.text);
    list.push(one.set("decided", decided_json(reports.zone(), entries, issue.encounter)));
  }
  return list;
}

void add_left_out(json::Value& issues, const measures::UnitPeriod* unit, std::string_view measure) {
  if (unit == nullptr) return;
  for (const std::string& words : measures::left_out_words(*unit, measure))
    issues.push(json::Value::object().set("about", "").set("text", words).set("decided", json::Value()));
}

// A kind of event that somebody still has to decide on, and the measures that wait for it.
json::Value pending_json(const Reports& reports, const std::string& kind) {
  std::string waiting;
  if (const auto& awaited = reports.content().measures.rules.awaited; awaited.contains(kind))
    for (const std::string& measure : awaited.at(kind)) waiting += (waiting.empty() ? "" : ", ") + measure;
  return json::Value::object().set("kind", kind).set("measure", waiting).set("text", "Somebody still has to decide.");
}

json::Value denominator_json(const Behind& behind, const measures::MeasureRule& rule) {
  const measures::Quantity& quantity = rule.denominator;
  json::Value side = json::Value::object();
  side.set("count", quantity.count);
  const bool by_day = quantity.count == "patient_days" || quantity.count == "urinary_days" || quantity.count == "line_days" ||
                      quantity.count == "ventilator_days";
  side.set("days", by_day ? behind.days(quantity.count) : json::Value::array());
  side.set("missing", missing_json(behind.counts.find(behind.unit)));
  return side.set("parts", by_day ? json::Value::array() : behind.parts(quantity, &rule.numerator));
}

json::Value devices_json(const Reports& reports, const std::vector<storage::Device>& devices) {
  json::Value list = json::Value::array();
  const auto time = [&](const std::optional<Instant>& at) {
    return at ? json::Value(reports.zone().format(*at)) : json::Value();
  };
  for (const storage::Device& device : devices)
    list.push(json::Value::object()
                  .set("device", device.name)
                  .set("last_seen", time(device.last_seen))
                  .set("oldest_unsent", time(device.oldest_unsent)));
  return list;
}

}  // namespace

Expected<json::Value> HospitalSource::overview(const ReportScope& scope) {
  WL_TRY(const HospitalUnits units, check_unit(m_reports, scope));
  WL_TRY(const auto entries, m_reports.entries(known_on(scope)));
  WL_TRY(const auto periods, m_reports.periods(known_on(scope)));
  WL_TRY(const auto closed, m_reports.file().reports({{}, scope.unit, {}, false, known_on(scope), false}));
  std::vector<StoredReport> open;
  for (const std::string& period : periods) {
    WL_TRY(const bool is_closed, m_reports.is_closed(period, known_on(scope)));
    if (is_closed) continue;
    WL_TRY(const auto month, m_reports.month(period, known_on(scope)));
    for (const StoredReport& report : month)
      if (report.row.unit == scope.unit) open.push_back(report);
  }
  json::Value measures = json::Value::array(), months = json::Value::array();
  for (const measures::MeasureRule& rule : m_reports.content().measures.registry.measures) {
    FigureSeries series{&rule, scope.unit, {}, {}};
    for (const auto* list : {&closed, static_cast<const std::vector<StoredReport>*>(&open)})
      for (const StoredReport& report : *list)
        if (report.row.measure == rule.id) series.points.push_back(report);
    measures.push(measure_json(m_reports, series, entries));
  }
  for (const std::string& period : periods) months.push(period);
  json::Value out = json::Value::object();
  out.set("role", "hospital").set("name", m_reports.options().hospital_name);
  out.set("as_of", m_reports.zone().format(std::min(m_reports.now(), known_on(scope))));
  out.set("units", units_json(units)).set("periods", std::move(months));
  return out.set("measures", std::move(measures));
}

Expected<json::Value> HospitalSource::series(const ReportScope& scope, std::string_view measure) {
  WL_TRY(const HospitalUnits units, check_unit(m_reports, scope));
  WL_TRY(const auto entries, m_reports.entries(known_on(scope)));
  WL_TRY(const FigureSeries series, read_series(m_reports, scope.unit, measure, known_on(scope)));
  const json::Value described = measure_json(m_reports, series, entries);
  json::Value changes = json::Value::array();
  for (const measures::DeskEntry& entry : entries)
    if (entry.kind == measures::DeskKind::Change && (entry.unit.empty() || entry.unit == scope.unit) &&
        (entry.about.empty() || entry.about == measure))
      changes.push(json::Value::object().set("period", entry.period).set("text", entry.text).set("by", entry.by_name));
  json::Value out = json::Value::object();
  out.set("measure", described).set("unit", scope.unit).set("points", points_json(m_reports, series, entries));
  out.set("chart", chart_json(m_reports, series, entries)).set("changes", std::move(changes));
  out.set("baseline", described["baseline"]).set("target", described["target"]);
  return out.set("peers", json::Value()).set("peers_suppressed", "Peers are compared at central, not in the hospital.");
}

Expected<json::Value> HospitalSource::events(const ReportScope& scope, std::string_view measure, std::string_view period) {
  WL_TRY(const HospitalUnits units, check_unit(m_reports, scope));
  const measures::MeasureRule* rule = m_reports.content().measures.registry.find_measure(measure);
  if (rule == nullptr) return no_such("measure");
  WL_TRY(const auto counts, m_reports.count(std::string(period), known_on(scope), true));
  WL_TRY(const auto entries, m_reports.entries(known_on(scope)));
  WL_TRY(const auto month, m_reports.month(std::string(period), known_on(scope)));
  const measures::UnitPeriod* known = counts.find(scope.unit);
  const Behind behind{m_reports, counts, entries, scope.unit,
                      known == nullptr ? std::set<std::string>() : measures::units_left_out(*known, measure)};
  json::Value out = json::Value::object();
  out.set("measure", measure).set("unit", scope.unit).set("period", period).set("n", json::Value()).set("d", json::Value());
  for (const StoredReport& report : month)
    if (report.row.unit == scope.unit && report.row.measure == measure) out.set("n", report.row.n).set("d", report.row.d);
  out.set("numerator", behind.parts(rule->numerator)).set("denominator", denominator_json(behind, *rule));
  json::Value issues = issues_json(m_reports, entries, known);
  add_left_out(issues, known, measure);
  return out.set("issues", std::move(issues));
}

Expected<json::Value> HospitalSource::heat_map(const ReportScope& scope, std::string_view day) {
  WL_TRY(const HospitalUnits units, check_unit(m_reports, scope));
  const auto date = parse_date(day);
  if (!date) return no_such("day");
  const Instant now = std::min(m_reports.now(), known_on(scope));
  WL_TRY(const auto rows, m_reports.rows_of_day(*date, known_on(scope)));
  const measures::UnitDay map = measures::map_unit_day(m_reports.content().measures, m_reports.zone(), *date, now, scope.unit,
                                                       rows, [&](const std::string& location) { return units.find(location); });
  json::Value hours = json::Value::array(), beds = json::Value::array();
  for (const std::string& label : map.labels) hours.push(label);
  for (const measures::BedHours& bed : map.beds) {
    json::Value cells = json::Value::array();
    for (const std::string& state : bed.states) cells.push(state.empty() ? "empty" : state);
    const auto name = units.place_names.find(bed.bed);
    beds.push(json::Value::object()
                  .set("bed", name == units.place_names.end() ? bed.bed : name->second)
                  .set("cells", std::move(cells)));
  }
  json::Value out = json::Value::object();
  out.set("unit", scope.unit).set("date", day).set("hours", std::move(hours)).set("beds", std::move(beds));
  return out.set("due", map.due).set("done", map.done).set("percent", format_percent(map.done, map.due));
}

Expected<json::Value> HospitalSource::completeness(const ReportScope& scope, std::string_view period) {
  WL_TRY(const HospitalUnits units, check_unit(m_reports, scope));
  WL_TRY(const auto counts, m_reports.count(std::string(period), known_on(scope), false));
  WL_TRY(const auto entries, m_reports.entries(known_on(scope)));
  json::Value list = json::Value::array();
  for (const measures::UnitPeriod& unit : counts.units) {
    if (unit.unit.empty() || (!scope.unit.empty() && unit.unit != scope.unit)) continue;
    json::Value pending = json::Value::array();
    for (const std::string& kind : unit.awaited) pending.push(pending_json(m_reports, kind));
    json::Value one = json::Value::object();
    one.set("unit", unit.unit).set("days", static_cast<std::int64_t>(unit.days.size())).set("missing", missing_json(&unit));
    json::Value issues = issues_json(m_reports, entries, &unit);
    for (const measures::MeasureRule& rule : m_reports.content().measures.registry.measures) add_left_out(issues, &unit, rule.id);
    list.push(one.set("pending", std::move(pending)).set("issues", std::move(issues)));
  }
  WL_TRY(const auto state, m_reports.storage().state());
  WL_TRY(const std::uint64_t behind, m_reports.behind());
  WL_TRY(const auto devices, m_reports.storage().list_devices());
  json::Value feed = json::Value::object();
  feed.set("head", state.head).set("counted", state.head - behind).set("behind", behind);
  json::Value out = json::Value::object();
  out.set("period", period)
      .set("closes_on", m_reports.closes_on(std::string(period)))
      .set("as_of", m_reports.zone().format(m_reports.now()));
  return out.set("units", std::move(list)).set("feed", std::move(feed)).set("devices", devices_json(m_reports, devices));
}

}  // namespace wardlight::reporting
