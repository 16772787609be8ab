// SPDX-License-Identifier: Apache-2.0
#include "ui/models/patient.h"

#include <algorithm>

namespace wardlight::models {

namespace {

std::string act_title(const ActInput& act, const Texts& texts) {
  switch (act.kind) {
    case ActKind::Round: return texts("act.round", {{"what", round_kind_text(act.round, texts)}});
    case ActKind::SlotClosed: return texts("act.slot_closed");
    case ActKind::SlotReopened: return texts("act.slot_reopened");
    case ActKind::Away: return texts("act.away");
    case ActKind::TakenBack: return texts("act.taken_back");
    case ActKind::Assigned: return texts("act.assigned");
    case ActKind::Form:
    case ActKind::Handoff: return act.title.in(texts.language());
    case ActKind::Device: return texts("act.device");
    case ActKind::Task: return texts("act.task");
    case ActKind::Talk: return texts("act.talk");
    case ActKind::Incident: return texts("act.incident");
    case ActKind::Note: return texts("act.note");
  }
  return {};
}

std::vector<Badge> act_badges(const ActInput& act, const Moment& moment, const Texts& texts) {
  std::vector<Badge> badges;
  if (act.late_entry)
    badges.push_back({texts("act.late_entry", {{"time", clock_text(moment, act.recorded_at, texts)}}), Tone::Warn});
  if (act.standing == ActStanding::Corrected) badges.push_back({texts("act.corrected"), Tone::Neutral});
  if (act.standing == ActStanding::EnteredInError && act.kind != ActKind::TakenBack)
    badges.push_back({texts("act.entered_in_error"), Tone::Neutral});
  if (act.correction && act.kind != ActKind::TakenBack && act.kind != ActKind::Away)
    badges.push_back({act.correction_reason.empty() ? texts("act.correction_bare")
                                                    : texts("act.correction", {{"reason", act.correction_reason}}),
                      Tone::Violet});
  if (act.delivery == Delivery::SavedHere) badges.push_back({texts("act.saved_here"), Tone::Info});
  if (act.delivery == Delivery::Rejected) badges.push_back({texts("act.rejected"), Tone::Bad});
  return badges;
}

Tone act_tone(const ActInput& act) {
  if (act.standing != ActStanding::Holds) return Tone::Neutral;
  if (act.kind == ActKind::Incident) return Tone::Bad;
  if (act.kind == ActKind::Form || act.kind == ActKind::Handoff || act.kind == ActKind::Device) return Tone::Primary;
  if (act.kind != ActKind::Round) return Tone::Violet;
  return act.round == RoundKind::Full || act.round == RoundKind::Asleep ? Tone::Ok : Tone::Warn;
}

std::string act_summary(const ActInput& act, const Moment& moment, const Texts& texts) {
  if (act.kind == ActKind::SlotClosed || act.kind == ActKind::SlotReopened) {
    const std::string reason = act.kind == ActKind::SlotClosed ? slot_reason_text(act.code, act.summary, texts) : std::string();
    if (!act.starts_at) return reason;
    const std::string slot = texts("act.slot", {{"time", clock_text(moment, *act.starts_at, texts)}});
    return reason.empty() ? slot : slot + " · " + reason;
  }
  if (act.kind == ActKind::TakenBack) return act.correction_reason;
  if (act.kind != ActKind::Away || !act.starts_at) return act.summary;
  const std::string left = clock_text(moment, *act.starts_at, texts);
  const std::string times = act.ends_at
                                ? texts("act.away_until", {{"from", left}, {"to", clock_text(moment, *act.ends_at, texts)}})
                                : texts("act.away_since", {{"from", left}});
  const std::string& where = act.where.in(texts.language());
  return where.empty() ? times : where + " · " + times;
}

std::string change_label(const ActInput& act, Role role, const Texts& texts) {
  const auto changes = list_changes(act, role);
  if (changes.empty()) return {};
  return texts(changes == std::vector{Change::TakeBack} ? "patient.take_back" : "patient.correct");
}

TimelineRow build_row(const ActInput& act, Role role, const Moment& moment, const Texts& texts) {
  TimelineRow row;
  row.statement = act.statement;
  row.time = clock_text(moment, act.occurred_at, texts);
  row.title = act_title(act, texts);
  row.who = act.by + " · " + role_text(act.role, texts);
  row.summary = act_summary(act, moment, texts);
  row.badges = act_badges(act, moment, texts);
  row.struck = act.standing != ActStanding::Holds;
  row.tone = act_tone(act);
  row.kind = act.kind;
  row.correct_label = change_label(act, role, texts);
  return row;
}

Badge outcome_badge(SlotState outcome, const Texts& texts) {
  switch (outcome) {
    case SlotState::OnTime: return {texts("slot.on_time"), Tone::Ok};
    case SlotState::Late: return {texts("slot.late"), Tone::Warn};
    case SlotState::Refused: return {texts("slot.refused"), Tone::Violet};
    case SlotState::Attempted: return {texts("slot.attempted"), Tone::Violet};
    case SlotState::Excluded: return {texts("slot.excluded"), Tone::Neutral};
    case SlotState::MissedWithReason: return {texts("slot.missed_with_reason"), Tone::Warn};
    case SlotState::Missed: return {texts("slot.missed"), Tone::Bad};
  }
  return {};
}

std::vector<SlotChip> build_slots(const PatientInput& patient, const Moment& moment, const Texts& texts) {
  std::vector<SlotChip> chips;
  for (const auto& slot : patient.slots) {
    const Badge badge = slot_badge(slot, texts);
    chips.push_back({slot.start, hour_text(moment, slot.start),
                     slot.reason.empty() ? badge.text : slot_reason_text(slot.reason_code, slot.reason, texts), badge.tone});
  }
  return chips;
}

// Where everything else at this bedside is, a tap away.
std::vector<Tap> build_tiles(const PatientInput& patient, int drafts, const Texts& texts) {
  const auto tile = [&](const char* key, const char* words, DeedKind kind, Mark mark, TapLook look = TapLook::Plain) {
    return Tap{key, texts(words), {kind, patient.encounter}, look, mark};
  };
  std::vector<Tap> tiles{
          tile("tile.plan", "tile.plan", DeedKind::OpenPlan, Mark::Task),
          tile("tile.forms", "tile.forms", DeedKind::OpenForms, Mark::Form),
          tile("tile.handoff", "tile.handoff", DeedKind::OpenHandoff, Mark::Handoff),
          tile("tile.wave", "tile.wave", DeedKind::OpenWave, Mark::Wash),
          tile("tile.sepsis", "tile.sepsis", DeedKind::OpenSepsis, Mark::Sepsis),
          tile("tile.fall", "tile.fall", DeedKind::OpenFalls, Mark::Fall),
          tile("tile.report", "tile.report", DeedKind::OpenReport, Mark::Hazard),
          tile("tile.patient", "tile.patient", DeedKind::OpenPatientView, Mark::Tablet),
          tile("tile.help", "tile.help_call", DeedKind::OpenHelp, Mark::Help, TapLook::Danger)};
  if (drafts > 0) tiles.push_back({"my-drafts", texts.count("patient.drafts", drafts), {DeedKind::OpenDrafts}});
  return tiles;
}

Control build_close_slot(const PatientInput& patient, const Texts& texts) {
  const bool closable = std::ranges::any_of(patient.slots, [](const SlotInput& slot) {
    return slot.live == LiveState::Due || slot.live == LiveState::DueSoon || slot.live == LiveState::Overdue ||
           slot.live == LiveState::Missed;
  });
  if (closable) return {texts("patient.close_slot"), true, ""};
  return {texts("patient.close_slot"), false, texts("patient.close_slot_none")};
}

}  // namespace

const ActInput* find_open_away(const std::vector<ActInput>& acts) {
  const auto found = std::ranges::find_if(acts, [](const ActInput& act) {
    return act.kind == ActKind::Away && act.standing == ActStanding::Holds && act.starts_at && !act.ends_at;
  });
  return found == acts.end() ? nullptr : &*found;
}

std::vector<Change> list_changes(const ActInput& act, Role role) {
  if (act.standing != ActStanding::Holds || act.kind == ActKind::Assigned || act.kind == ActKind::TakenBack ||
      act.kind >= ActKind::Form) return {};
  std::vector<Change> changes;
  const bool may = act.mine || role == Role::Charge;  // own records, or whoever assigns patients
  if (act.kind == ActKind::SlotClosed) changes.push_back(Change::Reopen);
  if (act.kind == ActKind::Round && act.mine) changes.push_back(Change::Correct);
  if (may) changes.push_back(Change::TakeBack);
  return changes;
}

Badge slot_badge(const SlotInput& slot, const Texts& texts) {
  switch (slot.live) {
    case LiveState::Upcoming: return {texts("slot.upcoming"), Tone::Neutral};
    case LiveState::Due: return {texts("slot.due"), Tone::Primary};
    case LiveState::DueSoon: return {texts("slot.due_soon"), Tone::Warn};
    case LiveState::Overdue: return {texts("slot.overdue"), Tone::Bad};
    case LiveState::Missed: return {texts("slot.missed"), Tone::Bad};
    case LiveState::Away: return {texts("slot.excluded"), Tone::Neutral};
    case LiveState::Done:
    case LiveState::Tried:
    case LiveState::GivenReason: return outcome_badge(slot.outcome, texts);
  }
  return {};
}

PatientPage build_patient_page(const PatientPageInput& input, const Moment& moment, const Texts& texts) {
  const PatientInput& patient = input.patient;
  PatientPage page;
  page.sync = build_sync_line(input.ward.sync, moment, texts);
  page.head = build_patient_head(patient, moment, texts);
  page.due = build_due_mark(patient, page.sync, moment, texts);
  page.last_round = last_round_text(patient, page.sync, moment, texts);
  if (page.sync.freshness != Freshness::Loading) page.banner = page.sync.sentence;
  page.back_label = texts("patient.back");
  page.resumes = patient.draft && patient.draft->mine;
  page.round = {page.resumes ? texts("round.resume") : texts("round.start"), !patient.encounter.empty(), ""};
  if (!page.round.enabled) page.round.reason = texts("round.no_encounter");
  if (patient.draft) {
    const std::string time = clock_text(moment, patient.draft->changed_at, texts);
    page.draft =
        page.resumes ? texts("draft.mine", {{"time", time}}) : texts("draft.other", {{"who", patient.draft->by}, {"time", time}});
  }
  if (patient.gap_alert && patient.last_contact)
    page.gap = texts("round.gap", {{"length", duration_text(moment.now - *patient.last_contact, texts)}});
  const bool mine = patient.nurse == input.ward.me;
  page.nurse = mine            ? texts("patient.mine")
               : patient.nurse ? texts("patient.nurse", {{"name", patient.nurse_name}})
                               : texts("patient.no_nurse");
  page.take_over = {texts("patient.take_over"), !mine, mine ? texts("patient.take_over_mine") : ""};
  page.close_slot = build_close_slot(patient, texts);
  page.away = find_open_away(input.acts) != nullptr;
  page.off_unit = {texts(page.away ? "patient.returns" : "patient.leaves"), !input.loading && !patient.encounter.empty(), ""};
  page.timeline_title = texts("patient.timeline");
  page.badges = patient.badges;
  const auto drafts = std::ranges::count(input.ward.drafts, patient.encounter, &MyDraftInput::encounter);
  page.tiles = build_tiles(patient, static_cast<int>(drafts), texts);
  page.slots_title = texts("patient.slots");
  page.slots = build_slots(patient, moment, texts);
  if (input.loading) {
    page.notice = {texts("ward.loading"), texts("ward.loading_text"), Tone::Neutral, true};
    return page;
  }
  auto acts = input.acts;
  std::ranges::stable_sort(acts, [](const auto& one, const auto& other) { return one.occurred_at > other.occurred_at; });
  for (const auto& act : acts) page.rows.push_back(build_row(act, input.ward.role, moment, texts));
  if (page.rows.empty())
    page.notice = {texts("patient.no_acts"),
                   page.sync.freshness == Freshness::Fresh ? texts("patient.no_acts_text") : page.sync.sentence, Tone::Neutral,
                   false};
  return page;
}

}  // namespace wardlight::models
