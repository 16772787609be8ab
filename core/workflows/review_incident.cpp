// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/review_incident.h"

#include <algorithm>

#include "core/workflows/incident_record.h"
#include "core/workflows/response_answers.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/talk_thread.h"
#include "core/workflows/ward_patient.h"

namespace wardlight::workflows {
namespace {

using care::Certainty;

constexpr std::string_view kConfirmedNotice = "fall-injury-confirmed";

std::string referred(const json::Value& resource, std::string_view name) {
  const json::Value* found = find_extension(resource, name);
  return found == nullptr ? std::string() : id_in((*found)["valueReference"]);
}

Instant time_of(const json::Value& resource, std::string_view member) {
  const auto at = parse_time(resource.text_of(member));
  return at ? at->instant : Instant{};
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

// ---- Reading

void read_parts(const json::Value& event, IncidentView& view) {
  view.details.clear();
  view.rounds.clear();
  for (const json::Value& one : event["extension"].items()) {
    const std::string_view url = one.text_of("url");
    if (url == "urn:wardlight:detail") view.details.push_back({part_of(one, "code"), part_of(one, "value")});
    if (url == "urn:wardlight:not-same-as") view.not_same.push_back({id_in(one["valueReference"])});
    if (url != "urn:wardlight:round-before") continue;
    const std::string round = part_of(one, "round");
    const auto at = parse_time(part_of(one, "at"));
    view.rounds.push_back({{round.substr(round.rfind('/') + 1)}, at ? at->instant : Instant{}, part_of(one, "sha256")});
  }
}

// A version over the one before it, or the first.
void take_version(const json::Value& event, const WardFrame& frame, IncidentView& view) {
  view.incident = {std::string(event.text_of("id"))};
  view.kind = incident_kind(event);
  view.level = incident_level(event);
  view.confirmed = find_extension(event, "confirmed") != nullptr;
  view.unit = {referred(event, "unit")};
  const PractitionerId by{id_in(event["recorder"])};
  if (view.first.empty()) {
    view.first = view.incident;
    view.encounter = {id_in(event["encounter"])};
    view.patient = {id_in(event["subject"])};
    view.occurred_at = time_of(event, "date");
    view.recorded_at = time_of(event, "recordedDate");
    view.by = by;
    view.by_name = frame.name_of(by);
  }
  read_parts(event, view);
  view.said.push_back({view.level, view.confirmed ? Certainty::Confirmed : Certainty::Provisional, time_of(event, "recordedDate"),
                       frame.name_of(by), reason_in(event)});
}

// A form of the report: what it says about the level counts as said when it was filled in, unless that is confirmed by then.
void take_form(const ClinicalForm& form, const json::Value& resource, const WardFrame& frame, IncidentView& view) {
  view.forms.push_back(form.name);
  view.answered.push_back(resource);
  const std::string level = form.link("level").empty() ? std::string() : first_answer(resource, form.link("level"));
  if (level.empty() || view.confirmed) return;
  const json::Value* recorded = find_extension(resource, "recorded");
  const auto at = parse_time(recorded == nullptr ? resource.text_of("authored") : recorded->text_of("valueDateTime"));
  view.said.push_back({level, Certainty::Provisional, at ? at->instant : view.recorded_at,
                       frame.name_of({id_in(resource["author"])}), ""});
  view.level = level;
}

// The event that a form is about: the one it names, else the last one of that stay before it was filled in.
IncidentView* event_of(const json::Value& resource, std::vector<IncidentView>& views, std::span<const json::Value> all) {
  const std::string named = referred(resource, "about");
  const auto knows = [&](const IncidentView& view) {
    return view.incident.value == named || view.first.value == named ||
           std::ranges::any_of(all, [&](const json::Value& one) {
             return one.text_of("id") == named && referred(one, "supersedes") == view.first.value;
           });
  };
  const EncounterId encounter{id_in(resource["encounter"])};
  IncidentView* last = nullptr;
  for (IncidentView& view : views) {
    if (!named.empty() ? knows(view) : view.encounter == encounter) last = &view;
  }
  return last;
}

void take_event(const json::Value& event, const WardFrame& frame, std::vector<IncidentView>& views) {
  const StatementId old{referred(event, "supersedes")};
  auto view = std::ranges::find(views, old, &IncidentView::incident);
  if (old.empty() || view == views.end()) view = views.insert(views.end(), IncidentView{});
  take_version(event, frame, *view);
}

// A near miss may be told by its form alone.
void take_response(const json::Value& resource, const Ward& ward, const WardFrame& frame, std::span<const json::Value> all,
                   std::vector<IncidentView>& views) {
  const ClinicalForm* form = ward.content.forms.find_url(resource.text_of("questionnaire"));
  if (form == nullptr) return;
  if (form->name == kNearMiss && referred(resource, "about").empty()) {
    IncidentView view;
    view.incident = view.first = {std::string(resource.text_of("id"))};
    view.encounter = {id_in(resource["encounter"])};
    view.patient = {id_in(resource["subject"])};
    view.kind = kNearMiss;
    view.occurred_at = view.recorded_at = time_of(resource, "authored");
    view.by = {id_in(resource["author"])};
    view.by_name = frame.name_of(view.by);
    views.push_back(std::move(view));
    return take_form(*form, resource, frame, views.back());
  }
  if (IncidentView* view = event_of(resource, views, all)) take_form(*form, resource, frame, *view);
}

std::vector<care::InjuryStatement> statements_of(const care::FallEventPack& pack, const IncidentView& view) {
  std::vector<care::InjuryStatement> said;
  for (const InjurySaid& one : view.said) said.push_back({one.level.empty() ? pack.open_level() : one.level, one.certainty,
      one.at});
  return said;
}

// FAL-R3: what was said to be one becomes one; what may be one is told so.
void join_views(const care::FallEventPack& pack, std::span<const json::Value> all, std::vector<IncidentView>& views) {
  for (const json::Value& event : all) {
    const std::string lead = referred(event, "same-as");
    const auto told = std::ranges::find(views, StatementId{std::string(event.text_of("id"))}, &IncidentView::incident);
    const auto first = std::ranges::find(views, StatementId{lead}, &IncidentView::first);
    if (lead.empty() || told == views.end() || first == views.end()) continue;
    first->told_again.push_back({told->first, told->occurred_at, told->by_name});
    for (std::size_t i = 0; i < told->forms.size(); ++i)
      first->forms.push_back(told->forms[i]), first->answered.push_back(told->answered[i]);
    for (InjurySaid& one : told->said)
      if (!one.level.empty()) first->said.push_back(std::move(one));
    std::ranges::stable_sort(first->said, {}, &InjurySaid::at);
    views.erase(told);
  }
  std::vector<care::FallReport> reports;
  for (const IncidentView& view : views)
    if (view.kind == kFall) reports.push_back({view.first.value, view.patient.value, view.occurred_at});
  for (const auto& [earlier, later] : care::merge_candidates(pack, reports)) {
    const auto view = std::ranges::find(views, StatementId{later}, &IncidentView::first);
    if (std::ranges::find(view->not_same, StatementId{earlier}) == view->not_same.end()) view->may_be_same.push_back({earlier});
  }
}

Expected<void> name_patients(const Ward& ward, std::vector<IncidentView>& views) {
  for (IncidentView& view : views) {
    WL_TRY(const auto stay, ward.store.find_census(view.encounter));
    if (!stay) continue;
    view.patient_name = stay->name;
    view.bed = stay->now.bed_name;
  }
  return {};
}

Expected<std::vector<IncidentView>> list_views(const Ward& ward) {
  WL_TRY(const auto resources, incident_resources(ward));
  WL_TRY(const WardFrame frame, make_frame(ward));
  std::vector<IncidentView> views;
  for (const json::Value& resource : resources) {
    if (resource.text_of("resourceType") == "AdverseEvent") take_event(resource, frame, views);
    else take_response(resource, ward, frame, resources, views);
  }
  const care::FallEventPack& pack = ward.content.fall_event;
  join_views(pack, resources, views);
  for (IncidentView& view : views) {
    if (view.kind != kFall) continue;
    view.injury = care::injury_now(pack, view.occurred_at, statements_of(pack, view), frame.now);
    if (view.injury) view.level = view.injury->level, view.confirmed = view.injury->certainty == Certainty::Confirmed;
  }
  std::ranges::stable_sort(views, std::greater{}, [](const IncidentView& one) { return one.occurred_at.milliseconds; });
  WL_CHECK(name_patients(ward, views));
  return views;
}

// ---- Reviewing

struct Found {
  json::Value event;
  IncidentView view;
};

// The event as it stands, by its newest version.
Expected<Found> find_event(const Ward& ward, const StatementId& id, std::vector<Objection>& objections) {
  WL_TRY(const auto stored, ward.store.find_incident(id));
  if (!stored || stored->type != "AdverseEvent")
    return Error{ErrorCode::NotFound, "This report is not on this tablet; it is read where it was made, or at the hub.",
        "incident"};
  WL_TRY(json::Value event, json::parse(stored->bytes));
  WL_TRY(auto views, list_views(ward));
  const auto view = std::ranges::find(views, id, &IncidentView::incident);
  if (view == views.end()) {
    objections.push_back({ObjectionKind::AlreadyCorrected, "", "This report has a newer version; read the list again."});
    return Found{std::move(event), {}};
  }
  return Found{std::move(event), std::move(*view)};
}

// The next version of it: everything that is not said anew stays.
json::Value next_version(const Ward& ward, const StatementId& id, const Found& found, const std::string& reason) {
  const Instant now = ward.clock.now();
  json::Value event = begin_statement(ward, {"AdverseEvent", id, now, {}, found.view.incident, reason});
  json::Value extensions = event["extension"];
  for (const json::Value& extension : found.event["extension"].items()) {
    const std::string_view url = extension.text_of("url");
    for (const char* kept : {":detail", ":round-before", ":unit", ":notice", ":not-same-as"})
      if (url.ends_with(kept)) extensions.push(extension);
  }
  event.set("extension", std::move(extensions));
  for (const json::Member& member : found.event.members())
    if (event.find(member.name) == nullptr) event.set(member.name, member.value);
  event.set("recordedDate", ward.zone.format(now));
  event.set("recorder", reference_to("Practitioner", ward.session.person().practitioner.value));
  return event;
}

// FAL-R4.
Expected<void> place_event(const Ward& ward, const IncidentPlace& place, const IncidentView& view, json::Value& event) {
  WL_TRY(const store::CensusEntry stay, get_stay(ward, view.encounter));
  std::string own = stay.now.unit.value;
  for (const store::Stay& one : stay.stays)
    if (one.from <= view.occurred_at) own = one.unit.value;
  const std::string unit = care::attributed_unit(place.unit.value, own, place.escort);
  json::Value extensions = json::Value::array();
  for (const json::Value& extension : event["extension"].items())
    if (!extension.text_of("url").ends_with(":unit")) extensions.push(extension);
  event.set("extension", std::move(extensions));
  if (!unit.empty()) add_extension(event, "unit", "Reference", reference_to("Location", unit));
  return {};
}

Expected<Outcome> save_version(const Ward& ward, const StatementId& id, std::vector<NamedResource> statements) {
  WL_TRY(const store::Receipt receipt, save_statements(ward, statements));
  const Instant now = ward.clock.now();
  return Outcome{Saved{id, now, now, care::ChartingTime::Prompt, receipt.second_copy}, {}};
}

}  // namespace

Expected<Outcome> review_incident(const Ward& ward, const ReviewIncident& review) {
  WL_CHECK(require(ward, access::Action::ReviewIncidents));
  WL_TRY(auto earlier, find_saved(ward, review.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  Outcome outcome;
  WL_TRY(const Found found, find_event(ward, review.incident, outcome.objections));
  if (review.level.empty() || review.reason.empty())
    outcome.objections.push_back({ObjectionKind::NothingToDo, "",
        "A review needs the level and, in a few words, what it rests on."});
  if (!outcome.objections.empty()) return outcome;
  const bool fall = found.view.kind == kFall;
  if (fall)
    object_to_level(ward, found.view.occurred_at, statements_of(ward.content.fall_event, found.view),
                    {review.level, review.confirmed ? Certainty::Confirmed : Certainty::Provisional, ward.clock.now()},
                    outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  json::Value event = next_version(ward, review.id, found, review.reason);
  if (review.confirmed) add_extension(event, "confirmed", "Boolean", true);
  event.set("severity", coding(kIncidentCodes, review.level));
  if (review.place) WL_CHECK(place_event(ward, *review.place, found.view, event));
  std::vector<NamedResource> statements{{review.id, std::move(event)}};
  if (fall && review.confirmed && !review.notice.empty()) {
    WL_TRY(json::Value notice, make_talk(ward, {review.notice, std::string(kConfirmedNotice), found.view.encounter}));
    statements.push_back({review.notice, std::move(notice)});
  }
  return save_version(ward, review.id, std::move(statements));
}

Expected<Outcome> join_incidents(const Ward& ward, const JoinIncidents& join) {
  WL_CHECK(require(ward, access::Action::ReviewIncidents));
  WL_TRY(auto earlier, find_saved(ward, join.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  Outcome outcome;
  WL_TRY(const Found later, find_event(ward, join.incident, outcome.objections));
  WL_TRY(const Found with, find_event(ward, join.with, outcome.objections));
  if (!outcome.objections.empty()) return outcome;
  if (std::ranges::find(later.view.may_be_same, with.view.first) == later.view.may_be_same.end()) {
    outcome.objections.push_back({ObjectionKind::RuleRefused, "",
        "FAL-R3: two reports are one fall only for one patient and within the minutes of the rule; leave them apart.", "FAL-R3"});
    return outcome;
  }
  json::Value event = next_version(ward, join.id, later, "");
  if (later.view.confirmed) add_extension(event, "confirmed", "Boolean", true);
  add_extension(event, join.same ? "same-as" : "not-same-as", "Reference", reference_to("AdverseEvent", with.view.first.value));
  if (join.same) event.set("event", coding(kIncidentCodes, kSameFall));
  return save_version(ward, join.id, {{join.id, std::move(event)}});
}

Expected<std::vector<IncidentView>> read_incidents(const Ward& ward, const std::string& reason) {
  WL_CHECK(require(ward, access::Action::ReadIncidents));
  if (reason.empty())
    return Error{ErrorCode::NotAllowed, "Reports are opened with a reason; say in a few words why.", "incidents"};
  WL_CHECK(ward.store.append_audit({audit_line(ward, audit::Act::IncidentsRead, "", reason)}));
  return list_views(ward);
}

}  // namespace wardlight::workflows
