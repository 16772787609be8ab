// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_events.h"

#include <algorithm>

namespace wardlight::care {
namespace {

Error content_error(std::string text, std::string where) {
  return {ErrorCode::InvalidContent, std::move(text), std::move(where)};
}

std::string at_index(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

Expected<Instant> read_instant(const json::Value& value, const std::string& where) {
  if (!value.is_string()) return content_error("A time is missing here; write it like 2025-06-10T08:05:00-04:00.", where);
  auto time = parse_time(value.text());
  if (!time) return content_error(time.error().text, where);
  return time->instant;
}

Expected<std::optional<Instant>> read_optional_instant(const json::Value& value, const std::string& where) {
  if (value.is_null()) return std::optional<Instant>();
  WL_TRY(const Instant at, read_instant(value, where));
  return std::optional<Instant>(at);
}

Expected<const std::vector<json::Value>*> read_list(const json::Value& events, std::string_view key) {
  static const std::vector<json::Value> kNone;
  const json::Value& value = events[key];
  if (value.is_null()) return &kNone;
  if (!value.is_array()) return content_error("This must be a list.", std::string(key));
  return &value.items();
}

Expected<void> check_object(const json::Value& value, std::initializer_list<std::string_view> keys, const std::string& where) {
  if (!value.is_object()) return content_error("This must be an object.", where);
  return json::refuse_unknown_members(value, keys, where);
}

Expected<Presence> read_presence(const json::Value& events) {
  Presence presence;
  WL_TRY(presence.arrived, read_optional_instant(events["arrived"], "arrived"));
  WL_TRY(presence.departed, read_optional_instant(events["departed"], "departed"));
  if (presence.arrived && presence.departed && *presence.departed < *presence.arrived)
    return content_error("The patient departs before arriving; correct one of the two times.", "departed");
  WL_TRY(const auto* list, read_list(events, "off_unit"));
  for (std::size_t i = 0; i < list->size(); ++i) {
    const json::Value& item = (*list)[i];
    const std::string where = at_index("off_unit", i);
    WL_CHECK(check_object(item, {"from", "to"}, where));
    WL_TRY(const Instant from, read_instant(item["from"], where + ".from"));
    WL_TRY(const auto to, read_optional_instant(item["to"], where + ".to"));
    if (to && *to < from) return content_error("This time off the unit ends before it begins; correct it.", where);
    presence.off_unit.push_back({from, to});
  }
  return presence;
}

Expected<Instant> read_slot(const std::vector<Slot>& slots, const Zone& zone, const json::Value& value,
                            const std::string& where) {
  const auto minute = parse_minute_of_day(value.text());
  if (value.is_string() && minute) {
    const Slot* slot = find_slot(slots, zone, *minute);
    if (slot != nullptr) return slot->start;
  } else {
    WL_TRY(const Instant start, read_instant(value, where));
    if (std::ranges::find(slots, start, &Slot::start) != slots.end()) return start;
  }
  return content_error("No slot of this day starts at that time; use a slot's start.", where);
}

Expected<void> check_reason(const RoundingPack& pack, const json::Value& value, const std::string& where) {
  const Reason* reason = value.is_string() ? pack.find_reason(value.text()) : nullptr;
  if (reason == nullptr) return content_error("This is no reason of the rounding pack; use one of its codes.", where);
  if (reason->effect == ReasonEffect::FromCensus)
    return content_error("This reason is computed from the census; give arrived, departed or off_unit instead.", where);
  if (reason->effect == ReasonEffect::Reopens)
    return content_error("This reason takes another one back; leave both out.", where);
  if (reason->effect == ReasonEffect::NeedsRound)
    return content_error("A slot cannot be closed with this reason; give a round of that kind instead.", where);
  return {};
}

Expected<std::vector<Closing>> read_closings(const RoundingPack& pack, const Zone& zone, const std::vector<Slot>& slots,
                                             const json::Value& events) {
  std::vector<Closing> closings;
  WL_TRY(const auto* list, read_list(events, "closed"));
  for (std::size_t i = 0; i < list->size(); ++i) {
    const json::Value& item = (*list)[i];
    const std::string where = at_index("closed", i);
    WL_CHECK(check_object(item, {"slot", "reason"}, where));
    WL_TRY(const Instant start, read_slot(slots, zone, item["slot"], where + ".slot"));
    WL_CHECK(check_reason(pack, item["reason"], where + ".reason"));
    if (std::ranges::find(closings, start, &Closing::slot_start) != closings.end())
      return content_error("This slot is closed twice; keep one reason.", where);
    closings.push_back({start, item["reason"].text()});
  }
  return closings;
}

Expected<Round> read_round(const json::Value& item, const std::string& where) {
  WL_CHECK(check_object(item, {"at", "kind", "glance"}, where));
  Round round;
  WL_TRY(round.at, read_instant(item["at"], where + ".at"));
  if (!item["kind"].is_null()) {
    const auto kind = round_kind_from_code(item.text_of("kind"));
    if (!kind) return content_error("The kind of a round is full, asleep, refused or in-room-care.", where + ".kind");
    round.kind = *kind;
  }
  const json::Value& glance = item["glance"];
  if (!glance.is_null() && !glance.is_boolean()) return content_error("This must be true or false.", where + ".glance");
  round.glance = glance.is_null() || glance.boolean() ? Completeness::Complete : Completeness::Partial;
  return round;
}

json::Value optional_text(const std::string& text) { return text.empty() ? json::Value() : json::Value(text); }

json::Value report_slot(const Zone& zone, const SlotOutcome& outcome, const DayEvents& events) {
  json::Value slot;
  slot.set("start", zone.format(outcome.slot.start));
  slot.set("label", zone.label(outcome.slot.start));
  slot.set("minutes", whole_minutes(outcome.slot.end - outcome.slot.start));
  slot.set("state", to_code(outcome.state));
  slot.set("round", outcome.round ? json::Value(events.round_texts[*outcome.round]) : json::Value());
  slot.set("reason", optional_text(outcome.reason));
  return slot;
}

json::Value report_counts(const RoundCounts& c) {
  json::Value counts;
  counts.set("scheduled", c.scheduled).set("excluded", c.excluded).set("due", c.due).set("done", c.done);
  counts.set("late", c.late).set("refused", c.refused).set("missed_with_reason", c.missed_with_reason);
  counts.set("missed", c.missed).set("extra", c.extra);
  return counts;
}

}  // namespace

Expected<DayEvents> read_day_events(const RoundingPack& pack, const Zone& zone, const std::vector<Slot>& slots,
                                    const json::Value& events) {
  WL_CHECK(check_object(events, {"arrived", "departed", "off_unit", "closed", "rounds"}, "events"));
  DayEvents read;
  WL_TRY(read.day.presence, read_presence(events));
  WL_TRY(read.day.closings, read_closings(pack, zone, slots, events));
  WL_TRY(const auto* list, read_list(events, "rounds"));
  for (std::size_t i = 0; i < list->size(); ++i) {
    WL_TRY(Round round, read_round((*list)[i], at_index("rounds", i)));
    read.day.rounds.push_back(round);
    read.round_texts.push_back((*list)[i]["at"].text());
  }
  return read;
}

json::Value report_day(const RoundingPack& pack, const Zone& zone, const std::vector<Slot>& slots, const DayEvents& events) {
  const DayOutcome outcome = credit_rounds(pack, slots, events.day);
  const RoundCounts counts = count(outcome, events.day.rounds);
  const RoundRates percent = rates(counts);
  json::Value report;
  json::Value list = json::Value::array();
  for (const SlotOutcome& slot : outcome.slots) list.push(report_slot(zone, slot, events));
  report.set("slots", std::move(list)).set("counts", report_counts(counts));
  report.set("compliance", percent.compliance).set("attempted", percent.attempted).set("on_time", percent.on_time);
  report.set("timeliness", percent.timeliness).set("unexplained", percent.unexplained);
  report.set("longest_gap_minutes", whole_minutes(longest_gap_of(slots, events.day)));
  return report;
}

}  // namespace wardlight::care
