// SPDX-License-Identifier: Apache-2.0
#include "core/access/permissions.h"

#include <array>
#include <utility>

#include "core/json/value.h"

namespace wardlight::access {
namespace {

constexpr std::string_view kWhere = "permissions.json";

constexpr std::array<std::pair<Action, std::string_view>, 21> kActions{{
    {Action::ReadChart, "read-chart"},
    {Action::RecordRound, "record-round"},
    {Action::TakePatient, "take-patient"},
    {Action::AssignPatients, "assign-patients"},
    {Action::SeeBoard, "see-board"},
    {Action::AddPatient, "add-patient"},
    {Action::UnlockStaff, "unlock-staff"},
    {Action::SeeSync, "see-sync"},
    {Action::ChangeOwnPin, "change-own-pin"},
    {Action::AssessPatient, "assess-patient"},
    {Action::HandOver, "hand-over"},
    {Action::ResolveConflicts, "resolve-conflicts"},
    {Action::ReportIncident, "report-incident"},
    {Action::ReadIncidents, "read-incidents"},
    {Action::ReviewIncidents, "review-incidents"},
    {Action::SeeOwnFigures, "see-own-figures"},
    {Action::SeeIntegrity, "see-integrity"},
    {Action::SeeReports, "see-reports"},
    {Action::OpenFigures, "open-figures"},
    {Action::CloseShift, "close-shift"},
    {Action::PrintUnit, "print-unit"},
}};

Error wrong(std::string text) { return {ErrorCode::InvalidContent, std::move(text), std::string(kWhere)}; }

Expected<std::set<Action>> parse_actions(const json::Value& codes) {
  std::set<Action> actions;
  for (const auto& code : codes.items()) {
    const auto action = action_from_code(code.text());
    if (!action) return wrong("There is no action \"" + code.text() + "\"; correct the table of permissions.");
    actions.insert(*action);
  }
  return actions;
}

}  // namespace

std::string_view to_code(Action action) {
  for (const auto& [known, code] : kActions)
    if (known == action) return code;
  return {};
}

std::optional<Action> action_from_code(std::string_view code) {
  for (const auto& [action, known] : kActions)
    if (known == code) return action;
  return std::nullopt;
}

Expected<Permissions> Permissions::parse(std::string_view json) {
  WL_TRY(const auto table, json::parse(json));
  WL_CHECK(json::refuse_unknown_members(table, {"id", "version", "as_of", "source", "rights", "roles", "examples"}, kWhere));
  Permissions permissions;
  permissions.m_version = table.text_of("version");
  for (const auto& [code, actions] : table["roles"].members()) {
    const auto role = role_from_code(code);
    if (!role) return wrong("There is no role \"" + code + "\"; correct the table of permissions.");
    WL_TRY(permissions.m_allowed[*role], parse_actions(actions));
  }
  if (permissions.m_version.empty() || permissions.m_allowed.size() != 6)
    return wrong("The table of permissions needs a version and every role; complete it.");
  for (const auto& example : table["examples"].items()) {
    const auto role = role_from_code(example.text_of("role"));
    const auto action = action_from_code(example.text_of("action"));
    if (!role || !action || permissions.allows(*role, *action) != example["allowed"].boolean())
      return wrong("A worked example does not agree with the table of permissions; correct one of them.");
  }
  return permissions;
}

bool Permissions::allows(Role role, Action action) const {
  const auto row = m_allowed.find(role);
  return row != m_allowed.end() && row->second.contains(action);
}

}  // namespace wardlight::access
