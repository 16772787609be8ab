// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/shift_services.h"

// What the workflows read of a shift, as the inputs of the models. Pure.
namespace wardlight::shell {

models::ShiftInput build_shift_input(const workflows::ShiftView& view, const care::ShiftPack& pack, const access::Person& me,
                                     const models::Texts& texts);
models::OtherShiftInput build_other_shift(const care::Shift& shift, bool closed, const care::ShiftPack& pack,
                                          const models::Texts& texts);
models::DowntimeInput build_downtime_input(const workflows::DowntimePacket& packet, const workflows::WardContent& content,
                                           const models::Texts& texts);
models::AssignmentBoardInput build_assignment_input(const workflows::AssignmentBoard& board, const access::Person& me);
std::vector<models::PaperPatientInput> build_back_entry_input(const std::vector<workflows::PaperPatient>& patients);
models::UnitFiguresInput build_unit_figures_input(const workflows::UnitFigures& figures, const care::ShiftPack& pack,
                                                  const models::Moment& moment, const models::Texts& texts);

}  // namespace wardlight::shell
