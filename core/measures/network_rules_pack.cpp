// SPDX-License-Identifier: Apache-2.0
// The network's rules from their pack, and its worked examples.
#include <array>

#include "core/care/pack.h"
#include "core/measures/network_rules.h"

namespace wardlight::measures {
namespace {

constexpr std::array<std::pair<ChartKind, std::string_view>, 4> kKinds{
    {{ChartKind::U, "u"}, {ChartKind::P, "p"}, {ChartKind::G, "g"}, {ChartKind::T, "t"}}};
constexpr int kMost = 1'000'000;

Ratio read_ratio(care::PackReader& in) {
  in.known({"n", "d"});
  return {in.whole("n", 0, kMost), in.whole("d", 0, kMost)};
}

json::Value progress_json(const Progress& progress) {
  return json::Value::object({{"reduction", json::Value(progress.reduction)},
                              {"target", json::Value(progress.target)},
                              {"met", json::Value(progress.met)},
                              {"maintainZero", json::Value(progress.maintain_zero)}});
}

json::Value quartiles_json(const std::optional<Quartiles>& found) {
  if (!found) return json::Value();
  return json::Value::object(
      {{"low", json::Value(found->low)}, {"median", json::Value(found->median)}, {"high", json::Value(found->high)}});
}

// An example gives a baseline and a current rate, a cell that may be too small, a size, or the rates of peers.
Expected<json::Value> run_example(const NetworkRules& rules, const json::Value& example) {
  care::PackReader in(example, "examples");
  json::Value out = json::Value::object();
  const int x = in.has("x") ? in.whole("x", 1, kMost) : 1;
  if (in.has("baseline")) {
    const Ratio baseline = in.object("baseline", read_ratio);
    const Ratio current = in.object("current", read_ratio);
    out = progress_json(judge_progress(baseline, current, in.whole("goal", 0, 100), x, 2));
  } else if (in.has("cell")) {
    out.set("small", rules.is_small(in.object("cell", read_ratio)));
  } else if (in.has("patientDays")) {
    out.set("size", rules.size_of(in.whole("patientDays", 0, kMost), in.whole("days", 0, kMost)).id);
  } else {
    out = quartiles_json(find_quartiles(in.objects("peers", read_ratio), x, 2));
  }
  if (in.error()) return *in.error();
  return out;
}

}  // namespace

Expected<NetworkRules> load_network_rules(std::string_view text) {
  WL_TRY(const json::Value root, care::parse_pack(text));
  care::PackReader in(root);
  const care::PackHead head = care::read_pack_head(
      in, {"goals", "baselineMonths", "recentMonths", "closingDay", "fewestPeers", "suppression", "sizes", "charts"});
  NetworkRules rules;
  rules.pack = head.id_and_version();
  rules.baseline_months = in.whole("baselineMonths", 1, 60);
  rules.recent_months = in.whole("recentMonths", 1, 60);
  rules.closing_day = in.whole("closingDay", 1, 28);
  rules.fewest_peers = in.whole("fewestPeers", 2, 100);
  rules.goals = in.objects("goals", [](care::PackReader& goal) {
    goal.known({"measures", "reduction"});
    return Goal{goal.texts("measures"), goal.whole("reduction", 1, 100)};
  });
  rules.charts = in.objects("charts", [](care::PackReader& chart) {
    chart.known({"kind", "measures"});
    return KindOfChart{chart.code("kind", kKinds), chart.texts("measures")};
  });
  in.object("suppression", [&](care::PackReader& small) {
    small.known({"denominator", "count"});
    rules.smallest_denominator = small.whole("denominator", 0, kMost);
    rules.largest_small_count = small.whole("count", 0, kMost);
    return true;
  });
  in.object("sizes", [&](care::PackReader& sizes) {
    sizes.known({"measure", "groups"});
    rules.size_measure = sizes.text("measure");
    rules.sizes = sizes.objects("groups", [](care::PackReader& group) {
      group.known({"id", "title", "most"});
      return SizeGroup{group.text("id"), group.text("title"), group.has("most") ? group.whole("most", 1, kMost) : 0};
    });
    if (!rules.sizes.empty() && rules.sizes.back().most != 0) sizes.fail("The last group has no upper end.", "groups");
    return true;
  });
  if (in.error()) return *in.error();
  WL_CHECK(care::check_examples(head, root, [&](const json::Value& example) { return run_example(rules, example); }));
  return rules;
}

}  // namespace wardlight::measures
