// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_unit_work.h"

#include <algorithm>
#include <set>

#include "core/care/prompts/prompt_groups.h"
#include "core/workflows/unit_board.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

std::string text_of(const care::KnownFacts& facts, std::string_view kind, Instant now) {
  const care::Fact* fact = facts.latest(kind, now);
  return fact == nullptr ? std::string() : fact->value.text();
}

struct PatientWork {
  std::vector<WorkTask> tasks;
  std::vector<PatientQuestion> questions;
  std::vector<HelpCall> help;
};

PatientWork work_of(const BedsideReading& reading, const OpenRecords& open) {
  PatientWork work;
  work.tasks = read_tasks(reading.threads(), open.records);
  std::erase_if(work.tasks, [](const WorkTask& task) { return !task.is_open(); });
  work.questions = read_questions(reading.threads(), open.records);
  std::erase_if(work.questions, [](const PatientQuestion& one) { return one.answered_at.has_value(); });
  work.help = read_help(reading.threads(), open.records);
  std::erase_if(work.help, [](const HelpCall& call) { return call.closed_at.has_value(); });
  return work;
}

// HND-7.
bool is_unclaimed(const HandoffView& handoff, Instant now) {
  const bool waits = handoff.state == HandoffState::Given || handoff.state == HandoffState::Synthesised;
  return waits && handoff.escalate_at && *handoff.escalate_at <= now;
}

// Rows of the handoff that changed since one was last taken; before any was, none has.
int count_changes(const Ward& ward, const care::FactsAt& facts, const HandoffReading& handoff) {
  if (!handoff.view.hash.empty()) return static_cast<int>(std::ranges::count_if(handoff.view.content.rows, &HandoffRow::changed));
  if (!handoff.last_accepted) return 0;
  return static_cast<int>(std::ranges::count_if(chart_rows(ward, facts, handoff.last_accepted), &HandoffRow::changed));
}

BoardBadge badge_of(const BedsideReading& reading, const EncounterId& encounter, const PatientWork& work, const care::PromptsNow& prompts,
                    const OpenRecords& open) {
  const care::KnownFacts& facts = reading.of(encounter).facts;
  const Instant now = reading.frame.now;
  BoardBadge badge;
  badge.encounter = encounter;
  badge.fall_band = text_of(facts, "morse-band", now);
  if (badge.fall_band.empty()) badge.fall_band = text_of(facts, "stratify-band", now);
  // ABCS (clinical.md 6.6): beside the band, never part of it.
  badge.harm_risk = care::judge_harm(reading.frame.ward.content.harm, {}, prompts.facts).flag != care::HarmFlag::Clear;
  badge.isolation = text_of(facts, "isolation", now);
  badge.mobility = text_of(facts, "mobility-level", now);
  badge.lift_aid = text_of(facts, "lift-aid", now);
  for (const BedsideDevice& device : read_devices(reading, encounter, open.records)) {
    ++badge.devices;
    badge.longest_device_day = std::max(badge.longest_device_day, device.day);
  }
  badge.open_tasks = static_cast<int>(work.tasks.size());
  badge.overdue_tasks = static_cast<int>(std::ranges::count_if(work.tasks, &WorkTask::overdue));
  badge.prompts = static_cast<int>(prompts.groups);
  badge.late_prompts =
      static_cast<int>(std::ranges::count_if(prompts.prompts, [&](const care::Prompt* one) { return one->is_late(now); }));
  badge.handoff = open.handoff.view.state;
  badge.severity = text_of(facts, "illness-severity", now);
  badge.changes = count_changes(reading.frame.ward, prompts.facts, open.handoff);
  badge.unclaimed = is_unclaimed(open.handoff.view, now);
  badge.help_called = !work.help.empty();
  return badge;
}

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

bool is_for_charge(const care::Prompt& prompt) { return std::ranges::find(prompt.who, "charge") != prompt.who.end(); }

void add_handoff(UnitWork& unit, const Ward& ward, const care::FactsAt& facts, const HandoffReading& known) {
  const bool conflict = known.view.state == HandoffState::Conflict;
  if (!conflict && !is_unclaimed(known.view, unit.read_at)) return;
  HandoffReading handoff = known;
  add_chart_rows(ward, facts, handoff);
  (conflict ? unit.conflicts : unit.not_accepted).push_back(std::move(handoff.view));
}

void add_work(UnitWork& unit, PatientWork work) {
  append(unit.tasks, std::move(work.tasks));
  append(unit.questions, std::move(work.questions));
  append(unit.help, std::move(work.help));
}

void add_patient(const BedsideReading& reading, const EncounterId& encounter, const OpenRecords& open, const care::PromptsNow& prompts,
                 UnitWork& unit) {
  PatientWork work = work_of(reading, open);
  unit.badges.push_back(badge_of(reading, encounter, work, prompts, open));
  for (const care::Prompt* prompt : prompts.prompts)
    if (is_for_charge(*prompt)) unit.prompts.push_back(show_prompt(reading, encounter, *prompt, work.tasks));
  add_handoff(unit, reading.frame.ward, prompts.facts, open.handoff);
  add_work(unit, std::move(work));
}

