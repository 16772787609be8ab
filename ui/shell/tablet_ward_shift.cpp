// SPDX-License-Identifier: Apache-2.0
// The charge nurse's half of the ward: the shift, its paper and its signatures.
#include "ui/models/printer.h"
#include "ui/shell/shift_input.h"
#include "ui/shell/tablet_ward.h"
#include "ui/shell/unit_input.h"

namespace wardlight::shell {
namespace {

constexpr std::size_t kOtherShifts = 4;

}  // namespace

workflows::OtherTablets TabletWard::other_tablets() const {
  return m_parts.shift.other_tablets ? m_parts.shift.other_tablets() : std::nullopt;
}

// A young shift stands back behind the one before it as long as that waits for its signature.
Expected<care::Shift> TabletWard::choose_shift(const std::string& name) {
  const care::ShiftPack& pack = m_parts.content.shift;
  if (const auto named = care::find_shift(pack, m_parts.zone, name)) return *named;
  const Instant now = m_parts.access.clock.now();
  const care::Shift running = care::shift_at(pack, m_parts.zone, now);
  if (now >= running.from + pack.handoff_overlap) return running;
  const care::Shift before = care::shift_at(pack, m_parts.zone, running.from - seconds(1));
  WL_TRY(const auto closings, workflows::list_closings(workflow_ward(), m_parts.unit, before));
  return closings.empty() ? before : running;
}

Expected<models::ShiftInput> TabletWard::shift(const std::string& name, const models::Texts& texts) {
  const workflows::Ward ward = workflow_ward();
  const care::ShiftPack& pack = m_parts.content.shift;
  WL_TRY(const care::Shift chosen, choose_shift(name));
  WL_TRY(const auto view, workflows::read_shift(ward, m_parts.unit, chosen, other_tablets()));
  models::ShiftInput input = build_shift_input(view, pack, m_session->person(), texts);
  if (input.unit.empty()) input.unit = m_parts.unit_name;
  care::Shift one = care::shift_at(pack, m_parts.zone, m_parts.access.clock.now());
  for (std::size_t i = 0; i < kOtherShifts; ++i, one = care::shift_at(pack, m_parts.zone, one.from - seconds(1))) {
    WL_TRY(const auto closings, workflows::list_closings(ward, m_parts.unit, one));
    input.others.push_back(build_other_shift(one, !closings.empty(), pack, texts));
    input.others.back().shown = one == chosen;
  }
  return input;
}

Expected<models::AssignmentBoardInput> TabletWard::assignment_board(const models::Texts&) {
  WL_TRY(const auto board, workflows::read_assignment_board(workflow_ward(), m_parts.unit));
  models::AssignmentBoardInput input = build_assignment_input(board, m_session->person());
  input.unit = m_parts.unit_name;
  return input;
}

Expected<std::vector<models::PaperPatientInput>> TabletWard::back_entry() {
  WL_TRY(const auto patients, workflows::read_back_entry(workflow_ward(), m_parts.unit));
  return build_back_entry_input(patients);
}

Expected<models::UnitFiguresInput> TabletWard::unit_figures(const models::Texts& texts) {
  WL_TRY(const auto figures, workflows::read_unit_figures(workflow_ward(), m_parts.unit));
  models::UnitFiguresInput input = build_unit_figures_input(figures, m_parts.content.shift, moment(), texts);
  input.unit = m_parts.unit_name;
  return input;
}

Expected<models::DowntimeInput> TabletWard::downtime(const models::Texts& texts) {
  WL_TRY(const auto packet, workflows::read_downtime(workflow_ward(), m_parts.unit));
  return build_downtime_input(packet, m_parts.content, texts);
}

Expected<PrintedAt> TabletWard::print_shift(const models::ShiftInput& shift, const models::Texts& texts) {
  if (!m_parts.shift.print_report) return models::no_printer();
  WL_CHECK(workflows::log_print(workflow_ward(), m_parts.unit, "shift-report"));
  return m_parts.shift.print_report(models::build_shift_report(shift, m_session->person().name, moment(), texts));
}

Expected<PrintedAt> TabletWard::print_downtime(const models::DowntimeInput& list, const models::Texts& texts) {
  if (!m_parts.shift.print_list) return models::no_printer();
  WL_CHECK(workflows::log_print(workflow_ward(), m_parts.unit, "downtime-list"));
  return m_parts.shift.print_list(models::build_downtime_list(list, moment(), texts));
}

Expected<PrintedAt> TabletWard::print_card(const EncounterId& encounter, const models::PaperCard& card) {
  if (!m_parts.shift.print_card) return models::no_printer();
  WL_CHECK(workflows::log_card(workflow_ward(), encounter));
  return m_parts.shift.print_card(card);
}

}  // namespace wardlight::shell
