// SPDX-License-Identifier: Apache-2.0
// The control chart's rules, input and answer as JSON.
#include <charconv>

#include "core/care/pack.h"
#include "core/measures/control_chart.h"
#include "core/measures/day_number.h"

namespace wardlight::measures {
namespace {

Error wrong(std::string text, std::string where) { return {ErrorCode::InvalidContent, std::move(text), std::move(where)}; }

Expected<std::int64_t> read_whole(const json::Value& value, const std::string& where) {
  std::int64_t number = 0;
  const std::string& text = value.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!value.is_number() || error != std::errc() || end != text.data() + text.size())
    return wrong("A whole number is expected here.", where);
  return number;
}

Expected<ChartPoint> read_point(ChartKind kind, const json::Value& value, std::size_t index) {
  const std::string where = "point " + std::to_string(index + 1);
  if (!value.is_object()) return wrong(R"(A point is an object such as {"label":"2025-01","n":3,"d":900}.)", where);
  WL_CHECK(json::refuse_unknown_members(value, {"label", "n", "d"}, where));
  ChartPoint point;
  point.label = value["label"].is_null() ? std::to_string(index + 1) : value["label"].text();
  WL_TRY(point.n, read_whole(value["n"], where + ", n"));
  if ((kind == ChartKind::G || kind == ChartKind::T) && value["d"].is_null()) return point;
  WL_TRY(point.d, read_whole(value["d"], where + ", d"));
  return point;
}

json::Value point_json(const ChartedPoint& point) {
  json::Value out = json::Value::object();
  out.set("label", point.point.label);
  out.set("n", point.point.n);
  out.set("d", point.point.d);
  out.set("value", point.value);
  out.set("lower", point.lower);
  out.set("upper", point.upper);
  return out;
}

json::Value signal_json(const ControlChart& chart, const ChartSignal& signal) {
  json::Value out = json::Value::object();
  out.set("rule", to_code(signal.signal));
  out.set("from", chart.points[signal.from].point.label);
  out.set("at", chart.points[signal.to].point.label);
  out.set("points", static_cast<std::int64_t>(signal.to - signal.from + 1));
  return out;
}

Expected<json::Value> run_example(const RunRules& rules, const json::Value& example) {
  const auto kind = chart_kind_from_code(example.text_of("kind"));
  if (!kind) return wrong("An example's kind is none of u, p, g and t.", "examples");
  WL_TRY(const ChartInput input, read_chart_input(*kind, example["input"]));
  WL_TRY(const ControlChart chart, draw_chart(rules, *kind, input));
  return to_json(chart, rules);
}

// An event of a g or t chart: a case number, or a date that stands for its day.
Expected<std::int64_t> read_event(const json::Value& value, std::size_t index) {
  const std::string where = "event " + std::to_string(index + 1);
  if (value.is_number()) return read_whole(value, where);
  const auto date = parse_date(value.text());
  if (!date) return wrong("An event is a whole number, or a date written like 2025-06-10.", where);
  return day_number(*date);
}

Expected<std::vector<ChartPoint>> read_events(const json::Value& list) {
  std::vector<std::int64_t> events;
  for (const json::Value& item : list.items()) {
    WL_TRY(const std::int64_t event, read_event(item, events.size()));
    events.push_back(event);
  }
  if (events.size() < 2) return wrong("At least two events are needed for a time between them.", "events");
  return gaps_between(std::move(events));
}

Expected<void> read_settings(ChartKind kind, const json::Value& input, ChartInput& read) {
  WL_CHECK(json::refuse_unknown_members(input, {"points", "events", "x", "baseline", "marks"}, "chart"));
  if (!input["x"].is_null()) {
    WL_TRY(const std::int64_t x, read_whole(input["x"], "x"));
    if (x < 1 || x > 1'000'000) return wrong("The multiplier must lie between 1 and 1,000,000.", "x");
    read.x = x;
  }
  if (!input["baseline"].is_null()) {
    WL_TRY(const std::int64_t baseline, read_whole(input["baseline"], "baseline"));
    if (baseline < 0) return wrong("The number of points in the baseline cannot be negative.", "baseline");
    read.baseline = static_cast<std::size_t>(baseline);
  }
  for (const json::Value& mark : input["marks"].items()) {
    WL_CHECK(json::refuse_unknown_members(mark, {"at", "text"}, "marks"));
    read.marks.push_back({std::string(mark.text_of("at")), std::string(mark.text_of("text"))});
  }
  if (input["events"].is_null()) return {};
  if (kind == ChartKind::U || kind == ChartKind::P) return wrong("Only g and t charts are drawn from events.", "events");
  WL_TRY(read.points, read_events(input["events"]));
  return {};
}

json::Value mark_json(const DrawnMark& mark) {
  return json::Value::object({{"at", json::Value(mark.mark.at)},
                              {"text", json::Value(mark.mark.text)},
                              {"before", json::Value(mark.before)},
                              {"after", json::Value(mark.after)}});
}

// Digits beyond the sixth decimal are cut off.
std::int64_t millionths(const Decimal& value) {
  std::string digits = value.text();
  const auto point = digits.find('.');
  std::string decimals = point == std::string::npos ? std::string() : digits.substr(point + 1);
  decimals.resize(6, '0');
  digits = digits.substr(0, point) + decimals;
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

RunRules::Cusum read_cusum(care::PackReader& in) {
  in.known({"ratio", "reference", "decision"});
  return {millionths(in.decimal("reference")), millionths(in.decimal("decision"))};
}

}  // namespace

Expected<ChartInput> read_chart_input(ChartKind kind, const json::Value& input) {
  ChartInput read;
  if (input.is_object()) WL_CHECK(read_settings(kind, input, read));
  if (!read.points.empty()) return read;
  const json::Value& list = input.is_object() ? input["points"] : input;
  if (!list.is_array() || list.items().empty()) return wrong("A list of at least one point is expected.", "points");
  for (const json::Value& item : list.items()) {
    WL_TRY(ChartPoint point, read_point(kind, item, read.points.size()));
    read.points.push_back(std::move(point));
  }
  return read;
}

json::Value to_json(const ControlChart& chart, const RunRules& rules) {
  json::Value out = json::Value::object();
  out.set("kind", to_code(chart.kind));
  out.set("centre", chart.centre);
  json::Value points = json::Value::array();
  for (const ChartedPoint& point : chart.points) points.push(point_json(point));
  out.set("points", std::move(points));
  json::Value signals = json::Value::array();
  for (const ChartSignal& signal : chart.signals) signals.push(signal_json(chart, signal));
  out.set("signals", std::move(signals));
  json::Value marks = json::Value::array();
  for (const DrawnMark& mark : chart.marks) marks.push(mark_json(mark));
  if (!chart.marks.empty()) out.set("marks", std::move(marks));
  out.set("pack", rules.pack);
  return out;
}

Expected<RunRules> load_run_rules(std::string_view text) {
  WL_TRY(const json::Value root, care::parse_pack(text));
  care::PackReader in(root);
  const care::PackHead head =
      care::read_pack_head(in, {"limits", "shift", "trend", "nearLimit", "multiplier", "places", "waiting", "cusum"});
  RunRules rules;
  rules.pack = head.id_and_version();
  rules.sigma = in.whole("limits", 1, 6);
  rules.shift = in.whole("shift", 0, 50);
  rules.trend = in.whole("trend", 0, 50);
  rules.x = in.whole("multiplier", 1, 1'000'000);
  rules.places = in.whole("places", 0, 6);
  in.object("nearLimit", [&](care::PackReader& near) {
    near.known({"points", "of", "sigma"});
    rules.near_limit = near.whole("points", 0, 20);
    rules.near_window = near.whole("of", 1, 20);
    rules.near_sigma = near.whole("sigma", 1, 6);
    return true;
  });
  in.object("waiting", [&](care::PackReader& waiting) {
    waiting.known({"median", "lower", "upper", "nearLower", "nearUpper"});
    rules.waiting = {millionths(waiting.decimal("median")), millionths(waiting.decimal("lower")),
                     millionths(waiting.decimal("upper")), millionths(waiting.decimal("nearLower")),
                     millionths(waiting.decimal("nearUpper"))};
    return true;
  });
  in.object("cusum", [&](care::PackReader& cusum) {
    cusum.known({"down", "up"});
    rules.cusum_down = cusum.object("down", read_cusum);
    rules.cusum_up = cusum.object("up", read_cusum);
    return true;
  });
  if (in.error()) return *in.error();
  WL_CHECK(care::check_examples(head, root, [&](const json::Value& example) { return run_example(rules, example); }));
  return rules;
}

}  // namespace wardlight::measures
