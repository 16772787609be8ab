// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/report_incident.h"

#include "core/crypto/crypto.h"
#include "core/workflows/form_checks.h"
#include "core/workflows/incident_record.h"
#include "core/workflows/patient_day.h"
#include "core/workflows/response.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/talk_thread.h"

namespace wardlight::workflows {
namespace {

// The rounds before it as they were, each with the hash of its bytes: nobody can say later that they were others.
Expected<void> freeze_rounds(const Ward& ward, const store::CensusEntry& stay, Instant before, json::Value& event) {
  WL_TRY(const auto acts, ward.store.list_acts({&stay.encounter, 1}, before - ward.content.fall_event.freeze));
  for (const store::Act& act : acts) {
    if (act.act != kRoundAct || act.standing != store::Standing::Current) continue;
    if (!care::belongs_to_record(ward.content.fall_event, act.occurred_at, before)) continue;
    WL_TRY(const auto round, ward.store.find_statement(act.id));
    if (!round) continue;
    add_parts(event, "round-before",
              {incident_part("round", "Reference", reference_to(round->type, act.id.value)),
               incident_part("at", "DateTime", ward.zone.format(act.occurred_at)),
               incident_part("sha256", "String", crypto::to_hex(round->envelope.hash))});
  }
  return {};
}

Expected<json::Value> event_resource(const Ward& ward, const ReportIncident& report, const store::CensusEntry& stay) {
  const Instant now = ward.clock.now();
  json::Value event = begin_statement(ward, {"AdverseEvent", report.id, now, {}});
  tag(event, "incident");
  event.set("actuality", report.kind == kNearMiss ? "potential" : "actual").set("event", coding(kIncidentCodes, report.kind));
  event.set("subject", reference_to("Patient", stay.patient.value)).set("encounter", reference_to("Encounter",
      stay.encounter.value));
  event.set("date", ward.zone.format(report.occurred_at)).set("recordedDate", ward.zone.format(now));
  if (!stay.now.bed.empty()) event.set("location", reference_to("Location", stay.now.bed.value));
  event.set("recorder", reference_to("Practitioner", ward.session.person().practitioner.value));
  if (!report.level.empty()) event.set("severity", coding(kIncidentCodes, report.level));
  add_extension(event, "unit", "Reference", reference_to("Location", stay.now.unit.value));
  if (!report.notice.empty()) add_extension(event, "notice", "Reference", reference_to("Communication", report.notice.value));
  for (const IncidentDetail& detail : report.details)
    add_parts(event, "detail", {incident_part("code", "Code", detail.code), incident_part("value", "String", detail.value)});
  WL_CHECK(freeze_rounds(ward, stay, report.occurred_at, event));
  return event;
}

// What the chart must know: that it happened, when, and which observations follow. No word of how or why.
Expected<json::Value> chart_notice(const Ward& ward, const ReportIncident& report) {
  const bool near = report.kind == kNearMiss;
  WL_TRY(json::Value notice, make_talk(ward, {report.notice, near ? "near-fall" : std::string(kFall), report.encounter}));
  notice.set("sent", ward.zone.format(report.occurred_at));
  if (!near) add_extension(notice, "arm", "String", report.arm);
  return notice;
}

json::Value answered_form(const Ward& ward, const ReportIncident& report, const OpenForm& form) {
  ResponseHead head{form.id, form.patient, form.encounter, report.occurred_at, ward.clock.now()};
  const ClinicalForm* known = ward.content.forms.find_url(form.form.form().url);
  head.pack = known == nullptr ? std::string() : known->pack;
  head.about = "AdverseEvent/" + report.id.value;
  head.incident = true;
  return make_response(ward, form.form, head);
}

std::vector<Objection> objections_to(const Ward& ward, const ReportIncident& report) {
  std::vector<Objection> found;
  if (report.form) check_answers(report.form->form, Missing::Counts, found);
  if (report.kind.empty()) found.push_back({ObjectionKind::FormProblem, "kind", "Say what happened."});
  if (care::judge_charting_time(ward.content.rounding, report.occurred_at, ward.clock.now()) == care::ChartingTime::Future)
    found.push_back({ObjectionKind::InFuture, "", "Nothing can be reported before it happened; correct the time."});
  else if (report.kind == kFall)
    object_to_level(ward, report.occurred_at, {}, {report.level, care::Certainty::Provisional, ward.clock.now()}, found);
  return found;
}

}  // namespace

Expected<Outcome> report_incident(const Ward& ward, const ReportIncident& report) {
  WL_CHECK(require(ward, access::Action::ReportIncident));
  WL_TRY(auto earlier, find_saved(ward, report.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  auto objections = objections_to(ward, report);
  if (!objections.empty()) return Outcome{{}, std::move(objections)};
  WL_TRY(const store::CensusEntry stay, get_stay(ward, report.encounter));
  WL_TRY(json::Value event, event_resource(ward, report, stay));
  std::vector<NamedResource> statements{{report.id, std::move(event)}};
  if (!report.notice.empty()) {
    WL_TRY(json::Value notice, chart_notice(ward, report));
    statements.push_back({report.notice, std::move(notice)});
  }
  if (report.form) statements.push_back({report.form->id, answered_form(ward, report, *report.form)});
  WL_TRY(const store::Receipt receipt, save_statements(ward, statements));
  return Outcome{Saved{report.id, report.occurred_at, ward.clock.now(), care::ChartingTime::Prompt, receipt.second_copy}, {}};
}

}  // namespace wardlight::workflows
