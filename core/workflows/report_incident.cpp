// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/report_incident.h"

#include <algorithm>

#include "core/crypto/crypto.h"
#include "core/workflows/form_checks.h"
#include "core/workflows/patient_day.h"
#include "core/workflows/response.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/talk_thread.h"
#include "core/workflows/ward_patient.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kIncidentCodes = "urn:wardlight:codes:incident";
constexpr std::string_view kNearMiss = "near-miss";
constexpr std::string_view kFall = "fall";

json::Value named_extension(std::string_view name, json::Value parts) {
  return json::Value().set("url", "urn:wardlight:" + std::string(name)).set("extension", std::move(parts));
}
json::Value part(std::string_view name, std::string_view type, json::Value value) {
  return json::Value().set("url", name).set("value" + std::string(type), std::move(value));
}
std::string part_of(const json::Value& extension, std::string_view name) {
  for (const json::Value& one : extension["extension"].items())
    if (one.text_of("url") == name)
      for (const json::Member& member : one.members())
        if (member.name.starts_with("value"))
          return member.value.is_object() ? std::string(member.value.text_of("reference")) : member.value.text();
  return {};
}

void add(json::Value& resource, json::Value extension) {
  json::Value extensions = resource["extension"];
  extensions.push(std::move(extension));
  resource.set("extension", std::move(extensions));
}

