// SPDX-License-Identifier: Apache-2.0
// Pages that are opened with a reason: nothing is read before it is given, and each reading is audited, so there is one for each
// opening and one after each signature.
#include "ui/shell/navigator.h"

namespace wardlight::shell {

using models::Deed;
using models::DeedKind;

models::ReasonFirst Navigator::reason_of(BedsidePage page) const {
  models::ReasonFirst first = page == BedsidePage::Incidents ? models::incidents_reason(texts())
                                                             : models::charting_reason(m_ward.unit, texts());
  first.refusal = m_desk.bedside.refusal;
  return first;
}

void Navigator::open_apart(BedsidePage page) {
  m_desk.bedside.apart = {};
  open_bedside(page, {});
}

void Navigator::read_apart(BedsidePage page) {
  BedsideState& state = m_desk.bedside;
  state.refusal.reset();
  const auto take = [&](auto read, auto& into) {
    if (read) into = *std::move(read);
    else state.refusal = read.error().text;
  };
  if (page == BedsidePage::ChartingFlags) take(m_services.charting_flags(state.apart.reason), state.apart.charting);
  else take(m_services.incidents(state.apart.reason, texts()), state.apart.incidents);
  state.apart.language = m_settings.language;
}

bool Navigator::refresh_apart(BedsidePage page) {
  if (page < BedsidePage::Incidents) return false;
  BedsideState& state = m_desk.bedside;
  ApartState& apart = state.apart;
  if (!apart.reason.empty() && apart.language != m_settings.language) read_apart(page);
  if (page == BedsidePage::Incident && apart.incidents)
    m_sheet = models::build_incident(*apart.incidents, apart.incident, state.answers, state.refusal, moment(), texts());
  else if (page == BedsidePage::Incidents && apart.incidents)
    m_sheet = models::build_incidents(*apart.incidents, moment(), texts());
  else if (page == BedsidePage::ChartingFlags && apart.charting)
    m_sheet = models::build_charting_flags(*apart.charting, moment(), texts());
  else
    m_sheet = models::build_reason_first(reason_of(page), state.answers, texts());
  return true;
}

const models::IncidentInput* Navigator::find_incident(const std::string& first) const {
  const auto& incidents = m_desk.bedside.apart.incidents;
  if (!incidents) return nullptr;
  for (const models::IncidentInput& report : incidents->reports)
    if (report.first == first) return &report;
  return nullptr;
}

void Navigator::review_incident() {
  BedsideState& state = m_desk.bedside;
  const models::IncidentInput* report = find_incident(state.apart.incident);
  if (report == nullptr) return;
  workflows::ReviewIncident review;
  review.id = m_services.new_statement_id();
  review.incident = {report->newest};
  review.level = models::answer_of(state.answers, "level");
  review.confirmed = models::answer_of(state.answers, "sure") == "confirmed";
  review.reason = models::answer_of(state.answers, "words");
  if (const std::string& where = models::answer_of(state.answers, "where"); where == "own-staff")
    review.place = workflows::IncidentPlace{{}, care::Escort::OwnStaff};
  else if (!where.empty())
    review.place = workflows::IncidentPlace{{where == "elsewhere" ? std::string() : where}, care::Escort::OtherStaff};
  review.notice = m_services.new_statement_id();
  if (!carry_out(review, "toast.incident_reviewed")) return;
  state.answers.clear();
  state.local.typed.clear();
  read_apart(BedsidePage::Incident);
}

// What was said to be one fall is shown as the first of them.
void Navigator::join_incidents(const Deed& deed) {
  ApartState& apart = m_desk.bedside.apart;
  const models::IncidentInput* later = find_incident(apart.incident);
  const models::IncidentInput* earlier = find_incident(deed.id);
  if (later == nullptr || earlier == nullptr) return;
  const bool same = deed.value == "same";
  if (!carry_out(workflows::JoinIncidents{m_services.new_statement_id(), {later->newest}, {earlier->newest}, same},
      "toast.incident_joined"))
    return;
  if (same) apart.incident = deed.id;
  read_apart(BedsidePage::Incident);
}

bool Navigator::do_apart(const Deed& deed) {
  BedsideState& state = m_desk.bedside;
  switch (deed.kind) {
    case DeedKind::OpenIncidents: open_apart(BedsidePage::Incidents); return true;
    case DeedKind::OpenChartingFlags: open_apart(BedsidePage::ChartingFlags); return true;
    case DeedKind::GiveReason:
      state.apart.reason = models::reason_given(reason_of(place().page), state.answers);
      read_apart(place().page);
      return true;
    case DeedKind::OpenIncident:
      state.apart.incident = deed.id;
      open_bedside(BedsidePage::Incident, {});
      return true;
    case DeedKind::ReviewIncident: review_incident(); return true;
    case DeedKind::JoinIncidents: join_incidents(deed); return true;
    default: return false;
  }
}

}  // namespace wardlight::shell
