// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/ward_patient.h"

#include <algorithm>

#include "core/workflows/patient_day.h"

namespace wardlight::workflows {
namespace {

using care::LiveState;

std::string record_number(const store::CensusEntry& stay) {
  for (const store::Identifier& identifier : stay.identifiers)
    if (identifier.label == "MRN") return identifier.value;
  return stay.identifiers.empty() ? std::string() : stay.identifiers.front().value;
}

WardPatient read_person(const store::CensusEntry& stay) {
  WardPatient patient;
  patient.encounter = stay.encounter;
  patient.patient = stay.patient;
  patient.name = stay.name;
  patient.family = stay.family;
  patient.given = stay.given;
  patient.birth_date = stay.birth_date;
  patient.gender = stay.gender;
  patient.record_number = record_number(stay);
  patient.identifiers = stay.identifiers;
  patient.unit = stay.now.unit;
  patient.unit_name = stay.now.unit_name;
  patient.bed = stay.now.bed_name;
  patient.allergies = stay.allergies;
  patient.code_status = stay.code_status;
  patient.isolation = stay.isolation;
  patient.temporary = stay.origin == store::Origin::Temporary;
  return patient;
}

bool wants_a_round(LiveState state) {
  return state == LiveState::Due || state == LiveState::DueSoon || state == LiveState::Overdue;
}

// RND-S8: slots that began on another unit are not this unit's.
bool is_ours(const store::CensusEntry& stay, const std::vector<care::UnitStay>& stays, const care::Slot& slot) {
  const auto owner = care::owner_of(slot, stays);
  return !owner || *owner == stay.now.unit.value;
}

struct Judging {
  const WardFrame& frame;
  const ReadDay& read;
  care::DayOutcome outcome;
  std::vector<care::SlotOutcome> today;

