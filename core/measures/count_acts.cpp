// SPDX-License-Identifier: Apache-2.0
// What people did once: handoffs, teach-backs, clean hands, hazards, family calls; and what the desk brought in.
#include <algorithm>

#include "core/measures/count_parts.h"

namespace wardlight::measures {
namespace {

// A handoff that was given again before it was accepted is one handoff, as it was given last.
void count_handoffs(Tally& tally) {
  std::map<std::string, const RecordRow*> handoffs;
  for (const RecordRow* row : tally.index.of("handoff-given")) {
    const RecordRow*& known = handoffs[row->about.empty() ? row->source : row->about];
    if (known == nullptr || known->at <= row->at) known = row;
  }
  for (const auto& [id, row] : handoffs) {
    if (!tally.is_in(row->at)) continue;
    const std::string unit = tally.index.unit_of(*row);
    const bool bedside = row->code == "yes";
    tally.add(unit, "handoffs");
    tally.add(unit, "handoffs_at_bedside", bedside ? 1 : 0);
    tally.show(unit, bedside ? "handoffs_at_bedside" : "handoffs", row->at, row->source);
  }
}

void count_teaching(Tally& tally) {
  for (const RecordRow* row : tally.index.of("teach-back")) {
    const care::TeachBackResult* result = tally.content.teach_back.find_result(row->code);
    if (!tally.is_in(row->at) || result == nullptr || !result->tried) continue;
    const std::string unit = tally.index.unit_of(*row);
    tally.add(unit, "teach_backs");
    tally.add(unit, "teach_backs_correct", result->correct ? 1 : 0);
    tally.show(unit, result->correct ? "teach_backs_correct" : "teach_backs", row->at, row->source);
  }
}

void count_hands(Tally& tally) {
  const auto& actions = tally.content.hygiene.actions;
  for (const RecordRow* row : tally.index.of("hand-hygiene")) {
    const auto action = std::ranges::find(actions, row->code, [](const care::HygieneAction& one) { return one.choice.code; });
    if (!tally.is_in(row->at) || action == actions.end()) continue;
    const std::string unit = tally.index.unit_of(*row);
    tally.add(unit, "hand_hygiene_opportunities");
    tally.add(unit, "hand_hygiene_actions", action->positive ? 1 : 0);
    tally.show(unit, action->positive ? "hand_hygiene_actions" : "hand_hygiene_opportunities", row->at, row->source);
  }
}

void count_hazards(Tally& tally) {
  for (const RecordRow* row : tally.index.of("hazard")) {
    if (!tally.is_in(row->at)) continue;
    const std::string unit = tally.index.unit_of(*row);
    tally.add(unit, "hazards_found");
    tally.add(unit, "hazards_fixed", row->detail == "yes" ? 1 : 0);
    tally.show(unit, row->detail == "yes" ? "hazards_fixed" : "hazards_found", row->at, row->source);
  }
  for (const RecordRow* row : tally.index.of("staff-injury"))
    if (tally.is_in(row->at))
      tally.event("staff_injury", tally.index.unit_of(*row), row->at, row->source,
                  json::Value::object().set("cause", row->code == "lifting" ? "lifting" : "other"));
}

void count_family_calls(Tally& tally) {
  for (const RecordRow* call : tally.index.of("family-call")) {
    if (!tally.is_in(call->at)) continue;
    const std::string id = call->source.substr(call->source.rfind('/') + 1);
    bool safety = false, changed = false;
    for (const std::string_view kind : {"family-call-closed", "family-call-debrief"})
      for (const RecordRow* row : tally.index.of(kind)) {
        if (row->about != id) continue;
        changed |= row->code == "yes";
        safety |= row->detail == "yes";
      }
    tally.event("family_call", tally.index.unit_of(*call), call->at, call->source,
                json::Value::object().set("safety", safety).set("care_changed", changed));
  }
}

// Harms that only the desk knows. Infections are judged elsewhere.
void count_entered_event(Tally& tally, const DeskEntry& entry) {
  const std::string_view kind = entry.body.text_of("kind");
  const Instant at = tally.wish.zone.to_instant(*parse_date(entry.body.text_of("date")), 12 * 60);
  if (kind == "cauti" || kind == "clabsi" || kind == "cdi" || !tally.is_in(at)) return;
  const EventKind* known = tally.content.registry.find_kind(kind);
  if (known == nullptr) return;
  json::Value members = json::Value::object();
  for (const EventMember& member : known->members) {
    const json::Value* said = entry.body.find(member.name);
    if (said != nullptr) members.set(member.name, *said);
    else if (member.otherwise && member.name != "id" && member.name != "at" && member.name != "unit")
      members.set(member.name, *member.otherwise);
  }
  const auto visit = tally.index.visits.find(entry.body.text_of("encounter"));
  tally.event(kind, !entry.unit.empty() || visit == tally.index.visits.end() ? entry.unit : visit->second.unit_at(at), at,
              entry.id, std::move(members));
}

void set_count(Tally& tally, const DeskEntry& entry, const std::string& period) {
  if (entry.period != period) return;
  std::int64_t value = 0;
  for (const char digit : entry.body["value"].text()) value = value * 10 + (digit - '0');
  tally.unit(entry.unit).facts.counts[entry.about] = value;
  tally.show(entry.unit, entry.about, entry.at, entry.id, entry.body);
}

}  // namespace

void count_acts(Tally& tally) {
  count_handoffs(tally);
  count_teaching(tally);
  count_hands(tally);
  count_hazards(tally);
  count_family_calls(tally);
}

void count_desk(Tally& tally) {
  const std::string period = format_date(tally.wish.first).substr(0, 7);
  for (const DeskEntry& entry : tally.entries) {
    if (entry.kind == DeskKind::Event) count_entered_event(tally, entry);
    if (entry.kind == DeskKind::Count) set_count(tally, entry, period);
  }
}

}  // namespace wardlight::measures
