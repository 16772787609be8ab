// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_unit_figures.h"

#include <algorithm>

#include "core/workflows/statement_parts.h"
#include "core/workflows/task_thread.h"

namespace wardlight::workflows {
namespace {

constexpr std::size_t kShifts = 14;
constexpr Duration kWindow = hours(30 * 24);

}  // namespace

Expected<UnitFigures> read_unit_figures(const Ward& ward, const LocationId& unit) {
  WL_CHECK(require(ward, access::Action::SeeOwnFigures));
  UnitFigures figures{ward.clock.now(), unit, {}, 0, 0, {}};
  care::Shift shift = care::shift_at(ward.content.shift, ward.zone, figures.read_at);
  for (std::size_t i = 0; i < kShifts; ++i) {
    shift = care::shift_at(ward.content.shift, ward.zone, shift.from - seconds(1));
    WL_TRY(const auto closings, list_closings(ward, unit, shift));
    ShiftFigure one{shift, {}};
    for (const ShiftClosing& closing : closings)
      if (closing.holds) one.closing = closing;
    figures.shifts.insert(figures.shifts.begin(), std::move(one));
  }
  WL_TRY(const auto records, ward.store.list_records({}, "Task", store::Store::OfUnit::Yes));
  const std::map<PractitionerId, std::string> nobody;
  auto tasks = read_tasks({ward, figures.read_at, nobody}, records);
  std::ranges::sort(tasks, std::greater{}, &WorkTask::raised_at);
  for (const WorkTask& task : tasks) {
    if (task.kind != "hazard" || task.raised_at < figures.read_at - kWindow) continue;
    ++figures.reported;
    if (task.state != "done" && task.state != "verified") continue;
    ++figures.put_right;
    figures.put_right_words.push_back(task.text);
  }
  return figures;
}

}  // namespace wardlight::workflows