  const care::RoundingPack& pack() const { return frame.ward.content.rounding; }
};

// The hospital says that they are here: then our clock may be wrong. They are not away, and nothing is due yet.
bool came_later(const Judging& judging) {
  const auto& arrived = judging.read.day.presence.arrived;
  return arrived && *arrived > judging.frame.now;
}

void show_first_slot(const Judging& judging, WardPatient& patient) {
  patient.state = LiveState::Upcoming;
  const auto counts = [&](const care::SlotOutcome& one) {
    return one.state != care::SlotState::Excluded && one.slot.start > judging.frame.now;
  };
  const auto first = std::ranges::find_if(judging.outcome.slots, counts);
  if (first == judging.outcome.slots.end()) return;
  patient.due_at = first->slot.start;
  patient.due_until = first->slot.end;
}

void show_slots(const Judging& judging, WardPatient& patient) {
  patient.slots.reserve(judging.today.size());
  for (const care::SlotOutcome& slot : judging.today) {
    SlotCell cell{slot.slot.start, slot.slot.end, care::live_state(judging.pack(), slot, judging.frame.now), slot.state, {},
                  slot.reason};
    const auto round = slot.round ? slot.round : slot.seen;
    if (round) cell.done_at = judging.read.day.rounds[*round].at;
    patient.slots.push_back(std::move(cell));
  }
}

// Yesterday's last slots may still be open just after midnight, so the slot to look at is searched among all.
void show_current_slot(const Judging& judging, WardPatient& patient) {
  if (came_later(judging)) return show_first_slot(judging, patient);
  const auto& slots = judging.outcome.slots;
  const auto current = care::current_slot(judging.pack(), slots, judging.frame.now);
  if (!current) return;
  patient.state = care::live_state(judging.pack(), slots[*current], judging.frame.now);
  patient.outside_count = care::is_by_order(judging.pack(), slots[*current]);
  const bool settled = !wants_a_round(*patient.state) && *patient.state != LiveState::Upcoming;
  const std::size_t shown = settled && *current + 1 < slots.size() ? *current + 1 : *current;
  patient.due_at = slots[shown].slot.start;
  patient.due_until = slots[shown].slot.end;
}

void show_contacts(const Judging& judging, WardPatient& patient) {
  const care::PatientDay& day = judging.read.day;
  const auto last = std::ranges::max_element(judging.read.rounds, {}, [](const store::Act* act) { return act->occurred_at; });
  if (last != judging.read.rounds.end()) {
    const store::Act& act = **last;
    patient.last_round = LastRound{act.occurred_at, judging.frame.name_of(act.author),
                                   care::round_kind_from_code(act.kind).value_or(care::RoundKind::InRoomCare)};
    patient.last_contact = act.occurred_at;
  }
  const Instant from = judging.frame.slots.empty() ? judging.frame.now : judging.frame.slots.front().start;
  patient.gap =
      care::read_gap(judging.pack(), judging.frame.ward.zone, day.presence, patient.last_contact, from, judging.frame.now);
  patient.away = patient.gap.guard == care::GapGuard::PatientAway && !came_later(judging);
  patient.missed_in_a_row = care::missed_in_a_row(judging.pack(), judging.outcome.slots, judging.frame.now);
  patient.refused_in_a_row = care::refused_in_a_row(judging.outcome.slots, judging.frame.now);
}

// From the last contact before midnight, so that a gap over midnight is seen whole.
Duration longest_gap_today(const Judging& judging, std::span<const care::Slot> today) {
  if (today.empty()) return {};
  std::vector<Instant> contacts;
  Instant from = judging.frame.slots.front().start;
  for (const care::Round& round : judging.read.day.rounds) {
    contacts.push_back(round.at);
    if (round.at < today.front().start) from = std::max(from, round.at);
  }
  return care::longest_gap(judging.read.day.presence, contacts, from, std::min(judging.frame.now, today.back().end));
}

}  // namespace

std::string WardFrame::name_of(const PractitionerId& practitioner) const {
  const auto found = names.find(practitioner);
  return found == names.end() ? practitioner.value : found->second;
}

Instant WardFrame::since() const {
  return (slots.empty() ? now : slots.front().start) - ward.content.rounding.early;
}

Expected<WardFrame> make_frame(const Ward& ward) {
  WardFrame frame{ward, ward.clock.now(), {}, 0, {}};
  const Date today = ward.zone.local(frame.now).date;
  frame.slots = care::slots_of_day(ward.content.rounding, ward.zone, add_days(today, -1));
  frame.today = frame.slots.size();
  for (care::Slot& slot : care::slots_of_day(ward.content.rounding, ward.zone, today)) frame.slots.push_back(slot);
  WL_TRY(const auto people, ward.store.list_practitioners());
  for (const store::PersonName& person : people) frame.names[person.practitioner] = person.name;
  return frame;
}

JudgedPatient judge_patient(const WardFrame& frame, const store::CensusEntry& stay, std::span<const store::Act> acts) {
  const ReadDay read = read_patient_day(stay, acts);
  Judging judging{frame, read, care::credit_rounds(frame.ward.content.rounding, frame.slots, read.day), {}};
  const auto stays = unit_stays(stay);
  judging.today.reserve(judging.outcome.slots.size() - frame.today);
  for (std::size_t i = frame.today; i < judging.outcome.slots.size(); ++i)
    if (is_ours(stay, stays, judging.outcome.slots[i].slot)) judging.today.push_back(judging.outcome.slots[i]);
  JudgedPatient judged;
  judged.patient = read_person(stay);
  show_slots(judging, judged.patient);
  show_current_slot(judging, judged.patient);
  show_contacts(judging, judged.patient);
  judged.patient.unsent = static_cast<int>(
      std::ranges::count_if(acts, [](const store::Act& act) { return act.delivery != store::Delivery::OnHub; }));
  judged.counts = care::count_settled(judging.pack(), {judging.today, {}}, read.day.rounds, frame.now);
  judged.longest_gap = longest_gap_today(judging, std::span(frame.slots).subspan(frame.today));
  return judged;
}

}  // namespace wardlight::workflows
