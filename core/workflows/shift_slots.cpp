// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/shift_slots.h"

#include <algorithm>

#include "core/care/charting.h"
#include "core/workflows/patient_day.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

struct Stretch {
  Instant from, to, now;
  std::vector<care::Slot> slots;  // with those of the day before and after, which may take a round of the edges
};

Stretch stretch_of(const Ward& ward, Instant from, Instant to) {
  Stretch stretch{from, to, ward.clock.now(), {}};
  const Date last = add_days(ward.zone.local(to).date, 1);
  for (Date day = add_days(ward.zone.local(from).date, -1); day <= last; day = add_days(day, 1))
    for (const care::Slot& slot : care::slots_of_day(ward.content.rounding, ward.zone, day)) stretch.slots.push_back(slot);
  return stretch;
}

bool is_in(const Stretch& stretch, const care::Slot& slot) { return stretch.from <= slot.start && slot.start < stretch.to; }

// The last time somebody was here is the one that is kept: it says where the patient is, or was last.
Expected<std::vector<store::CensusEntry>> list_stays(const Ward& ward, const LocationId& unit, const Stretch& stretch) {
  std::map<EncounterId, store::CensusEntry> stays;
  const auto add = [&](Expected<std::vector<store::CensusEntry>> present) -> Expected<void> {
    if (!present) return present.error();
    for (store::CensusEntry& stay : *present) stays.insert_or_assign(stay.encounter, std::move(stay));
    return {};
  };
  for (const care::Slot& slot : stretch.slots)
    if (is_in(stretch, slot) && slot.start < stretch.now) WL_CHECK(add(ward.store.list_past_census(unit, slot.start)));
  const bool goes_on = stretch.now <= stretch.to;
  WL_CHECK(add(goes_on ? ward.store.list_census(unit, stretch.now) : ward.store.list_past_census(unit, stretch.to)));
  std::vector<store::CensusEntry> by_bed;
  for (auto& [encounter, stay] : stays) by_bed.push_back(std::move(stay));
  std::ranges::stable_sort(by_bed, {},
                           [](const store::CensusEntry& stay) { return std::tie(stay.now.unit_name, stay.now.bed_name); });
  return by_bed;
}

// RND-S8, also of a unit that the patient has left meanwhile.
bool is_ours(const LocationId& unit, const std::vector<care::UnitStay>& stays, const care::Slot& slot) {
  const auto owner = care::owner_of(slot, stays);
  return unit.empty() || !owner || *owner == unit.value;
}

Expected<void> judge(const Ward& ward, const LocationId& unit, const Stretch& stretch, StaySlots& one) {
  const ReadDay read = read_patient_day(one.stay, one.acts);
  const auto outcome = care::credit_rounds(ward.content.rounding, stretch.slots, read.day);
  const auto stays = unit_stays(one.stay);
  std::vector<care::SlotOutcome> ours;
  for (const care::SlotOutcome& slot : outcome.slots) {
    if (!is_in(stretch, slot.slot) || !is_ours(unit, stays, slot.slot)) continue;
    ours.push_back(slot);
    care::ShiftRound round{
        slot.slot, care::live_state(ward.content.rounding, slot, stretch.now), slot.state, {}, care::Entry::Live, slot.reason};
    if (const auto index = slot.round ? slot.round : slot.seen) {
      round.done_at = read.day.rounds[*index].at;
      WL_TRY(round.entry, entry_of(ward, *read.rounds[*index]));
    }
    one.rounds.push_back(std::move(round));
  }
  one.counts = care::count_settled(ward.content.rounding, {std::move(ours), {}}, read.day.rounds, stretch.now);
  return {};
}

}  // namespace

Expected<care::Entry> entry_of(const Ward& ward, const store::Act& act) {
  const auto charting = care::judge_charting_time(ward.content.rounding, act.occurred_at, act.recorded_at);
  if (charting != care::ChartingTime::LateEntry && charting != care::ChartingTime::TooOld) return care::Entry::Live;
  WL_TRY(const auto statement, ward.store.find_statement(act.id));
  if (!statement || statement->bytes.find("urn:wardlight:entry") == std::string::npos) return care::Entry::Back;
  WL_TRY(const json::Value resource, json::parse(statement->bytes));
  const json::Value* entry = find_extension(resource, "entry");
  return entry != nullptr && entry->text_of("valueCode") == kFromPaper ? care::Entry::Paper : care::Entry::Back;
}

Expected<std::vector<StaySlots>> read_slots(const Ward& ward, const LocationId& unit, Instant from, Instant to) {
  const Stretch stretch = stretch_of(ward, from, to);
  WL_TRY(auto stays, list_stays(ward, unit, stretch));
  std::vector<EncounterId> encounters;
  for (const store::CensusEntry& stay : stays) encounters.push_back(stay.encounter);
  const Instant since = stretch.slots.empty() ? from : stretch.slots.front().start;
  WL_TRY(auto acts, ward.store.list_acts(encounters, since - ward.content.rounding.early));
  std::map<EncounterId, std::vector<store::Act>> acts_of;
  for (store::Act& act : acts) acts_of[act.encounter].push_back(std::move(act));
  std::vector<StaySlots> read;
  for (store::CensusEntry& stay : stays) {
    StaySlots one{std::move(stay), {}, {}, {}};
    one.acts = std::move(acts_of[one.stay.encounter]);
    WL_CHECK(judge(ward, unit, stretch, one));
    read.push_back(std::move(one));
  }
  return read;
}

}  // namespace wardlight::workflows
