// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/shift_input.h"

#include <algorithm>

#include "core/base/decimal.h"
#include "ui/shell/bedside_parts.h"
#include "ui/shell/unit_input.h"

namespace wardlight::shell {
namespace {

std::vector<std::string> words_in(const std::vector<care::Words>& all, const models::Texts& texts) {
  std::vector<std::string> words;
  for (const care::Words& one : all) words.push_back(one.in(texts.language()));
  return words;
}

std::string reason_words(const care::ShiftPack& pack, const std::string& why, const models::Texts& texts) {
  const care::Choice* choice = care::find_choice(pack.reasons, why);
  return choice == nullptr ? why : choice->label.in(texts.language());
}

models::ClosingInput closing_input(const workflows::ShiftClosing& closing, const care::ShiftPack& pack,
                                   const models::Texts& texts) {
  models::ClosingInput input{closing.by_name, closing.at, closing.state, closing.holds, closing.note, {}};
  for (const auto& open : closing.open) {
    const auto kind = care::open_kind_from_code(open.kind);
    input.open.push_back({kind ? pack.rule_for(*kind).label.in(texts.language()) : open.kind, open.count, open.where,
                          reason_words(pack, open.why, texts)});
  }
  return input;
}

std::string label_of(const care::Shift& shift, const care::ShiftPack& pack, const models::Texts& texts) {
  const care::ShiftHours* hours = pack.find(shift.code);
  return hours == nullptr ? shift.code : hours->label.in(texts.language());
}

std::int64_t figure(const care::ShiftFigures& figures, std::string_view name) {
  const auto found = std::ranges::find(figures, name, &care::ShiftFigures::value_type::first);
  return found == figures.end() ? 0 : found->second;
}

std::string recorded(const std::optional<std::string>& text, const models::Texts& texts) {
  if (!text) return texts("sheet.not_recorded");
  return text->empty() ? texts("downtime.none") : *text;
}

models::CoverInput cover_input(const workflows::BreakCover& cover) {
  return {cover.cover.value, cover.away_name, cover.by_name, cover.from, cover.until, cover.now, cover.signed_by};
}

}  // namespace

models::ShiftInput build_shift_input(const workflows::ShiftView& view, const care::ShiftPack& pack, const access::Person& me,
                                     const models::Texts& texts) {
  models::ShiftInput input;
  input.unit = view.unit_name;
  input.facts = view.facts;
  input.picture = view.picture;
  input.hash = view.hash;
  input.rules = pack.kinds;
  for (const care::Choice& reason : pack.reasons) input.reasons.push_back({reason.code, reason.label.in(texts.language())});
  input.shift_name = label_of(view.facts.shift, pack, texts);
  input.may_close_yet = view.may_close_yet;
  input.charge = me.role == access::Role::Charge;
  input.standing = static_cast<models::ShiftStanding>(view.closing);
  for (const auto& closing : view.closings) input.closings.push_back(closing_input(closing, pack, texts));
  input.changes = view.changes;
  for (const auto& conflict : view.conflicts) {
    const auto patient = std::ranges::find(view.facts.patients, conflict.encounter.value, &care::ShiftPatient::stay);
    input.conflicts.push_back(
        {conflict.encounter, patient == view.facts.patients.end() ? "" : patient->bed, conflict.from_name, conflict.to_name});
  }
  for (const auto& task : view.escalated) input.tasks.push_back(build_task_input(task, me, texts));
  for (const auto& one : view.bindings)
    input.bindings.push_back({one.encounter, one.other, one.bed, one.name, one.other_bed, one.other_name, one.task.has_value()});
  for (const auto& one : view.set_aside)
    input.set_aside.push_back({one.statement.value, one.bed, one.at, one.problem, one.task.has_value()});
  return input;
}

models::OtherShiftInput build_other_shift(const care::Shift& shift, bool closed, const care::ShiftPack& pack,
                                          const models::Texts& texts) {
  return {care::name_of(shift), label_of(shift, pack, texts), shift, closed, false};
}

models::DowntimeInput build_downtime_input(const workflows::DowntimePacket& packet, const workflows::WardContent& content,
                                           const models::Texts& texts) {
  models::DowntimeInput input{packet.unit_name, packet.made_by, packet.made_at, {}, words_in(packet.unit_tasks, texts)};
  const auto moving = [&](const std::string& code) {
    return code.empty() ? std::string() : option_words(content, "safe-handling", code, texts);
  };
  for (const auto& one : packet.patients) {
    models::DowntimeInput::Patient patient;
    patient.bed = one.patient.bed;
    patient.name = one.patient.name;
    patient.record_number = one.patient.record_number;
    patient.birth_date = one.patient.birth_date;
    patient.nurse = one.patient.nurse ? one.patient.nurse_name : texts("patient.no_nurse");
    patient.allergies = recorded(one.patient.allergies, texts);
    patient.code_status = recorded(one.patient.code_status, texts);
    patient.isolation = recorded(one.patient.isolation, texts);
    if (!one.badge.fall_band.empty()) patient.fall_band = band_words(one.badge.fall_band, texts);
    patient.harm = one.badge.harm_risk;
    patient.devices = one.badge.devices;
    patient.mobility = moving_words({moving(one.badge.mobility), moving(one.badge.lift_aid), {}}, texts);
    patient.due = one.due;
    patient.tasks = words_in(one.tasks, texts);
    input.patients.push_back(std::move(patient));
  }
  return input;
}

models::AssignmentBoardInput build_assignment_input(const workflows::AssignmentBoard& board, const access::Person& me) {
  models::AssignmentBoardInput input;
  input.charge = me.role == access::Role::Charge;
  for (const auto& nurse : board.nurses) {
    models::AssignmentBoardInput::Nurse one{nurse.name, nurse.beds, {}};
    if (nurse.on_break) one.on_break = cover_input(*nurse.on_break);
    input.nurses.push_back(std::move(one));
  }
  input.unassigned = board.unassigned;
  for (const auto& cover : board.breaks) input.breaks.push_back(cover_input(cover));
  for (const auto& change : board.changes)
    input.changes.push_back({change.bed, change.to_name, change.at, change.signed_by, change.delivery == store::Delivery::OnHub});
  return input;
}

std::vector<models::PaperPatientInput> build_back_entry_input(const std::vector<workflows::PaperPatient>& patients) {
  std::vector<models::PaperPatientInput> all;
  for (const auto& one : patients) {
    models::PaperPatientInput patient{one.encounter, one.bed, one.name, {}, one.entered};
    for (const auto& slot : one.open) patient.open.push_back({slot.start, slot.end});
    all.push_back(std::move(patient));
  }
  return all;
}

models::UnitFiguresInput build_unit_figures_input(const workflows::UnitFigures& figures, const care::ShiftPack& pack,
                                                  const models::Moment& moment, const models::Texts& texts) {
  models::UnitFiguresInput input;
  std::int64_t done = 0, due = 0;
  for (auto one = figures.shifts.rbegin(); one != figures.shifts.rend(); ++one) {
    models::ShiftFigureInput shift{models::shift_words(label_of(one->shift, pack, texts), one->shift, moment, texts)};
    if (one->closing) {
      const care::ShiftFigures& signed_figures = one->closing->figures;
      shift.closed = true;
      shift.done = static_cast<int>(figure(signed_figures, "done"));
      shift.due = static_cast<int>(figure(signed_figures, "due"));
      shift.missed = static_cast<int>(figure(signed_figures, "missed"));
      shift.compliance = format_percent(shift.done, shift.due);
      shift.live_share = care::live_share({{care::Entry::Live, static_cast<int>(figure(signed_figures, "entered-live"))},
                                           {care::Entry::Back, static_cast<int>(figure(signed_figures, "entered-later"))},
                                           {care::Entry::Paper, static_cast<int>(figure(signed_figures, "entered-from-paper"))}});
      done += shift.done, due += shift.due;
    }
    input.shifts.push_back(std::move(shift));
  }
  input.pooled = format_percent(done, due);
  input.reported = figures.reported;
  input.put_right = figures.put_right;
  input.put_right_words = words_in(figures.put_right_words, texts);
  return input;
}

}  // namespace wardlight::shell
