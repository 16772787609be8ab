// SPDX-License-Identifier: Apache-2.0
#include "core/measures/measure_figures.h"

#include <algorithm>
#include <charconv>

#include "core/base/decimal.h"

namespace wardlight::measures {
namespace {

Error wrong(std::string text, std::string where) { return {ErrorCode::InvalidContent, std::move(text), std::move(where)}; }

bool meets(const json::Value& event, const EventFilter& filter) {
  return event.text_of("kind") == filter.kind && std::ranges::all_of(filter.conditions, [&](const Condition& condition) {
           return std::ranges::find(condition.values, event[condition.member]) != condition.values.end();
         });
}

std::optional<std::int64_t> measure(const Quantity& quantity, const PeriodFacts& facts) {
  if (!quantity.count.empty()) {
    const auto count = facts.counts.find(quantity.count);
    return count == facts.counts.end() ? std::nullopt : std::optional(count->second);
  }
  return std::ranges::count_if(facts.events, [&](const json::Value& event) { return is_counted(quantity, event); });
}

Expected<json::Value> read_event(const MeasureRegistry& registry, const json::Value& event, const std::string& where) {
  if (!event.is_object()) return wrong("An event is an object with a kind.", where);
  const EventKind* kind = registry.find_kind(event.text_of("kind"));
  if (kind == nullptr) return wrong("This kind of event is not in the registry of measures; correct its spelling.", where);
  json::Value full = json::Value::object();
  full.set("kind", kind->kind);
  for (const json::Member& member : event.members()) {
    const auto known = std::ranges::find(kind->members, member.name, &EventMember::name);
    if (member.name == "kind") continue;
    if (known == kind->members.end())
      return wrong(
          "\"" + member.name + "\" is not something that a " + kind->kind + " can say; remove it or correct its spelling.",
          where);
    if (!known->values.empty() && std::ranges::find(known->values, member.value) == known->values.end())
      return wrong("\"" + member.name + "\" has none of its allowed values; see the registry of measures.", where);
    full.set(member.name, member.value);
  }
  for (const EventMember& member : kind->members) {
    if (full.find(member.name) != nullptr) continue;
    if (!member.otherwise)
      return wrong("\"" + member.name + "\" is missing, and without it this event cannot be counted.", where);
    full.set(member.name, *member.otherwise);
  }
  return full;
}

}  // namespace

bool is_counted(const Quantity& quantity, const json::Value& event) {
  return std::ranges::any_of(quantity.events, [&](const EventFilter& filter) { return meets(event, filter); });
}

Expected<PeriodFacts> read_period_facts(const MeasureRegistry& registry, const json::Value& input) {
  if (!input.is_object()) return wrong(R"(An object with "denominators" and "events" is expected.)", "measures");
  WL_CHECK(json::refuse_unknown_members(input, {"denominators", "events"}, "measures"));
  PeriodFacts facts;
  for (const json::Member& member : input["denominators"].members()) {
    if (std::ranges::find(registry.counts, member.name) == registry.counts.end())
      return wrong("\"" + member.name + "\" is no count of the registry of measures; correct its spelling.", "denominators");
    std::int64_t count = 0;
    const std::string& digits = member.value.text();
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (!member.value.is_number() || bad != std::errc() || end != digits.data() + digits.size() || count < 0)
      return wrong("A count is a whole number of 0 or more.", "denominators." + member.name);
    facts.counts[member.name] = count;
  }
  const auto patients = facts.counts.find("patient_days");
  for (const std::string_view devices : {"urinary_days", "line_days", "ventilator_days"}) {
    const auto days = facts.counts.find(devices);
    if (patients != facts.counts.end() && days != facts.counts.end() && days->second > patients->second)
      return wrong("There are more device days than patient days (DEN-8); count again.", "denominators." + std::string(devices));
  }
  std::size_t number = 0;
  for (const json::Value& event : input["events"].items()) {
    WL_TRY(json::Value full, read_event(registry, event, "event " + std::to_string(++number)));
    facts.events.push_back(std::move(full));
  }
  return facts;
}

std::vector<Figure> compute_figures(const MeasureRegistry& registry, const PeriodFacts& facts) {
  std::vector<Figure> figures;
  for (const MeasureRule& rule : registry.measures) {
    if (rule.origin != Origin::Computed) continue;
    const auto n = measure(rule.numerator, facts);
    const auto d = measure(rule.denominator, facts);
    if (!n || !d) continue;
    figures.push_back({rule.id, *n, *d, rule.x, rule.places, format_rate(*n, *d, rule.x, rule.places)});
  }
  return figures;
}

Figure pool(const std::vector<Figure>& of_one_measure) {
  Figure pooled = of_one_measure.front();
  pooled.n = pooled.d = 0;
  for (const Figure& one : of_one_measure) pooled.n += one.n, pooled.d += one.d;
  pooled.value = format_rate(pooled.n, pooled.d, pooled.x, pooled.places);
  return pooled;
}

json::Value to_json(const std::vector<Figure>& figures) {
  json::Value out = json::Value::object();
  for (const Figure& figure : figures) {
    json::Value one = json::Value::object();
    one.set("n", figure.n).set("d", figure.d).set("x", figure.x).set("value", figure.value);
    out.set(figure.id, std::move(one));
  }
  return out;
}

}  // namespace wardlight::measures
