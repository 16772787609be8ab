// SPDX-License-Identifier: Apache-2.0
#include "core/measures/desk_entry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace wardlight::measures {
namespace {

constexpr std::array<std::string_view, 9> kKinds{"event",  "decision", "correction", "count",   "figure",
                                                 "reason", "survey",   "change",     "baseline"};
constexpr std::array<std::string_view, 5> kAboutEvents{"kind", "date", "encounter", "patient", "confirmed"};

Error wrong(std::string text, std::string where) { return {ErrorCode::InvalidContent, std::move(text), std::move(where)}; }
Error not_theirs(const DeskEntry& entry) {
  return {ErrorCode::NotAllowed, "This is not for the role " + entry.role + " to say; ask whoever answers for it.",
          std::string(to_code(entry.kind))};
}

bool holds(const std::vector<std::string>& list, std::string_view one) { return std::ranges::find(list, one) != list.end(); }

bool is_count(const json::Value& value) {
  std::int64_t number = 0;
  const std::string& digits = value.text();
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return value.is_number() && bad == std::errc() && end == digits.data() + digits.size() && number >= 0;
}

bool is_month(std::string_view text) { return text.size() == 7 && parse_date(std::string(text) + "-01"); }

Expected<void> check_members(const EventKind& kind, const json::Value& body) {
  for (const json::Member& member : body.members()) {
    if (std::ranges::find(kAboutEvents, member.name) != kAboutEvents.end()) continue;
    const auto known = std::ranges::find(kind.members, member.name, &EventMember::name);
    if (known == kind.members.end())
      return wrong("\"" + member.name + "\" is not something that a " + kind.kind + " can say.", "body");
    if (!known->values.empty() && std::ranges::find(known->values, member.value) == known->values.end())
      return wrong("\"" + member.name + "\" has none of its allowed values; see the registry of measures.", "body");
  }
  return {};
}

Expected<void> check_event(const MeasureRegistry& registry, const Confirmer& mine, const DeskEntry& entry) {
  const std::string_view name = entry.body.text_of("kind");
  const EventKind* kind = registry.find_kind(name);
  if (kind == nullptr) return wrong("This kind of event is not in the registry of measures; correct its spelling.", "body.kind");
  if (!holds(mine.kinds, name)) return not_theirs(entry);
  if (!parse_date(entry.body.text_of("date")))
    return wrong("The day of the event is missing; write it like 2025-03-07.", "body.date");
  if (entry.unit.empty() && entry.body.text_of("encounter").empty())
    return wrong("An event needs its encounter, or the unit where it happened.", "body.encounter");
  return check_members(*kind, entry.body);
}

Expected<void> check_correction(const MeasureRegistry& registry, const Confirmer& mine, const DeskEntry& entry) {
  const EventKind* kind = registry.find_kind(entry.body.text_of("kind"));
  if (kind == nullptr) return wrong("A correction says which kind of event it is about.", "body.kind");
  if (!holds(mine.kinds, kind->kind)) return not_theirs(entry);
  if (entry.about.empty() || entry.text.empty()) return wrong("A correction needs the event it is about, and why.", "about");
  return check_members(*kind, entry.body);
}

Expected<void> check_planned(const Confirmer& mine, const DeskEntry& entry) {
  if (!mine.planned_returns) return not_theirs(entry);
  if (!entry.body["planned"].is_boolean())
    return wrong("A decision on a return says whether it was planned, true or false.", "body.planned");
  if (!entry.about.starts_with("Encounter/")) return wrong("The return is missing; name it like Encounter/ID.", "about");
  return entry.text.empty() ? Expected<void>(wrong("The reason is missing.", "text")) : Expected<void>();
}

Expected<void> check_decision(const Confirmer& mine, const DeskEntry& entry) {
  if (entry.body.find("planned") != nullptr) return check_planned(mine, entry);
  if (entry.about.empty()) return wrong("A decision needs the event it is about.", "about");
  if (!entry.body["confirmed"].is_boolean() && entry.body.text_of("same_as").empty())
    return wrong("A decision says whether it is confirmed, or which event it is the same as.", "body");
  return {};
}

Expected<void> check_number(const MeasureRegistry& registry, const Confirmer& mine, const DeskEntry& entry) {
  if (!is_month(entry.period)) return wrong("The month is missing; write it like 2025-03.", "period");
  if (entry.kind == DeskKind::Count) {
    if (!holds(registry.counts, entry.about)) return wrong("This count is not in the registry of measures.", "about");
    if (!holds(mine.counts, entry.about)) return not_theirs(entry);
    return is_count(entry.body["value"]) ? Expected<void>() : wrong("A count is a whole number of 0 or more.", "body.value");
  }
  const MeasureRule* rule = registry.find_measure(entry.about);
  if (rule == nullptr) return wrong("This measure is not in the registry of measures.", "about");
  if (rule->origin != Origin::Imported)
    return wrong("This measure is worked out here; its events and counts can be corrected, its figure cannot.", "about");
  if (!holds(mine.figures, entry.about)) return not_theirs(entry);
  if (!Decimal::parse(entry.body.text_of("value")))
    return wrong("The figure's value is missing; write it as text, like \"0.84\".", "body.value");
  return {};
}

Expected<void> check_baseline(const MeasureRegistry& registry, const DeskEntry& entry) {
  if (registry.find_measure(entry.about) == nullptr) return wrong("This measure is not in the registry of measures.", "about");
  if (!is_count(entry.body["n"]) || !is_count(entry.body["d"]) || entry.body["d"].text() == "0")
    return wrong("A baseline needs n and d, both whole, d above 0.", "body");
  if (!is_month(entry.body.text_of("from")) || !is_month(entry.body.text_of("to")))
    return wrong("A baseline says from which month to which.", "body.from");
  return {};
}

}  // namespace

