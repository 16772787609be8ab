// SPDX-License-Identifier: Apache-2.0
// Rounds due and done: every slot goes to the unit where the patient was when it began (RND-S8), to one only.
#include <algorithm>

#include "core/care/rounding_day.h"
#include "core/measures/count_parts.h"
#include "core/time/time.h"

namespace wardlight::measures {
namespace {

// A patient's rounds, closings and times away, and how far the days have been credited.
struct PatientActs {
  std::vector<care::Round> rounds;  // in order of time
  std::vector<const RecordRow*> sources;
  std::vector<care::Closing> closings;
  std::vector<care::Away> away;
};
using ActsByVisit = std::map<std::string_view, PatientActs>;

ActsByVisit group_acts(const WardIndex& index) {
  ActsByVisit acts;
  for (const RecordRow* row : index.of(kRoundRow)) acts[index.encounter_of(*row)].sources.push_back(row);
  for (auto& [encounter, patient] : acts) {
    std::ranges::stable_sort(patient.sources, {}, [](const RecordRow* row) { return row->at; });
    for (const RecordRow* row : patient.sources)
      patient.rounds.push_back({row->at, care::round_kind_from_code(row->code).value_or(care::RoundKind::InRoomCare),
                                row->detail == kPartial ? care::Completeness::Partial : care::Completeness::Complete,
                                care::Completeness::Complete});
  }
  for (const RecordRow* row : index.of("slot-closing")) acts[index.encounter_of(*row)].closings.push_back({row->at, row->code});
  for (const RecordRow* row : index.of("off-unit")) acts[index.encounter_of(*row)].away.push_back({row->at, row->until});
  return acts;
}

// One visit's days, one after the other: a round that no slot of its day took may still be the next day's.
class VisitDays {
 public:
  VisitDays(const MeasureContent& content, const Zone& zone, const Visit& visit, const PatientActs& acts)
      : m_content(content), m_zone(zone), m_acts(acts) {
    m_day.closings = acts.closings;
    m_day.presence.off_unit = acts.away;
    if (!visit.bed_stays.empty()) m_day.presence.arrived = visit.bed_stays.front().from;
    m_day.presence.departed = visit.to;
  }

  // The day's slots; `round_of` gives the row of an outcome's round.
  care::DayOutcome credit(const std::vector<care::Slot>& slots) {
    m_day.rounds.clear();
    m_taken.clear();
    const Instant opens = slots.front().start - m_content.rounding.early, ends = slots.back().end + m_content.rounding.late;
    while (m_next < m_acts.rounds.size() && m_acts.rounds[m_next].at < opens) ++m_next;
    for (const std::size_t left : m_left) take(left);
    m_left.clear();
    for (; m_next < m_acts.rounds.size() && m_acts.rounds[m_next].at < ends; ++m_next) take(m_next);
    care::DayOutcome outcome = care::credit_rounds(m_content.rounding, slots, m_day);
    for (const std::size_t extra : outcome.extra) m_left.push_back(m_taken[extra]);
    return outcome;
  }
  const RecordRow* row_of(std::size_t round) const { return m_acts.sources[m_taken[round]]; }

 private:
  void take(std::size_t round) {
    m_taken.push_back(round);
    m_day.rounds.push_back(m_acts.rounds[round]);
  }

