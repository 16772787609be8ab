// SPDX-License-Identifier: Apache-2.0
#include "ui/models/unit_board.h"

#include <algorithm>
#include <set>

#include "core/base/decimal.h"
#include "ui/models/patient.h"

namespace wardlight::models {

namespace {

constexpr std::size_t kColumnsAhead = 2;

struct Columns {
  std::vector<Instant> starts;
  std::size_t current = 0;
};

// The slot starts to show: the one of now, two ahead, the rest before.
Columns choose_columns(const WardInput& ward, std::size_t count, Instant now) {
  std::set<Instant> all;
  for (const auto& patient : ward.patients)
    for (const auto& slot : patient.slots) all.insert(slot.start);
  const std::vector<Instant> starts(all.begin(), all.end());
  if (starts.empty()) return {};
  const auto past = static_cast<std::size_t>(std::ranges::upper_bound(starts, now) - starts.begin());
  const std::size_t current = past == 0 ? 0 : past - 1;
  const std::size_t end = std::min(current + 1 + kColumnsAhead, starts.size());
  const std::size_t begin = end > count ? end - count : 0;
  return {{starts.begin() + static_cast<std::ptrdiff_t>(begin), starts.begin() + static_cast<std::ptrdiff_t>(end)},
          current - begin};
}

std::string settled_mark(const SlotInput& slot, const Moment& moment, const Texts& texts) {
  switch (slot.outcome) {
    case SlotState::OnTime:
    case SlotState::Late: return slot.done_at ? hour_text(moment, *slot.done_at) : texts("mark.done");
    case SlotState::Refused: return texts("mark.refused");
    case SlotState::Attempted: return texts("mark.attempted");
    case SlotState::Excluded: return texts("mark.excluded");
    case SlotState::MissedWithReason: return texts("mark.missed_with_reason");
    case SlotState::Missed: return texts("mark.missed");
  }
  return {};
}

std::string cell_mark(const SlotInput& slot, const Moment& moment, const Texts& texts) {
  switch (slot.live) {
    case LiveState::Upcoming: return {};
    case LiveState::Due:
    case LiveState::DueSoon: return texts("mark.due");
    case LiveState::Overdue: return texts("mark.overdue");
    case LiveState::Missed: return texts("mark.missed");
    case LiveState::Away: return texts("mark.excluded");
    case LiveState::Done:
    case LiveState::Tried:
    case LiveState::GivenReason: return settled_mark(slot, moment, texts);
  }
  return {};
}

BoardCell build_cell(const PatientInput& patient, Instant start, const Moment& moment, const Texts& texts) {
  const auto found = std::ranges::find(patient.slots, start, &SlotInput::start);
  return found == patient.slots.end() ? BoardCell{} : slot_cell(*found, moment, texts);
}

BoardRow build_row(const PatientInput& patient, const Columns& columns, const SyncLine& sync, const Moment& moment,
                   const Texts& texts) {
  BoardRow row;
  row.encounter = patient.encounter;
  row.bed = patient.bed.empty() ? "?" : patient.bed;
  row.name = patient_name(patient, texts);
  row.nurse = patient.nurse ? patient.nurse_name : texts("patient.no_nurse");
  for (const Badge& badge : patient.badges) row.badges.push_back(badge);
  row.due = build_due_mark(patient, sync, moment, texts);
  // The strip above the grid says for all rows how old they are.
  if (sync.freshness != Freshness::Fresh) row.due.detail.clear();
  row.contact = patient.last_contact ? duration_text(moment.now - *patient.last_contact, texts) : texts("board.no_contact");
  row.contact_tone = patient.gap_alert ? Tone::Bad : Tone::Neutral;
  if (!patient.same_name_beds.empty())
    row.same_name = texts("patient.same_name_short", {{"beds", patient.same_name_beds.front()}});
  for (const auto start : columns.starts) row.cells.push_back(build_cell(patient, start, moment, texts));
  return row;
}

std::vector<BoardFigure> build_figures(const WardInput& ward, std::optional<Duration> gap_alert, const SyncLine& sync,
                                       const Texts& texts) {
  const bool known = !ward.loading && !ward.failure;
  const bool fresh = known && sync.freshness == Freshness::Fresh;
  const auto count = [&](auto&& what) { return std::ranges::count_if(ward.patients, what); };
  const auto number = [&](std::ptrdiff_t n) { return !known ? "–" : n == 0 && !fresh ? "?" : std::to_string(n); };
  const auto overdue = count(is_overdue), due = count(is_due), alone = count([](const auto& one) { return !one.nurse; });
  const auto& figures = ward.figures;
  std::string percent = figures.compliance.empty() ? "–" : figures.compliance;
  if (percent == kNotCalculable) percent = texts("board.not_calculable");
  else if (known && percent != "–") percent += " %";
  const std::string share = texts("board.share", {{"done", std::to_string(figures.done)}, {"due", std::to_string(figures.due)}});
  return {{number(overdue), texts("board.overdue"), known ? texts("board.overdue_note") : "",
           overdue > 0 ? Tone::Bad : Tone::Neutral},
          {number(due), texts("board.due"), "", due > 0 ? Tone::Primary : Tone::Neutral},
          {known ? percent : "–", texts("board.compliance"),
           !known  ? ""
           : fresh ? share
                   : sync.as_of,
           Tone::Neutral},
          {known && figures.longest_gap ? duration_text(*figures.longest_gap, texts) : "–", texts("board.longest_gap"),
           known && figures.longest_gap ? texts("patient.bed", {{"bed", figures.longest_gap_bed}}) : "",
           known && gap_alert && figures.longest_gap && *figures.longest_gap > *gap_alert ? Tone::Warn : Tone::Neutral},
          {number(alone), texts("board.no_nurse"), "", alone > 0 ? Tone::Warn : Tone::Neutral}};
}

NurseLoad build_load(const WardInput& ward, const std::optional<PractitionerId>& nurse, std::string name, std::string role,
                     const Texts& texts) {
  int patients = 0, overdue = 0, due = 0, drafts = 0;
  for (const auto& patient : ward.patients) {
    if (patient.nurse != nurse) continue;
    ++patients;
    overdue += is_overdue(patient) ? 1 : 0;
    due += is_due(patient) ? 1 : 0;
    drafts += patient.draft ? 1 : 0;
  }
  NurseLoad load{nurse.value_or(PractitionerId{}), std::move(name), std::move(role), "", texts.count("board.patients", patients),
                 overdue > 0 ? Tone::Bad : due > 0 ? Tone::Primary : Tone::Neutral};
  const auto add = [&](std::string part) { load.open += (load.open.empty() ? "" : " · ") + part; };
  if (overdue > 0) add(texts("board.open_overdue", {{"n", std::to_string(overdue)}}));
  if (due > 0) add(texts("board.open_due", {{"n", std::to_string(due)}}));
  if (drafts > 0) add(texts.count("board.open_drafts", drafts));
  if (load.open.empty()) load.open = texts("board.open_none");
  return load;
}

std::vector<NurseLoad> build_loads(const WardInput& ward, const Texts& texts) {
  std::vector<NurseLoad> loads;
  for (const auto& nurse : ward.nurses)
    loads.push_back(build_load(ward, nurse.practitioner, nurse.name, role_text(nurse.role, texts), texts));
  std::ranges::sort(loads, {}, &NurseLoad::name);
  if (std::ranges::any_of(ward.patients, [](const auto& one) { return !one.nurse; }))
    loads.insert(loads.begin(), build_load(ward, std::nullopt, texts("patient.no_nurse"), "", texts));
  return loads;
}

std::vector<LegendEntry> build_legend(const Texts& texts) {
  std::vector<LegendEntry> legend;
  const auto add = [&](SlotState outcome, std::string mark) {
    const SlotInput slot{{}, {}, LiveState::Done, outcome, {}, ""};
    legend.push_back({std::move(mark), slot_badge(slot, texts)});
  };
  add(SlotState::OnTime, "14:05");
  add(SlotState::Late, "15:05");
  add(SlotState::Refused, texts("mark.refused"));
  add(SlotState::Attempted, texts("mark.attempted"));
  add(SlotState::Excluded, texts("mark.excluded"));
  add(SlotState::MissedWithReason, texts("mark.missed_with_reason"));
  add(SlotState::Missed, texts("mark.missed"));
  return legend;
}

}  // namespace

BoardCell slot_cell(const SlotInput& slot, const Moment& moment, const Texts& texts) {
  const Badge badge = slot_badge(slot, texts);
  BoardCell cell{cell_mark(slot, moment, texts), "", badge.tone, false};
  cell.hour = hour_text(moment, slot.start);
  cell.label = cell.hour + " " + (slot.reason.empty() ? badge.text : slot.reason);
  return cell;
}

UnitBoard build_unit_board(const UnitBoardInput& input, const Moment& moment, const Texts& texts) {
  const WardInput& ward = input.ward;
  UnitBoard board;
  board.title = texts("board.title", {{"unit", ward.unit}});
  board.sync = build_sync_line(ward.sync, moment, texts);
  if (ward.loading) board.sync.freshness = Freshness::Loading;
  board.figures = build_figures(ward, input.gap_alert, board.sync, texts);
  board.bed_head = texts("board.bed"), board.due_head = texts("board.round"), board.contact_head = texts("board.contact");
  board.nurses_title = texts("board.nurses");
  board.legend = build_legend(texts);
  const bool charge = ward.role == Role::Charge;
  board.assign = {texts("board.assign"), charge, charge ? "" : texts("board.charge_only")};
  board.add_patient = {texts("board.add_patient"), charge, charge ? "" : texts("board.charge_only")};
  board.shift = {texts("shift.open"), true, ""};
  if (charge) board.incidents = Control{texts("board.incidents"), true, ""};
  if (ward.failure) board.notice = {texts("ward.failed"), texts.said(*ward.failure), Tone::Bad, false};
  else if (ward.loading) board.notice = {texts("ward.loading"), texts("ward.loading_text"), Tone::Neutral, true};
  else if (ward.patients.empty()) {
    const bool heard = board.sync.freshness == Freshness::Fresh;
    board.notice = {heard ? texts("ward.empty") : texts("ward.not_sent"), heard ? texts("ward.empty_text") : board.sync.sentence,
                    Tone::Warn, false};
  }
  if (!board.notice.empty()) return board;
  board.banner = board.sync.sentence;
  if (const std::string work = work_sentence(input.work, moment, texts); !work.empty())
    board.banner += (board.banner.empty() ? "" : " ") + work;
  const Columns columns = choose_columns(ward, input.columns, moment.now);
  for (const auto start : columns.starts) board.hours.push_back(hour_text(moment, start));
  board.current = columns.current;
  std::vector<const PatientInput*> order;
  for (const auto& patient : ward.patients) order.push_back(&patient);
  std::ranges::stable_sort(order, [](const auto* one, const auto* other) { return comes_before(*one, *other); });
  for (const auto* patient : order) board.rows.push_back(build_row(*patient, columns, board.sync, moment, texts));
  board.nurses = build_loads(ward, texts);
  return board;
}

}  // namespace wardlight::models
