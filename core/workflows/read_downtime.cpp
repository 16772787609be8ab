// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_downtime.h"

#include <algorithm>

#include "core/workflows/read_ward.h"
#include "core/workflows/shift_slots.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

std::vector<Instant> rounds_ahead(const Ward& ward, Instant now) {
  std::vector<Instant> due;
  const Date today = ward.zone.local(now).date;
  for (const int day : {0, 1})
    for (const care::Slot& slot : care::slots_of_day(ward.content.rounding, ward.zone, add_days(today, day)))
      if (now < slot.end && slot.start < now + ward.content.shift.downtime) due.push_back(slot.start);
  return due;
}

// The slot that runs now is done already for some.
std::vector<Instant> due_of(const WardPatient& patient, std::vector<Instant> due) {
  std::erase_if(due, [&](Instant start) {
    const auto slot = std::ranges::find(patient.slots, start, &SlotCell::start);
    return slot != patient.slots.end() && slot->done_at.has_value();
  });
  return due;
}

bool is_done(const care::ShiftRound& round) {
  return round.live != care::LiveState::Missed && round.live != care::LiveState::Overdue && round.live != care::LiveState::Due &&
         round.live != care::LiveState::DueSoon;
}

}  // namespace

Expected<DowntimePacket> read_downtime(const Ward& ward, const LocationId& unit) {
  WL_CHECK(require(ward, access::Action::PrintUnit));
  WL_TRY(const WardView view, read_ward(ward, unit));
  WL_TRY(const UnitWork work, read_unit_work(ward, unit));
  DowntimePacket packet{ward.clock.now(), view.unit_name, ward.session.person().name, {}, {}};
  const auto ahead = rounds_ahead(ward, packet.made_at);
  for (const WardPatient& patient : view.patients) {
    DowntimePatient one{patient, {}, due_of(patient, ahead), {}};
    const auto badge = std::ranges::find(work.badges, patient.encounter, &BoardBadge::encounter);
    if (badge != work.badges.end()) one.badge = *badge;
    for (const WorkTask& task : work.tasks)
      if (task.encounter == patient.encounter) one.tasks.push_back(task.text);
    packet.patients.push_back(std::move(one));
  }
  for (const WorkTask& task : work.tasks)
    if (task.encounter.empty()) packet.unit_tasks.push_back(task.text);
  return packet;
}

Expected<void> log_print(const Ward& ward, const LocationId& unit, const std::string& what) {
  WL_CHECK(require(ward, access::Action::PrintUnit));
  return ward.store.append_audit({audit_line(ward, audit::Act::Printed, "Location/" + unit.value, what)});
}

Expected<void> log_card(const Ward& ward, const EncounterId& encounter) {
  WL_CHECK(require(ward, access::Action::PrintUnit));
  return ward.store.append_audit({audit_line(ward, audit::Act::Printed, "Encounter/" + encounter.value, "patient-card")});
}

Expected<std::vector<PaperPatient>> read_back_entry(const Ward& ward, const LocationId& unit) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  const Instant now = ward.clock.now();
  const Instant from = now - ward.content.rounding.back_entry;
  WL_TRY(const auto present, ward.store.list_census(unit, now));
  WL_TRY(const auto stays, read_slots(ward, unit, from, now));
  std::vector<PaperPatient> patients;
  for (const StaySlots& stay : stays) {
    if (std::ranges::find(present, stay.stay.encounter, &store::CensusEntry::encounter) == present.end()) continue;
    PaperPatient patient{stay.stay.encounter, stay.stay.now.bed_name, stay.stay.name, {}, 0};
    for (const care::ShiftRound& round : stay.rounds) {
      if (!is_done(round)) patient.open.push_back({round.slot.start, round.slot.end});
      if (round.entry == care::Entry::Paper) ++patient.entered;
    }
    patients.push_back(std::move(patient));
  }
  return patients;
}

}  // namespace wardlight::workflows
