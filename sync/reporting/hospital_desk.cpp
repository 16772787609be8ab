// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/hospital_desk.h"

#include <algorithm>

#include "core/base/uuid.h"

namespace wardlight::reporting {
namespace {

using json::Value;
using measures::DeskEntry;
using measures::DeskKind;

constexpr std::size_t kMostEntries = 200;
constexpr std::string_view kUndetermined = "undetermined";

bool holds(const std::vector<std::string>& list, std::string_view one) { return std::ranges::find(list, one) != list.end(); }

Value texts(const std::vector<std::string>& list) {
  Value out = Value::array();
  for (const std::string& text : list) out.push(text);
  return out;
}

Value titled(const measures::MeasureRegistry& registry, const std::vector<std::string>& ids) {
  Value out = Value::array();
  for (const measures::MeasureRule& rule : registry.measures)
    if (holds(ids, rule.id)) out.push(Value::object().set("id", rule.id).set("title", rule.title));
  return out;
}

std::vector<std::string> ids_of(const measures::MeasureRegistry& registry) {
  std::vector<std::string> ids;
  for (const measures::MeasureRule& rule : registry.measures) ids.push_back(rule.id);
  return ids;
}

Value kinds_json(const measures::MeasureRegistry& registry, const measures::Confirmer& mine) {
  Value kinds = Value::array();
  for (const measures::EventKind& kind : registry.kinds) {
    if (!holds(mine.kinds, kind.kind)) continue;
    Value members = Value::array();
    for (const measures::EventMember& member : kind.members) {
      Value values = Value::array();
      for (const Value& value : member.values) values.push(value);
      members.push(Value::object().set("name", member.name).set("values", std::move(values)));
    }
    kinds.push(Value::object().set("kind", kind.kind).set("members", std::move(members)));
  }
  return kinds;
}

bool is_in(const std::string& period, const DeskEntry& entry) {
  return entry.period == period || entry.body.text_of("date").starts_with(period);
}

Value entries_json(const Zone& zone, const std::string& period, const std::vector<DeskEntry>& entries, const Value& events) {
  const auto is_about = [&](const DeskEntry& entry) {
    return std::ranges::any_of(events.items(), [&](const Value& event) { return event.text_of("id") == entry.about; });
  };
  Value list = Value::array();
  for (auto entry = entries.rbegin(); entry != entries.rend() && list.items().size() < kMostEntries; ++entry) {
    if (!is_in(period, *entry) && !is_about(*entry)) continue;
    Value one = Value::object().set("at", zone.format(entry->at)).set("by", entry->by_name).set("role", entry->role);
    one.set("kind", to_code(entry->kind)).set("unit", entry->unit).set("period", entry->period).set("about", entry->about);
    list.push(one.set("text", entry->text).set("body", entry->body));
  }
  return list;
}

// An event that somebody brought in here.
Value entered_json(const Reports& reports, const std::vector<DeskEntry>& entries, const DeskEntry& entry) {
  const std::string kind(entry.body.text_of("kind"));
  const bool awaited = reports.content().measures.rules.awaited.contains(kind);
  Value event =
      Value::object().set("id", entry.id).set("kind", kind).set("date", entry.body.text_of("date")).set("unit", entry.unit);
  event.set("encounter", entry.body.text_of("encounter")).set("detail", entry.body).set("by_hand", true);
  event.set("waits", awaited && !measures::confirmed(entries, entry));
  return event.set("decided", decided_json(reports.zone(), entries, entry.id));
}

// An event that the record tells of.
Value told_json(const Reports& reports, const std::vector<DeskEntry>& entries, const measures::Evidence& one) {
  Value event =
      Value::object().set("id", one.source).set("kind", one.key).set("date", format_date(reports.zone().local(one.at).date));
  event.set("unit", one.unit).set("encounter", "").set("detail", one.detail).set("by_hand", false);
  event.set("waits", one.detail.text_of("injury") == kUndetermined);
  return event.set("decided", decided_json(reports.zone(), entries, one.source));
}

}  // namespace

Value decided_json(const Zone& zone, const std::vector<DeskEntry>& entries, const std::string& about) {
  Value decided;
  for (const DeskEntry& entry : entries)
    if (entry.about == about || entry.id == about)
      decided = Value::object()
                    .set("by", entry.by_name)
                    .set("role", entry.role)
                    .set("at", zone.format(entry.at))
                    .set("text", entry.text);
  return decided;
}

bool HospitalDesk::may_speak(std::string_view role) const {
  return m_reports.content().measures.rules.find_confirmer(role) != nullptr;
}

Expected<Value> HospitalDesk::take(const DeskSpeaker& who, const Value& entry) {
  WL_TRY(DeskEntry read, measures::read_entry(entry));
  read.id = make_uuid_v7(m_reports.now(), m_random);
  read.by = who.practitioner;
  read.by_name = who.name;
  read.role = who.role;
  WL_TRY(const DeskEntry added, m_reports.add_entry(std::move(read)));
  return Value::object().set("id", added.id).set("at", m_reports.zone().format(added.at)).set("by", added.by_name);
}

Expected<Value> HospitalDesk::events_of(const measures::Confirmer& mine, const std::string& period,
                                        const std::vector<DeskEntry>& entries) {
  Value events = Value::array();
  for (const DeskEntry& entry : entries)
    if (entry.kind == DeskKind::Event && is_in(period, entry) && holds(mine.kinds, entry.body.text_of("kind")))
      events.push(entered_json(m_reports, entries, entry));
  WL_TRY(const auto counts, m_reports.count(period, m_reports.now(), true));
  for (const measures::Evidence& one : counts.evidence) {
    const bool by_hand = std::ranges::find(entries, one.source, &DeskEntry::id) != entries.end();
    const bool is_return = one.key == measures::kReadmissions || one.key == measures::kPlannedReturns;
    if (!by_hand && (holds(mine.kinds, one.key) || (is_return && mine.planned_returns)))
      events.push(told_json(m_reports, entries, one));
  }
  return events;
}

Expected<Value> HospitalDesk::waiting(std::string_view role, const std::string& wanted) {
  const auto& content = m_reports.content().measures;
  const measures::Confirmer* mine = content.rules.find_confirmer(role);
  if (mine == nullptr)
    return Error{ErrorCode::NotAllowed, "Your role confirms nothing here; infection prevention and quality do.", "desk"};
  WL_TRY(const auto periods, m_reports.periods(m_reports.now()));
  const std::string newest =
      periods.empty() ? format_date(m_reports.zone().local(m_reports.now()).date).substr(0, 7) : periods.back();
  const std::string period = wanted.empty() ? newest : wanted;
  if (!Reports::days_of(period)) return Error{ErrorCode::NotFound, "There is no such month; write it like 2025-03.", "desk"};
  WL_TRY(const auto units, m_reports.units());
  WL_TRY(const auto entries, m_reports.entries(m_reports.now()));
  WL_TRY(Value events, events_of(*mine, period, entries));
  Value unit_list = Value::array();
  for (const auto& [id, name] : units.names) unit_list.push(Value::object().set("id", id).set("name", name));
  Value said = entries_json(m_reports.zone(), period, entries, events);
  Value out =
      Value::object().set("role", role).set("period", period).set("periods", texts(periods)).set("units", std::move(unit_list));
  out.set("kinds", kinds_json(content.registry, *mine))
      .set("counts", texts(mine->counts))
      .set("figures", titled(content.registry, mine->figures));
  out.set("measures", titled(content.registry, ids_of(content.registry))).set("events", std::move(events));
  return out.set("entries", std::move(said));
}

}  // namespace wardlight::reporting
