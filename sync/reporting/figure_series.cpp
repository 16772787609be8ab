// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/figure_series.h"

#include <algorithm>

#include "core/measures/control_chart.h"

namespace wardlight::reporting {
namespace {

using measures::MeasureRow;
using measures::Origin;

json::Value figure_json(const StoredReport& report, const measures::MeasureRule& rule) {
  const MeasureRow& row = report.row;
  json::Value out = json::Value::object();
  out.set("period", row.period)
      .set("n", row.n)
      .set("d", row.d)
      .set("x", row.x)
      .set("value", measures::value_of(row, rule.places));
  out.set("status", to_code(row.status)).set("version", row.version).set("imported", !row.imported.empty());
  return out;
}

bool can_be_drawn(const StoredReport& report) { return report.row.d > 0 && report.row.imported.empty(); }

json::Value baseline_json(const std::optional<Baseline>& baseline, const measures::MeasureRule& rule) {
  if (!baseline) return {};
  json::Value out = json::Value::object();
  out.set("n", baseline->ratio.n).set("d", baseline->ratio.d).set("x", rule.x);
  out.set("value", format_rate(baseline->ratio.n, baseline->ratio.d, rule.x, rule.places))
      .set("from", baseline->from)
      .set("to", baseline->to);
  return out;
}

// Against the latest months pooled, as many as the network's rules say.
json::Value target_json(const Reports& reports, const FigureSeries& series, const std::optional<Baseline>& baseline) {
  const measures::Goal* goal = reports.content().network.goal_of(series.rule->id);
  if (goal == nullptr || !baseline) return {};
  measures::Ratio current;
  int left = reports.content().network.recent_months;
  for (auto point = series.points.rbegin(); point != series.points.rend() && left > 0; ++point) {
    if (!can_be_drawn(*point) || point->row.status == measures::RowStatus::Open) continue;
    current.n += point->row.n;
    current.d += point->row.d;
    --left;
  }
  const auto progress = measures::judge_progress(baseline->ratio, current, goal->reduction, series.rule->x, series.rule->places);
  json::Value out = json::Value::object();
  out.set("value", progress.target).set("percent", std::to_string(goal->reduction) + ".00");
  out.set("reduction", current.d > 0 ? json::Value(progress.reduction) : json::Value());
  out.set("met", current.d > 0 ? json::Value(progress.met) : json::Value());
  return out.set("maintain_zero", progress.maintain_zero);
}

std::vector<measures::ChartMark> marks_of(const FigureSeries& series, const std::vector<measures::DeskEntry>& entries) {
  std::vector<measures::ChartMark> marks;
  for (const measures::DeskEntry& entry : entries) {
    const bool ours = entry.kind == measures::DeskKind::Change && (entry.unit.empty() || entry.unit == series.unit) &&
                      (entry.about.empty() || entry.about == series.rule->id);
    const bool drawn = std::ranges::any_of(
        series.points, [&](const StoredReport& point) { return point.row.period == entry.period && can_be_drawn(point); });
    if (ours && drawn) marks.push_back({entry.period, entry.text});
  }
  return marks;
}

Expected<measures::ControlChart> draw(const Reports& reports, const FigureSeries& series,
                                      const std::vector<measures::DeskEntry>& entries) {
  measures::ChartInput input;
  for (const StoredReport& point : series.points)
    if (can_be_drawn(point)) input.points.push_back({point.row.period, point.row.n, point.row.d});
  input.x = series.rule->x;
  const auto months = static_cast<std::size_t>(reports.content().network.baseline_months);
  input.baseline = input.points.size() > months ? months : 0;
  input.marks = marks_of(series, entries);
  return measures::draw_chart(reports.content().charts, reports.content().network.chart_of(series.rule->id), input);
}

json::Value signals_json(const measures::ControlChart& chart) {
  json::Value list = json::Value::array();
  for (const measures::ChartSignal& signal : chart.signals) {
    json::Value one = json::Value::object();
    one.set("signal", to_code(signal.signal))
        .set("from", chart.points[signal.from].point.label)
        .set("to", chart.points[signal.to].point.label);
    list.push(std::move(one));
  }
  return list;
}

// Days between one event and the next, where a month has fewer than one event as a rule.
json::Value between_json(Reports& reports, const FigureSeries& series) {
  std::int64_t events = 0;
  for (const StoredReport& point : series.points) events += point.row.n;
  if (series.rule->numerator.events.empty() || series.points.empty() || events >= static_cast<std::int64_t>(series.points.size()))
    return {};
  const auto all = reports.file().month_events();
  if (!all) return {};
  json::Value input = json::Value::object(), dates = json::Value::array();
  for (const MonthEvent& one : *all)
    if ((series.unit.empty() || one.unit == series.unit) && measures::is_counted(series.rule->numerator, one.event))
      if (const std::string_view at = one.event.text_of("at"); at.size() >= 10) dates.push(at.substr(0, 10));
  input.set("events", std::move(dates));
  const auto read = measures::read_chart_input(measures::ChartKind::T, input);
  if (!read || read->points.empty()) return {};
  const auto chart = measures::draw_chart(reports.content().charts, measures::ChartKind::T, *read);
  return chart ? measures::to_json(*chart, reports.content().charts) : json::Value();
}

}  // namespace

Expected<FigureSeries> read_series(Reports& reports, const std::string& unit, std::string_view measure, Instant known_on) {
  FigureSeries series;
  series.rule = reports.content().measures.registry.find_measure(measure);
  series.unit = unit;
  if (series.rule == nullptr) return Error{ErrorCode::NotFound, "There is no such measure; choose one of the list.", "measure"};
  WL_TRY(series.points, reports.file().reports({{}, unit, std::string(measure), false, known_on, false}));
  WL_TRY(series.versions, reports.file().reports({{}, unit, std::string(measure), false, known_on, true}));
  WL_TRY(const auto periods, reports.periods(known_on));
  for (const std::string& period : periods) {
    WL_TRY(const bool closed, reports.is_closed(period, known_on));
    if (closed) continue;
    WL_TRY(const auto month, reports.month(period, known_on));
    for (const StoredReport& report : month)
      if (report.row.unit == unit && report.row.measure == measure) series.points.push_back(report);
  }
  return series;
}

std::optional<Baseline> find_baseline(const Reports& reports, const FigureSeries& series,
                                      const std::vector<measures::DeskEntry>& entries) {
  std::optional<Baseline> found;
  for (const measures::DeskEntry& entry : entries)
    if (entry.kind == measures::DeskKind::Baseline && entry.about == series.rule->id && entry.unit == series.unit) {
      const auto number = [&](const char* name) { return std::stoll(entry.body[name].text()); };
      found =
          Baseline{{number("n"), number("d")}, std::string(entry.body.text_of("from")), std::string(entry.body.text_of("to"))};
    }
  if (found) return found;
  const auto months = static_cast<std::size_t>(reports.content().network.baseline_months);
  std::vector<const StoredReport*> closed;
  for (const StoredReport& point : series.points)
    if (can_be_drawn(point) && point.row.status != measures::RowStatus::Open) closed.push_back(&point);
  if (closed.size() <= months || months == 0) return std::nullopt;
  Baseline baseline{{}, closed.front()->row.period, closed[months - 1]->row.period};
  for (std::size_t i = 0; i < months; ++i) baseline.ratio.n += closed[i]->row.n, baseline.ratio.d += closed[i]->row.d;
  return baseline;
}

json::Value measure_json(const Reports& reports, const FigureSeries& series, const std::vector<measures::DeskEntry>& entries) {
  const measures::MeasureRule& rule = *series.rule;
  json::Value programmes = json::Value::array();
  for (const std::string& programme : rule.programmes) programmes.push(programme);
  json::Value out = json::Value::object();
  out.set("id", rule.id).set("title", rule.title).set("definition", rule.definition);
  out.set("origin", rule.origin == Origin::Imported ? "imported" : "computed");
  out.set("direction", rule.direction == measures::Direction::Lower ? "lower" : "higher");
  out.set("source", rule.source).set("mark", rule.mark).set("programmes", std::move(programmes)).set("per", rule.x);
  out.set("newest", series.points.empty() ? json::Value() : figure_json(series.points.back(), rule));
  const auto chart = draw(reports, series, entries);
  const bool special = chart && !chart->signals.empty() && chart->signals.back().to + 1 == chart->points.size();
  out.set("signal", special ? json::Value(to_code(chart->signals.back().signal)) : json::Value());
  const auto baseline = find_baseline(reports, series, entries);
  return out.set("baseline", baseline_json(baseline, rule)).set("target", target_json(reports, series, baseline));
}

json::Value points_json(const Reports& reports, const FigureSeries& series, const std::vector<measures::DeskEntry>& entries) {
  const auto chart = draw(reports, series, entries);
  json::Value points = json::Value::array();
  for (const StoredReport& point : series.points) {
    json::Value one = figure_json(point, *series.rule);
    json::Value restated = json::Value::array(), reasons = json::Value::array(), notes = json::Value::array();
    const StoredReport* before = nullptr;
    for (const StoredReport& version : series.versions) {
      if (version.row.period != point.row.period) continue;
      if (before != nullptr) {
        json::Value change = json::Value::object();
        change.set("version", version.row.version).set("at", reports.zone().format(version.made_at));
        change.set("n", json::Value::array({before->row.n, version.row.n}))
            .set("d", json::Value::array({before->row.d, version.row.d}));
        restated.push(change.set("why", version.notes.empty() ? std::string() : version.notes.front()));
      }
      before = &version;
    }
    for (const std::string& note : point.notes) notes.push(note);
    for (const measures::DeskEntry& entry : entries)
      if (entry.kind == measures::DeskKind::Reason && entry.about == series.rule->id && entry.unit == series.unit &&
          entry.period == point.row.period)
        reasons.push(json::Value::object()
                         .set("by", entry.by_name)
                         .set("role", entry.role)
                         .set("at", reports.zone().format(entry.at))
                         .set("text", entry.text));
    one.set("restated", std::move(restated)).set("reasons", std::move(reasons)).set("notes", std::move(notes));
    one.set("lower", json::Value()).set("upper", json::Value()).set("pooled", false);
    if (chart)
      for (const measures::ChartedPoint& drawn : chart->points)
        if (drawn.point.label == point.row.period) one.set("lower", drawn.lower).set("upper", drawn.upper);
    points.push(std::move(one));
  }
  return points;
}

json::Value chart_json(Reports& reports, const FigureSeries& series, const std::vector<measures::DeskEntry>& entries) {
  const auto chart = draw(reports, series, entries);
  json::Value out = json::Value::object();
  if (!chart)
    return out.set("kind", "run").set("centre", json::Value()).set("signals", json::Value::array()).set("between", json::Value());
  out.set("kind", to_code(chart->kind)).set("centre", chart->centre).set("signals", signals_json(*chart));
  return out.set("between", between_json(reports, series));
}

}  // namespace wardlight::reporting
