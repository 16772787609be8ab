// SPDX-License-Identifier: Apache-2.0
#include "sync/central/central_reports.h"

#include <algorithm>
#include <set>

#include "sync/central/report_bundle.h"
#include "sync/central/trend.h"

namespace wardlight::central {
namespace {

using json::Value;
using reporting::ReportScope;
using storage::Period;

Error only_at_hospitals() {
  return {ErrorCode::NotFound, "Central has figures and no events; ask the hospital's own hub.", "central"};
}

// The newest version of each unit as known then, and where the hospital speaks for itself as a whole, that alone.
Months sum_versions(const std::vector<storage::UnitFigure>& versions, std::optional<Instant> as_known_on) {
  std::map<std::tuple<std::string, Period>, std::map<std::string, storage::MonthFigure>> newest;
  for (const auto& [unit, figure] : versions)
    if (!as_known_on || figure.received_at <= *as_known_on) newest[{figure.measure, figure.period}][unit] = figure;
  Months months;
  for (const auto& [key, units] : newest) {
    if (const auto whole = units.find(""); whole != units.end()) {
      months.push_back(whole->second);
      continue;
    }
    storage::MonthFigure sum = units.begin()->second;
    for (auto unit = std::next(units.begin()); unit != units.end(); ++unit) {
      sum.n += unit->second.n;
      sum.d += unit->second.d;
      sum.version = std::max(sum.version, unit->second.version);
      sum.status = std::max(sum.status, unit->second.status);
      sum.received_at = std::max(sum.received_at, unit->second.received_at);
      sum.imported.clear();
    }
    months.push_back(std::move(sum));
  }
  return months;
}

Months of_measure(const Months& months, std::string_view measure) {
  Months found;
  std::ranges::copy_if(months, std::back_inserter(found), [&](const auto& month) { return month.measure == measure; });
  return found;
}

Value texts(const std::vector<std::string>& list) {
  auto out = Value::array();
  for (const auto& text : list) out.push(Value(text));
  return out;
}

Value issue_json(const storage::NotedIssue& noted, const Zone& zone) {
  return Value::object({{"period", Value(month_of(noted.issue.period))},
                        {"unit", Value(noted.issue.unit)},
                        {"measure", Value(noted.issue.measure)},
                        {"text", Value(noted.issue.text)},
                        {"at", Value(zone.format(noted.noted_at))}});
}

}  // namespace

Expected<Months> CentralReports::months_of(const ReportScope& scope, std::string_view measure) {
  if (scope.unit.empty() && !scope.as_known_on) return m_parts.storage.list_months(scope.hospital, measure);
  WL_TRY(const auto versions, m_parts.storage.list_versions(scope.hospital, measure, scope.unit));
  return sum_versions(versions, scope.as_known_on);
}

Expected<CentralReports::Peers> CentralReports::peers_of(const std::string& hospital, Period newest) {
  WL_TRY(const int own, m_parts.storage.number_of(hospital));
  WL_TRY(auto window, m_peers.up_to(newest));
  const auto* group = window->size_of(own);
  return Peers{std::move(window), group};
}

void CentralReports::set_peers(Value& out, const measures::MeasureRule& rule, const Peers& peers) const {
  const auto figures = peers.window->find(peers.group, rule.id);
  const auto network = peers.window->network.find(rule.id);
  out.set("peers", Value()).set("peers_suppressed", Value()).set("network", Value());
  if (figures.quartiles) {
    out.set("peers", Value::object({{"hospitals", Value(std::uint64_t{figures.quartiles->hospitals})},
                                    {"size", Value(peers.group->title)},
                                    {"q1", Value(figures.quartiles->low)},
                                    {"median", Value(figures.quartiles->median)},
                                    {"q3", Value(figures.quartiles->high)},
                                    {"period", Value(month_of(peers.window->from) + "/" + month_of(peers.window->to))}}));
  } else {
    out.set("peers_suppressed",
            Value(figures.enough ? "The events of these hospitals are too few to be shown."
                                 : "Too few hospitals of this size have reported for any of them to stay unnamed."));
  }
  if (network != peers.window->network.end()) out.set("network", Value(network->second));
}

Value CentralReports::measure_json(const measures::MeasureRule& rule, const Months& months) const {
  const Trend trend = draw_trend(m_parts.rules, m_parts.run_rules, rule, months);
  const bool has_signal = trend.chart && !trend.chart->signals.empty();
  const bool is_new = has_signal && trend.chart->signals.back().to + 1 == trend.chart->points.size();
  return Value::object({{"id", Value(rule.id)},
                        {"title", Value(rule.title)},
                        {"definition", Value(rule.definition)},
                        {"origin", Value(rule.origin == measures::Origin::Computed ? "computed" : "imported")},
                        {"direction", Value(rule.direction == measures::Direction::Lower ? "lower" : "higher")},
                        {"source", Value(rule.source)},
                        {"mark", Value(rule.mark)},
                        {"programmes", texts(rule.programmes)},
                        {"per", Value(rule.x)},
                        {"newest", months.empty() ? Value() : point_json(rule, months.back())},
                        {"signal", is_new ? Value(measures::to_code(trend.chart->signals.back().signal)) : Value()},
                        {"baseline", baseline_json(rule, months, trend)},
                        {"target", target_json(m_parts.rules, rule, trend)}});
}

Value CentralReports::series_json(const measures::MeasureRule& rule, const Months& months) const {
  const Trend trend = draw_trend(m_parts.rules, m_parts.run_rules, rule, months);
  std::map<std::size_t, const measures::ChartedPoint*> charted;
  for (std::size_t i = 0; i < trend.months.size() && trend.chart; ++i) charted[trend.months[i]] = &trend.chart->points[i];
  auto points = Value::array();
  for (std::size_t i = 0; i < months.size(); ++i) {
    Value point = point_json(rule, months[i]);
    const auto limits = charted.find(i);
    point.set("lower", limits == charted.end() ? Value() : Value(limits->second->lower));
    point.set("upper", limits == charted.end() ? Value() : Value(limits->second->upper));
    point.set("restated", Value::array()).set("reasons", Value::array()).set("pooled", Value(months[i].units > 1));
    points.push(std::move(point));
  }
  return Value::object({{"points", std::move(points)},
                        {"chart", chart_json(months, trend)},
                        {"changes", Value::array()},
                        {"baseline", baseline_json(rule, months, trend)},
                        {"target", target_json(m_parts.rules, rule, trend)}});
}

Expected<Value> CentralReports::overview(const ReportScope& scope) {
  WL_TRY(const auto months, months_of(scope, {}));
  WL_TRY(const auto units, m_parts.storage.list_units(scope.hospital));
  auto unit_list = Value::array({Value::object({{"id", Value("")}, {"name", Value("Whole hospital")}})});
  for (const auto& unit : units) unit_list.push(Value::object({{"id", Value(unit.id)}, {"name", Value(unit.name)}}));
  std::set<Period> periods;
  for (const auto& month : months) periods.insert(month.period);
  auto period_list = Value::array();
  for (const Period period : periods) period_list.push(Value(month_of(period)));
  auto measures = Value::array();
  for (const auto& rule : m_parts.registry.measures)
    if (const Months own = of_measure(months, rule.id); !own.empty()) measures.push(measure_json(rule, own));
  WL_TRY(const auto issues, m_parts.storage.list_issues(scope.hospital));
  auto issue_list = Value::array();
  for (const auto& issue : issues) issue_list.push(issue_json(issue, m_parts.zone));
  return Value::object({{"role", Value("central")},
                        {"name", Value(m_parts.network)},
                        {"as_of", Value(m_parts.zone.format(m_parts.clock.now()))},
                        {"units", std::move(unit_list)},
                        {"periods", std::move(period_list)},
                        {"measures", std::move(measures)},
                        {"issues", std::move(issue_list)}});
}

Expected<Value> CentralReports::series(const ReportScope& scope, std::string_view measure) {
  const auto* rule = m_parts.registry.find_measure(measure);
  if (rule == nullptr) return Error{ErrorCode::NotFound, "There is no such measure in the registry.", std::string(measure)};
  WL_TRY(const auto months, months_of(scope, measure));
  Value out = series_json(*rule, months);
  auto points = Value::array();
  for (const Value& point : out["points"].items()) {
    Value with = point;
    if (point["version"].text() != "1") {
      WL_TRY(auto restated, restatements(scope, measure, *to_period(point.text_of("period"))));
      with.set("restated", std::move(restated));
    }
    points.push(std::move(with));
  }
  out.set("points", std::move(points));
  out.set("measure", measure_json(*rule, months)).set("unit", Value(scope.unit));
  if (months.empty()) return out;
  WL_TRY(const auto peers, peers_of(scope.hospital, months.back().period));
  set_peers(out, *rule, peers);
  return out;
}

// What each later version of any of the units changed.
Expected<Value> CentralReports::restatements(const ReportScope& scope, std::string_view measure, Period period) const {
  WL_TRY(const auto versions, m_parts.storage.list_versions(scope.hospital, measure, scope.unit));
  auto restated = Value::array();
  const storage::UnitFigure* before = nullptr;
  for (const auto& one : versions) {
    if (one.figure.period != period) continue;
    if (before != nullptr && before->unit == one.unit)
      restated.push(Value::object({{"version", Value(one.figure.version)},
                                   {"at", Value(m_parts.zone.format(one.figure.received_at))},
                                   {"unit", Value(one.unit)},
                                   {"n", Value::array({Value(before->figure.n), Value(one.figure.n)})},
                                   {"d", Value::array({Value(before->figure.d), Value(one.figure.d)})},
                                   {"why", Value()}}));
    before = &one;
  }
  return restated;
}

Expected<Value> CentralReports::events(const ReportScope&, std::string_view, std::string_view) { return only_at_hospitals(); }
Expected<Value> CentralReports::heat_map(const ReportScope&, std::string_view) { return only_at_hospitals(); }

Expected<Value> CentralReports::completeness(const ReportScope& scope, std::string_view text) {
  const auto period = to_period(text);
  if (!period) return Error{ErrorCode::NotFound, "There is no such month; write it like 2025-03.", std::string(text)};
  Date closes = first_day(static_cast<Period>(*period + 1));
  closes.day = static_cast<unsigned>(m_parts.rules.closing_day);
  const Instant closed = m_parts.zone.to_instant(add_days(closes, 1), 0);  // the closing day is still in time
  WL_TRY(const auto reported, m_parts.storage.count_reported(*period, closed));
  WL_TRY(const auto months, m_parts.storage.list_months(scope.hospital, {}));
  WL_TRY(const auto last, m_parts.storage.last_report(scope.hospital));
  WL_TRY(const auto first, m_parts.storage.first_report(scope.hospital, *period));
  const bool own = std::ranges::any_of(months, [&](const auto& month) { return month.period == *period && month.status != 0; });
  const Instant now = m_parts.clock.now();
  const std::int64_t lag = last ? (now.milliseconds - last->milliseconds) / 1000 : 0;
  auto self = Value::object({{"reported", Value(own)},
                             {"first", first ? Value(m_parts.zone.format(*first)) : Value()},
                             {"late", Value(first && closed <= *first)},
                             {"last", last ? Value(m_parts.zone.format(*last)) : Value()},
                             {"lag_seconds", last ? Value(lag) : Value()}});
  return Value::object({{"period", Value(text)},
                        {"closes_on", Value(format_date(closes))},
                        {"as_of", Value(m_parts.zone.format(now))},
                        {"hospitals", Value(reported.hospitals)},
                        {"reported", Value(reported.reported)},
                        {"late", Value(reported.late)},
                        {"missing", Value(reported.hospitals - reported.reported)},
                        {"own", std::move(self)}});
}

Expected<Value> CentralReports::figures_of(const std::string& hospital) {
  WL_TRY(const auto months, m_parts.storage.list_months(hospital, {}));
  WL_TRY(const auto noted, m_parts.storage.list_issues(hospital));
  auto list = Value::array();
  auto issues = Value::array();
  for (const auto& issue : noted) issues.push(issue_json(issue, m_parts.zone));
  Period newest = 0;
  for (const auto& month : months) newest = std::max(newest, month.period);
  if (!months.empty()) {
    WL_TRY(const auto peers, peers_of(hospital, newest));
    for (const auto& rule : m_parts.registry.measures) {
      const Months own = of_measure(months, rule.id);
      if (own.empty()) continue;
      Value one = series_json(rule, own);
      one.set("id", Value(rule.id));
      set_peers(one, rule, peers);
      list.push(std::move(one));
    }
  }
  return Value::object({{"as_of", months.empty() ? Value() : Value(month_of(newest))},
                        {"network", Value(m_parts.network)},
                        {"measures", std::move(list)},
                        {"issues", std::move(issues)}});
}

}  // namespace wardlight::central
