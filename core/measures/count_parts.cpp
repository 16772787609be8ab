// SPDX-License-Identifier: Apache-2.0
#include "core/measures/count_parts.h"

#include <algorithm>
#include <array>
#include <optional>

namespace wardlight::measures {
namespace {

// Counts that are 0 when nothing of the kind happened; any other is only there when somebody reported it.
constexpr std::array<std::string_view, 19> kAlwaysCounted{"patient_days",
                                                          "urinary_days",
                                                          "line_days",
                                                          "ventilator_days",
                                                          "discharges",
                                                          "index_discharges",
                                                          "readmissions",
                                                          "eligible_inpatient_days",
                                                          "stays_with_harmful_fall",
                                                          "rounds_due",
                                                          "rounds_done",
                                                          "handoffs",
                                                          "handoffs_at_bedside",
                                                          "teach_backs",
                                                          "teach_backs_correct",
                                                          "calls_eligible",
                                                          "calls_reached_72h",
                                                          "hazards_found",
                                                          "hazards_fixed"};

UnitPeriod empty_period(const std::string& id) {
  UnitPeriod unit;
  unit.unit = id;
  for (const std::string_view count : kAlwaysCounted) unit.facts.counts.emplace(count, 0);
  return unit;
}

void add_days_of(UnitPeriod& all, const UnitPeriod& unit) {
  for (const DayCount& day : unit.days) {
    auto same = std::ranges::find(all.days, day.date, &DayCount::date);
    if (same == all.days.end()) {
      all.days.push_back(day);
      continue;
    }
    same->patients += day.patients;
    same->urinary += day.urinary;
    same->central_line += day.central_line;
    same->ventilator += day.ventilator;
  }
  for (const Date missing : unit.missing)
    if (std::ranges::find(all.missing, missing) == all.missing.end()) all.missing.push_back(missing);
}

}  // namespace

std::vector<const DeskEntry*> entries_about(std::span<const DeskEntry> entries, DeskKind kind, std::string_view about) {
  std::vector<const DeskEntry*> found;
  for (const DeskEntry& entry : entries)
    if (entry.kind == kind && entry.about == about) found.push_back(&entry);
  return found;
}

Tally::Tally(const MeasureContent& the_content, const PeriodWish& the_wish, const WardIndex& the_index,
             std::span<const DeskEntry> the_entries)
    : content(the_content),
      wish(the_wish),
      index(the_index),
      entries(the_entries),
      from(the_wish.zone.to_instant(the_wish.first, 0)),
      to(the_wish.zone.to_instant(add_days(the_wish.last, 1), 0)) {
  m_units.emplace("", empty_period(""));
}

UnitPeriod& Tally::unit(const std::string& id) {
  const auto found = m_units.find(id);
  return found != m_units.end() ? found->second : m_units.emplace(id, empty_period(id)).first->second;
}

void Tally::add(const std::string& id, std::string_view count, std::int64_t n) {
  unit({}).facts.counts[std::string(count)] += n;
  if (!id.empty()) unit(id).facts.counts[std::string(count)] += n;
}

void Tally::show(const std::string& id, std::string_view key, Instant at, const std::string& source, json::Value detail) {
  if (wish.with_evidence) m_evidence.push_back({id, std::string(key), at, source, std::move(detail)});
}

void Tally::event(std::string_view kind, const std::string& id, Instant at, const std::string& source, json::Value members) {
  for (const DeskEntry* decision : entries_about(entries, DeskKind::Decision, source)) {
    const bool refused = decision->body["confirmed"].is_boolean() && !decision->body["confirmed"].boolean();
    if (!refused && decision->body.text_of("same_as").empty()) continue;
    return issue(id, source, "It was decided that this does not count: " + decision->text);
  }
  json::Value event = json::Value::object();
  event.set("kind", kind).set("id", source).set("at", wish.zone.format(at)).set("unit", id);
  for (const json::Member& member : members.members()) event.set(member.name, member.value);
  for (const DeskEntry* correction : entries_about(entries, DeskKind::Correction, source))
    for (const json::Member& member : correction->body.members())
      if (member.name != "kind") event.set(member.name, member.value);
  show(id, kind, at, source, event);
  unit({}).facts.events.push_back(event);
  if (!id.empty()) unit(id).facts.events.push_back(std::move(event));
}

void Tally::issue(const std::string& id, const std::string& about, std::string text) {
  unit({}).issues.push_back({about, text});
  if (!id.empty()) unit(id).issues.push_back({about, std::move(text)});
}

void Tally::await(const std::string& id, std::string_view kind) {
  unit({}).awaited.emplace(kind);
  if (!id.empty()) unit(id).awaited.emplace(kind);
}

// Units of such kinds are told, and the whole hospital gets facts without them for these measures.
void Tally::leave_out(const LeaveOut& rule) {
  UnitPeriod& all = m_units.at("");
  std::optional<FactsWithout> without;
  for (auto& [id, unit] : m_units) {
    const auto kind = wish.unit_kinds.find(id);
    if (kind == wish.unit_kinds.end() || std::ranges::find(rule.unit_kinds, kind->second) == rule.unit_kinds.end()) continue;
    const LeftOutUnit told{id, kind->second, rule.measures};
    unit.left_out.push_back(told);
    all.left_out.push_back(told);
    if (!without) without = FactsWithout{rule.measures, all.facts};
    for (const auto& [name, count] : unit.facts.counts)
      if (const auto known = without->facts.counts.find(name); known != without->facts.counts.end()) known->second -= count;
    std::erase_if(without->facts.events, [&](const json::Value& event) { return event.text_of("unit") == id; });
  }
  if (without) all.without.push_back(*std::move(without));
}

PeriodCounts Tally::finish() {
  PeriodCounts counts;
  for (auto& [id, unit] : m_units)
    if (!id.empty()) add_days_of(m_units.at(""), unit);
  std::ranges::sort(m_units.at("").days, {}, &DayCount::date);
  std::ranges::sort(m_units.at("").missing);
  for (const LeaveOut& rule : content.rules.left_out) leave_out(rule);
  for (auto& [id, unit] : m_units) counts.units.push_back(std::move(unit));
  counts.evidence = std::move(m_evidence);
  return counts;
}

}  // namespace wardlight::measures
