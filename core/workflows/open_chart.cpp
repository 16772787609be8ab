// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/open_chart.h"

#include <algorithm>

#include "core/workflows/statement_parts.h"
#include "core/workflows/timeline_row.h"
#include "core/workflows/ward_patient.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kEnteredInError = "entered-in-error";

ActStanding standing_of(const store::Act& act, const std::vector<store::Act>& acts) {
  if (act.act == kEnteredInError) return ActStanding::EnteredInError;
  if (act.standing == store::Standing::Current) return ActStanding::Holds;
  const bool taken_back = std::ranges::any_of(
      acts, [&](const store::Act& other) { return other.act == kEnteredInError && other.corrects == act.id; });
  return taken_back ? ActStanding::EnteredInError : ActStanding::Corrected;
}

TimelineRow row_among(const WardFrame& frame, const store::Act& act, const std::vector<store::Act>& acts) {
  TimelineRow row = row_of(frame, act);
  const auto charting = care::judge_charting_time(frame.ward.content.rounding, act.occurred_at, act.recorded_at);
  row.late_entry = charting == care::ChartingTime::LateEntry || charting == care::ChartingTime::TooOld;
  row.standing = standing_of(act, acts);
  return row;
}

// What was written when an earlier record was corrected or taken back; empty when nothing was.
Expected<std::string> reason_of(const Ward& ward, const StatementId& id) {
  WL_TRY(const auto statement, ward.store.find_statement(id));
  if (!statement) return std::string();
  WL_TRY(const json::Value resource, json::parse(statement->bytes));
  return reason_in(resource);
}

Expected<WardPatient> read_patient(const WardFrame& frame, const store::CensusEntry& stay) {
  WL_TRY(const WardView view, read_ward(frame.ward, stay.now.unit));
  for (const WardPatient& patient : view.patients)
    if (patient.encounter == stay.encounter) return patient;
  // Gone from the unit: the chart can still be read.
  WL_TRY(const auto acts, frame.ward.store.list_acts({&stay.encounter, 1}, frame.since()));
  return judge_patient(frame, stay, acts).patient;
}

}  // namespace

Expected<ChartView> open_chart(const Ward& ward, const EncounterId& encounter, std::size_t rows) {
  WL_CHECK(require(ward, access::Action::ReadChart));
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  WL_TRY(const WardFrame frame, make_frame(ward));
  ChartView view;
  WL_TRY(view.patient, read_patient(frame, stay));
  WL_TRY(const auto acts, ward.store.list_timeline(stay.encounter, rows));
  for (const store::Act& act : acts) {
    view.rows.push_back(row_among(frame, act, acts));
    if (!act.corrects) continue;
    WL_TRY(view.rows.back().correction_reason, reason_of(ward, act.id));
  }
  WL_CHECK(ward.store.append_audit({audit_line(ward, audit::Act::ChartOpened, "Encounter/" + stay.encounter.value, "")}));
  return view;
}

}  // namespace wardlight::workflows