std::string_view to_code(DeskKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

Expected<void> check_entry(const MeasureRegistry& registry, const ReportRules& rules, const DeskEntry& entry) {
  const Confirmer* mine = rules.find_confirmer(entry.role);
  if (mine == nullptr) return not_theirs(entry);
  switch (entry.kind) {
    case DeskKind::Event: return check_event(registry, *mine, entry);
    case DeskKind::Decision: return check_decision(*mine, entry);
    case DeskKind::Correction: return check_correction(registry, *mine, entry);
    case DeskKind::Count:
    case DeskKind::Figure: return check_number(registry, *mine, entry);
    case DeskKind::Baseline: return check_baseline(registry, entry);
    case DeskKind::Survey:
      return parse_date(entry.body.text_of("date")) ? Expected<void>() : wrong("The day of the survey is missing.", "body.date");
    case DeskKind::Reason:
      if (registry.find_measure(entry.about) == nullptr)
        return wrong("A reason stands beside a measure of the registry.", "about");
      break;
    case DeskKind::Change: break;
  }
  if (!is_month(entry.period)) return wrong("The month is missing; write it like 2025-03.", "period");
  return entry.text.empty() ? Expected<void>(wrong("The words are missing.", "text")) : Expected<void>();
}

std::optional<bool> confirmed(std::span<const DeskEntry> entries, const DeskEntry& event) {
  std::optional<bool> decided;
  const auto hear = [&](const json::Value& said) {
    if (said.is_boolean()) decided = said.boolean();
  };
  hear(event.body["confirmed"]);
  for (const DeskEntry& entry : entries)
    if (entry.kind == DeskKind::Decision && entry.about == event.id) hear(entry.body["confirmed"]);
  return decided;
}

std::optional<bool> planned_return(std::span<const DeskEntry> entries, std::string_view encounter) {
  std::optional<bool> planned;
  for (const DeskEntry& entry : entries)
    if (entry.kind == DeskKind::Decision && entry.about == encounter && entry.body["planned"].is_boolean())
      planned = entry.body["planned"].boolean();
  return planned;
}

json::Value to_json(const DeskEntry& entry) {
  json::Value out = json::Value::object();
  out.set("id", entry.id).set("kind", to_code(entry.kind)).set("at", format_time(entry.at, 0));
  out.set("by", entry.by).set("by_name", entry.by_name).set("role", entry.role);
  out.set("unit", entry.unit)
      .set("period", entry.period)
      .set("about", entry.about)
      .set("text", entry.text)
      .set("body", entry.body);
  return out;
}

Expected<DeskEntry> read_entry(const json::Value& input) {
  WL_CHECK(json::refuse_unknown_members(input, {"kind", "unit", "period", "about", "text", "body"}, "entry"));
  const auto kind = std::ranges::find(kKinds, input.text_of("kind"));
  if (kind == kKinds.end())
    return wrong("The entry's kind is none of: event, decision, correction, count, figure, reason, survey, change, baseline.",
                 "kind");
  DeskEntry entry;
  entry.kind = static_cast<DeskKind>(kind - kKinds.begin());
  entry.unit = input.text_of("unit");
  entry.period = input.text_of("period");
  entry.about = input.text_of("about");
  entry.text = input.text_of("text");
  entry.body = input["body"].is_object() ? input["body"] : json::Value::object();
  return entry;
}

}  // namespace wardlight::measures