// A task without a number of its own is told by the number of the unit where the patient lies.
Expected<void> add_numbers(const BedsideReading& reading, std::vector<WorkTask>& tasks, const UnitContacts& of_all) {
  std::map<LocationId, UnitContacts> known;
  for (WorkTask& task : tasks) {
    if (!task.phone.empty() || !task.needs_person_now) continue;
    const auto stay = std::ranges::find(reading.stays, task.encounter, &store::CensusEntry::encounter);
    const LocationId unit = stay == reading.stays.end() ? LocationId() : stay->now.unit;
    if (!unit.empty() && !known.contains(unit)) {
      WL_TRY(known[unit], read_contacts(reading.frame.ward.store, unit));
    }
    task.phone = unit.empty() ? of_all.desk : known[unit].desk;
  }
  return {};
}

bool is_for(const access::Person& me, const WorkTask& task) {
  return task.owner ? *task.owner == me.practitioner : task.owner_role == to_code(me.role);
}

// For who may not see the board.
Expected<void> keep_own(const Ward& ward, UnitWork& work) {
  const access::Person& me = ward.session.person();
  std::vector<EncounterId> encounters;
  for (const BoardBadge& badge : work.badges) encounters.push_back(badge.encounter);
  WL_TRY(const auto assignments, ward.store.list_assignments(encounters));
  const auto is_other = [&](const auto& one) {
    return std::ranges::none_of(assignments, [&](const store::Assignment& held) {
      return held.encounter == one.encounter && held.practitioner == me.practitioner;
    });
  };
  std::erase_if(work.badges, is_other);
  std::erase_if(work.questions, is_other);
  std::erase_if(work.prompts, is_other);
  std::erase_if(work.conflicts, is_other);
  std::erase_if(work.not_accepted, is_other);
  const auto is_others = [&](const WorkTask& task) { return is_other(task) && !is_for(me, task); };
  std::erase_if(work.tasks, is_others);
  std::erase_if(work.escalated, is_others);
  return {};
}

}  // namespace

OpenRecords find_open(const BedsideReading& reading, const EncounterId& encounter) {
  const auto& records = reading.records_of(encounter);
  std::set<StatementId> threads;
  for (const WorkTask& task : read_tasks(reading.threads(), records))
    if (task.is_open()) threads.insert(task.task);
  for (const PatientQuestion& question : read_questions(reading.threads(), records))
    if (!question.answered_at) threads.insert(question.question);
  for (const HelpCall& call : read_help(reading.threads(), records))
    if (!call.closed_at) threads.insert(call.call);
  OpenRecords open;
  for (const store::Record& record : records) {
    const bool device = record.type == "DeviceUseStatement" && record.standing == store::Standing::Current;
    if (device || threads.contains(record.thread)) open.records.push_back(record);
  }
  open.handoff = read_handoffs(reading.frame.ward, encounter, records, reading.frame.names);
  return open;
}

Expected<UnitWork> build_unit_work(const BedsideReading& reading, const LocationId& unit, const OpenOf& open, const PromptsOf& prompts) {
  UnitWork work;
  work.read_at = reading.frame.now;
  for (const store::CensusEntry& stay : reading.stays)
    add_patient(reading, stay.encounter, open.at(stay.encounter), prompts.at(stay.encounter), work);
  std::vector<WorkTask> of_unit = read_tasks(reading.threads(), open.at({}).records);
  std::erase_if(of_unit, [](const WorkTask& task) { return !task.is_open(); });
  append(work.tasks, std::move(of_unit));
  sort_by_urgency(work.tasks);
  const Ward& ward = reading.frame.ward;
  WL_TRY(work.contacts, read_contacts(ward.store, unit));
  WL_CHECK(add_numbers(reading, work.tasks, work.contacts));
  std::ranges::copy_if(work.tasks, std::back_inserter(work.escalated), [](const WorkTask& task) { return task.rung > 0; });
  std::ranges::copy_if(work.tasks, std::back_inserter(work.undelivered), [](const WorkTask& task) { return task.undelivered(); });
  if (!ward.session.allows(access::Action::SeeBoard)) WL_CHECK(keep_own(ward, work));
  return work;
}

Expected<UnitWork> read_unit_work(const Ward& ward, const LocationId& unit) {
  WL_CHECK(require(ward, access::Action::ReadChart));
  WL_TRY(auto stays, ward.store.list_census(unit, ward.clock.now()));
  WL_TRY(const BedsideReading reading, read_together(ward, std::move(stays)));
  OpenOf open{{EncounterId{}, find_open(reading, {})}};
  std::map<EncounterId, std::vector<care::Prompt>> raised;
  PromptsOf prompts;
  for (const store::CensusEntry& stay : reading.stays) {
    open.emplace(stay.encounter, find_open(reading, stay.encounter));
    care::PromptsNow now{reading.facts_now(stay.encounter), {}, 0};
    const auto& all = raised[stay.encounter] = care::prompts_for(ward.content.prompts, now.facts, ward.zone);
    for (const care::Prompt& prompt : all) now.prompts.push_back(&prompt);
    now.groups = care::count_groups(ward.content.prompts.facts, all);
    prompts.emplace(stay.encounter, std::move(now));
  }
  return build_unit_work(reading, unit, open, prompts);
}

}  // namespace wardlight::workflows
