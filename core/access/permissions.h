// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/access/role.h"
#include "core/base/expected.h"

namespace wardlight::access {

// Everything a person may be allowed to do; the codes stand in assets/access/permissions.json.
enum class Action {
  ReadChart,       // read-chart
  RecordRound,     // record-round
  TakePatient,     // take-patient: take over one patient for oneself
  AssignPatients,  // assign-patients: say who cares for whom
  SeeBoard,        // see-board: the whole unit
  AddPatient,      // add-patient: a temporary one, until the hospital sends the real one
  UnlockStaff,     // unlock-staff: after too many wrong PINs
  SeeSync,         // see-sync
  ChangeOwnPin,    // change-own-pin
  AssessPatient,     // assess-patient: fall risk, skin, sepsis and the other forms only a nurse finishes
  HandOver,          // hand-over: give and take a patient at the bedside
  ResolveConflicts,  // resolve-conflicts: say which of two signed contents holds
  ReportIncident,    // report-incident
  ReadIncidents,     // read-incidents: kept apart from the chart
  ReviewIncidents,   // review-incidents
  SeeOwnFigures,     // see-own-figures: one's own and nobody else's
  SeeIntegrity,      // see-integrity: pooled by unit, with a reason
  SeeReports,        // see-reports: measures of the unit and the hospital
  OpenFigures,       // open-figures: the events behind a measure
  CloseShift,        // close-shift: sign what a shift came to
  PrintUnit,         // print-unit: the shift report and the downtime packet
};
std::string_view to_code(Action action);
std::optional<Action> action_from_code(std::string_view code);

// The one table of who may do what. Whoever is not named may not. A value; safe on any thread.
class Permissions {
 public:
  // Reads assets/access/permissions.json. InvalidContent names an unknown key, role or action, a role
  // that is left out, or a worked example that the table does not satisfy.
  static Expected<Permissions> parse(std::string_view json);

  bool allows(Role role, Action action) const;
  const std::string& version() const { return m_version; }

 private:
  std::string m_version;
  std::map<Role, std::set<Action>> m_allowed;
};

}  // namespace wardlight::access