  const MeasureContent& m_content;
  const Zone& m_zone;
  const PatientActs& m_acts;
  care::PatientDay m_day;
  std::size_t m_next = 0;
  std::vector<std::size_t> m_taken;  // of the acts, for each round given to the day
  std::vector<std::size_t> m_left;
};

bool is_done(care::SlotState state) { return state == care::SlotState::OnTime || state == care::SlotState::Late; }

bool touches(const Visit& visit, Instant from, Instant to) {
  return !visit.bed_stays.empty() && visit.bed_stays.front().from < to && (!visit.to || from < *visit.to);
}

void count_slots(Tally& tally, const Visit& visit, const VisitDays& days, const care::DayOutcome& outcome) {
  for (const care::SlotOutcome& slot : outcome.slots) {
    if (slot.state == care::SlotState::Excluded || slot.slot.end + tally.content.rounding.late > tally.wish.now) continue;
    const BedStay* stay = tally.index.counted_stay(visit, slot.slot.start);
    if (stay == nullptr) continue;
    tally.add(stay->unit, "rounds_due");
    if (is_done(slot.state)) tally.add(stay->unit, "rounds_done");
    if (!tally.wish.with_evidence) continue;
    json::Value detail = json::Value::object();
    detail.set("encounter", visit.encounter).set("state", to_code(slot.state)).set("reason", slot.reason);
    tally.show(stay->unit, is_done(slot.state) ? "rounds_done" : "rounds_due", slot.slot.start,
               slot.round ? days.row_of(*slot.round)->source : std::string(), std::move(detail));
  }
}

std::string state_word(care::SlotState state) {
  std::string word(to_code(state));
  std::ranges::replace(word, '_', '-');
  return state == care::SlotState::OnTime ? "done" : word;
}

}  // namespace

void count_rounds(Tally& tally) {
  // From the day before: a round after midnight may still be that day's last.
  std::vector<std::vector<care::Slot>> days;
  for (Date day = add_days(tally.wish.first, -1); day <= tally.wish.last; day = add_days(day, 1))
    days.push_back(care::slots_of_day(tally.content.rounding, tally.wish.zone, day));
  const ActsByVisit acts = group_acts(tally.index);
  static const PatientActs kNothing;
  for (const auto& [encounter, visit] : tally.index.visits) {
    if (!touches(visit, tally.from, tally.to)) continue;
    const auto theirs = acts.find(encounter);
    VisitDays credited(tally.content, tally.wish.zone, visit, theirs == acts.end() ? kNothing : theirs->second);
    for (const auto& slots : days) {
      if (slots.empty() || !touches(visit, slots.front().start, slots.back().end)) continue;
      const care::DayOutcome outcome = credited.credit(slots);
      if (slots.front().start >= tally.from) count_slots(tally, visit, credited, outcome);
    }
  }
  for (const auto& [encounter, theirs] : acts)
    if (!tally.index.visits.contains(encounter) &&
        std::ranges::any_of(theirs.rounds, [&](const care::Round& round) { return tally.is_in(round.at); }))
      tally.issue({}, "Encounter/" + std::string(encounter),
                  "Rounds belong to a stay that is not known here and are not counted; ask for its admission.");
}

UnitDay map_unit_day(const MeasureContent& content, const Zone& zone, Date day, Instant now, const std::string& unit,
                     std::span<const RecordRow> rows, const FindUnit& find_unit) {
  const WardIndex index = make_index(content, rows, find_unit);
  const auto slots = care::slots_of_day(content.rounding, zone, day),
             before = care::slots_of_day(content.rounding, zone, add_days(day, -1));
  const ActsByVisit acts = group_acts(index);
  static const PatientActs kNothing;
  UnitDay map;
  for (const care::Slot& slot : slots) map.labels.push_back(zone.label(slot.start));
  std::map<std::string, BedHours> beds;
  for (const auto& [encounter, visit] : index.visits) {
    if (slots.empty() || !touches(visit, slots.front().start, slots.back().end)) continue;
    const auto theirs = acts.find(encounter);
    VisitDays credited(content, zone, visit, theirs == acts.end() ? kNothing : theirs->second);
    if (!before.empty()) credited.credit(before);
    const care::DayOutcome outcome = credited.credit(slots);
    for (std::size_t i = 0; i < outcome.slots.size(); ++i) {
      const care::SlotOutcome& slot = outcome.slots[i];
      const BedStay* stay = index.counted_stay(visit, slot.slot.start);
      if (stay == nullptr || (!unit.empty() && stay->unit != unit)) continue;
      BedHours& bed = beds.try_emplace(stay->bed, BedHours{stay->bed, std::vector<std::string>(slots.size())}).first->second;
      const bool settled = slot.slot.end + content.rounding.late <= now;
      bed.states[i] = settled || is_done(slot.state) ? state_word(slot.state) : "future";
      if (!settled || slot.state == care::SlotState::Excluded) continue;
      ++map.due;
      map.done += is_done(slot.state) ? 1 : 0;
    }
  }
  for (auto& [place, bed] : beds) map.beds.push_back(std::move(bed));
  return map;
}

}  // namespace wardlight::measures