// The rounds before it as they were, each with the hash of its bytes: nobody can say later that they were others.
Expected<void> freeze_rounds(const Ward& ward, const store::CensusEntry& stay, Instant before, json::Value& event) {
  WL_TRY(const auto acts, ward.store.list_acts({&stay.encounter, 1}, before - ward.content.chart.frozen_rounds));
  for (const store::Act& act : acts) {
    if (act.act != kRoundAct || act.standing != store::Standing::Current || act.occurred_at > before) continue;
    WL_TRY(const auto round, ward.store.find_statement(act.id));
    if (!round) continue;
    add(event, named_extension("round-before",
                               json::Value::array({part("round", "Reference", reference_to(round->type, act.id.value)),
                                                   part("at", "DateTime", ward.zone.format(act.occurred_at)),
                                                   part("sha256", "String", crypto::to_hex(round->envelope.hash))})));
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
    add(event, named_extension("detail", json::Value::array({part("code", "Code", detail.code), part("value", "String",
        detail.value)})));
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
  return found;
}

Expected<std::vector<json::Value>> incident_resources(const Ward& ward) {
  WL_TRY(const auto statements, ward.store.list_incidents());
  std::vector<json::Value> resources;
  for (const store::StoredStatement& statement : statements) {
    WL_TRY(json::Value resource, json::parse(statement.bytes));
    resources.push_back(std::move(resource));
  }
  return resources;
}

std::string superseded_in(const json::Value& resource) {
  const json::Value* old = find_extension(resource, "supersedes");
  return old == nullptr ? std::string() : id_in((*old)["valueReference"]);
}

IncidentView view_of(const json::Value& event, const WardFrame& frame) {
  IncidentView view;
  view.incident = {std::string(event.text_of("id"))};
  view.first = view.incident;
  view.encounter = {id_in(event["encounter"])};
  view.kind = event["event"]["coding"][std::size_t{0}].text_of("code");
  view.level = event["severity"]["coding"][std::size_t{0}].text_of("code");
  view.confirmed = find_extension(event, "confirmed") != nullptr;
  if (const auto at = parse_time(event.text_of("date"))) view.occurred_at = at->instant;
  if (const auto at = parse_time(event.text_of("recordedDate"))) view.recorded_at = at->instant;
  view.by = {id_in(event["recorder"])};
  view.by_name = frame.name_of(view.by);
  for (const json::Value& one : event["extension"].items()) {
    if (one.text_of("url") == "urn:wardlight:detail") view.details.push_back({part_of(one, "code"), part_of(one, "value")});
    if (one.text_of("url") != "urn:wardlight:round-before") continue;
    const std::string round = part_of(one, "round");
    const auto at = parse_time(part_of(one, "at"));
    view.rounds.push_back({{round.substr(round.rfind('/') + 1)}, at ? at->instant : Instant{}, part_of(one, "sha256")});
  }
  return view;
}

std::vector<IncidentView> list_views(const Ward& ward, const std::vector<json::Value>& resources, const WardFrame& frame) {
  std::vector<IncidentView> views;
  for (const json::Value& resource : resources) {
    if (resource.text_of("resourceType") == "AdverseEvent") {
      IncidentView view = view_of(resource, frame);
      const auto old = std::ranges::find(views, StatementId{superseded_in(resource)}, &IncidentView::incident);
      if (old == views.end()) {
        views.push_back(std::move(view));
        continue;
      }
      view.first = old->first;
      view.forms = old->forms;
      *old = std::move(view);
      continue;
    }
    const json::Value* about = find_extension(resource, "about");
    const ClinicalForm* form = ward.content.forms.find_url(resource.text_of("questionnaire"));
    if (about == nullptr || form == nullptr) continue;
    const StatementId to{id_in((*about)["valueReference"])};
    for (IncidentView& view : views)
      if (view.incident == to || view.first == to) view.forms.push_back(form->name);
  }
  return views;
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

Expected<Outcome> review_incident(const Ward& ward, const ReviewIncident& review) {
  WL_CHECK(require(ward, access::Action::ReviewIncidents));
  WL_TRY(auto earlier, find_saved(ward, review.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  WL_TRY(const auto stored, ward.store.find_incident(review.incident));
  if (!stored || stored->type != "AdverseEvent")
    return Error{ErrorCode::NotFound, "This report is not on this tablet; it is read where it was made, or at the hub.",
        "incident"};
  WL_TRY(const auto all, incident_resources(ward));
  Outcome outcome;
  if (std::ranges::any_of(all, [&](const json::Value& one) { return superseded_in(one) == review.incident.value; }))
    outcome.objections.push_back({ObjectionKind::AlreadyCorrected, "", "This report has a newer version; read the list again."});
  if (review.level.empty() || review.reason.empty())
    outcome.objections.push_back({ObjectionKind::NothingToDo, "",
        "A review needs the level and, in a few words, what it rests on."});
  if (!outcome.objections.empty()) return outcome;
  WL_TRY(const json::Value old, json::parse(stored->bytes));
  const Instant now = ward.clock.now();
  json::Value event = begin_statement(ward, {"AdverseEvent", review.id, now, {}, review.incident, review.reason});
  for (const json::Value& extension : old["extension"].items()) {
    const std::string_view url = extension.text_of("url");
    if (url.ends_with(":detail") || url.ends_with(":round-before") || url.ends_with(":unit") || url.ends_with(":notice"))
      add(event, extension);
  }
  if (review.confirmed) add_extension(event, "confirmed", "Boolean", true);
  for (const json::Member& member : old.members())
    if (event.find(member.name) == nullptr) event.set(member.name, member.value);
  event.set("severity", coding(kIncidentCodes, review.level)).set("recordedDate", ward.zone.format(now));
  event.set("recorder", reference_to("Practitioner", ward.session.person().practitioner.value));
  WL_TRY(const store::Receipt receipt, save_statements(ward, {{review.id, std::move(event)}}));
  return Outcome{Saved{review.id, now, now, care::ChartingTime::Prompt, receipt.second_copy}, {}};
}

Expected<std::vector<IncidentView>> read_incidents(const Ward& ward, const std::string& reason) {
  WL_CHECK(require(ward, access::Action::ReadIncidents));
  if (reason.empty())
    return Error{ErrorCode::NotAllowed, "Reports are opened with a reason; say in a few words why.", "incidents"};
  WL_CHECK(ward.store.append_audit({audit_line(ward, audit::Act::IncidentsRead, "", reason)}));
  WL_TRY(const WardFrame frame, make_frame(ward));
  WL_TRY(const auto resources, incident_resources(ward));
  return list_views(ward, resources, frame);
}

}  // namespace wardlight::workflows
