// SPDX-License-Identifier: Apache-2.0
#include "core/measures/measure_registry.h"

#include <algorithm>

#include "core/care/pack.h"
#include "core/measures/measure_figures.h"

namespace wardlight::measures {
namespace {

using care::PackReader;

constexpr std::array<std::pair<Origin, std::string_view>, 2> kOrigins{
    {{Origin::Computed, "computed"}, {Origin::Imported, "imported"}}};
constexpr std::array<std::pair<Direction, std::string_view>, 2> kDirections{
    {{Direction::Lower, "lower"}, {Direction::Higher, "higher"}}};
constexpr std::array<std::pair<int, std::string_view>, 4> kMarks{{{0, "V"}, {1, "S"}, {2, "M"}, {3, "D"}}};

EventMember read_member(PackReader& in) {
  in.known({"name", "values", "otherwise"});
  EventMember member{in.text("name"), in.list_if_any("values"), {}};
  if (in.has("otherwise")) member.otherwise = in.value()["otherwise"];
  return member;
}

EventKind read_kind(PackReader& in) {
  in.known({"kind", "members"});
  return {in.text("kind"), in.objects_if_any("members", read_member)};
}

// {"kind":"fall","where":{"assisted":[false]}}
EventFilter read_filter(PackReader& in, const MeasureRegistry& registry) {
  in.known({"kind", "where"});
  EventFilter filter{in.text("kind"), {}};
  const EventKind* kind = registry.find_kind(filter.kind);
  if (kind == nullptr) in.fail("This kind of event is not described above.", "kind");
  for (const json::Member& one : in.value()["where"].members()) {
    const auto known = kind == nullptr ? std::vector<EventMember>::const_iterator()
                                       : std::ranges::find(kind->members, one.name, &EventMember::name);
    if (kind == nullptr || known == kind->members.end()) {
      in.fail("\"" + one.name + "\" is no member of this kind of event.", "where");
      break;
    }
    for (const json::Value& value : one.value.items())
      if (!known->values.empty() && std::ranges::find(known->values, value) == known->values.end())
        in.fail("\"" + one.name + "\" can never have this value.", "where");
    filter.conditions.push_back({one.name, one.value.items()});
  }
  return filter;
}

Quantity read_quantity(PackReader& in, const MeasureRegistry& registry) {
  in.known({"events", "count"});
  Quantity quantity{in.objects_if_any("events", [&](PackReader& filter) { return read_filter(filter, registry); }),
                    in.text_if_any("count")};
  if (quantity.events.empty() == quantity.count.empty())
    in.fail("Either events or a count is needed here, and not both.", "events");
  if (!quantity.count.empty() && std::ranges::find(registry.counts, quantity.count) == registry.counts.end())
    in.fail("This count is not listed above.", "count");
  return quantity;
}

MeasureRule read_measure(PackReader& in, const MeasureRegistry& registry, const care::PackHead& head) {
  in.known({"id", "title", "definition", "origin", "direction", "numerator", "denominator", "per", "places", "source", "mark",
            "programmes"});
  MeasureRule rule;
  rule.id = in.text("id");
  rule.title = in.text("title");
  rule.definition = in.text("definition");
  rule.origin = in.code("origin", kOrigins);
  rule.direction = in.code("direction", kDirections);
  rule.source = in.source("source", head);
  in.code("mark", kMarks);
  rule.mark = in.text("mark");
  rule.programmes = in.texts("programmes");
  if (rule.origin == Origin::Imported) return rule;
  rule.x = in.whole("per", 1, 1'000'000);
  rule.places = in.whole("places", 0, 6);
  const auto quantity = [&](PackReader& inner) { return read_quantity(inner, registry); };
  rule.numerator = in.object("numerator", quantity);
  rule.denominator = in.object("denominator", quantity);
  return rule;
}

void refuse_twins(const MeasureRegistry& registry, PackReader& in) {
  for (std::size_t i = 0; i < registry.measures.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (registry.measures[i].id == registry.measures[j].id)
        in.fail("Two definitions stand under the id " + registry.measures[i].id + "; keep one.", "measures");
}

Expected<json::Value> run_example(const MeasureRegistry& registry, const json::Value& example) {
  WL_TRY(const PeriodFacts facts, read_period_facts(registry, example["input"]));
  return to_json(compute_figures(registry, facts));
}

}  // namespace

const EventKind* MeasureRegistry::find_kind(std::string_view kind) const {
  const auto found = std::ranges::find(kinds, kind, &EventKind::kind);
  return found == kinds.end() ? nullptr : &*found;
}
const MeasureRule* MeasureRegistry::find_measure(std::string_view id) const {
  const auto found = std::ranges::find(measures, id, &MeasureRule::id);
  return found == measures.end() ? nullptr : &*found;
}

std::string_view MeasureRegistry::method_of(const MeasureRule& rule) const {
  const auto found = methods.find(rule.denominator.count);
  return found == methods.end() ? std::string_view() : found->second;
}

Expected<MeasureRegistry> load_measure_registry(std::string_view text) {
  WL_TRY(const json::Value root, care::parse_pack(text));
  PackReader in(root);
  const care::PackHead head = care::read_pack_head(in, {"counts", "methods", "kinds", "measures"});
  MeasureRegistry registry{head.id_and_version(), head.version, in.texts("counts"), {}, in.objects("kinds", read_kind), {}};
  in.objects_if_any("methods", [&](PackReader& one) {
    one.known({"count", "method"});
    const std::string count = one.text("count");
    if (std::ranges::find(registry.counts, count) == registry.counts.end()) one.fail("This count is not listed above.", "count");
    registry.methods[count] = one.text("method");
    return true;
  });
  registry.measures = in.objects("measures", [&](PackReader& one) { return read_measure(one, registry, head); });
  refuse_twins(registry, in);
  if (in.error()) return *in.error();
  WL_CHECK(care::check_examples(head, root, [&](const json::Value& example) { return run_example(registry, example); }));
  return registry;
}

}  // namespace wardlight::measures
