// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/care_figures.h"

#include <algorithm>
#include <charconv>

#include "core/care/facts/fact_paths.h"
#include "core/workflows/read_call_list.h"
#include "core/workflows/response_answers.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/talk_thread.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kObservation = "hand-hygiene-observation", kTeachBack = "teach-back", kInsertion = "device-insertion";
constexpr std::string_view kGiven = "handoff-given", kTookPart = "took-part";

struct Collected {
  std::vector<care::HygieneOpportunity> observed;
  std::vector<care::TeachBackRecord> taught;
  std::vector<care::BundleCheck> inserted, maintained;
};

void add_observation(const ClinicalForm& form, const json::Value& response, Collected& all) {
  for (const json::Value& group : response["item"].items()) {
    if (group.text_of("linkId") != form.link("opportunity")) continue;
    care::HygieneOpportunity seen;
    seen.action = first_answer(group, form.link("action"));
    seen.category = first_answer(group, form.link("person"));
    for (const json::Value* moment : care::facts::find_answers(group, form.link("moment")))
      seen.moments.emplace_back(moment->text_of("code"));
    if (!seen.moments.empty()) all.observed.push_back(std::move(seen));
  }
}

void add_teaching(const ClinicalForm& form, const json::Value& response, Collected& all) {
  const std::string tries = first_answer(response, form.link("failedTries"));
  care::TeachBackRecord record{first_answer(response, form.link("topic")), first_answer(response, form.link("result")), 0};
  std::from_chars(tries.data(), tries.data() + tries.size(), record.failed_tries);
  all.taught.push_back(std::move(record));
}

care::BundleCheck check_of(const care::DeviceType& type, const std::vector<std::string>& elements, const json::Value& response) {
  care::BundleCheck check{type.choice.code, {}};
  for (const std::string& element : elements)
    if (std::string code = first_answer(response, element); !code.empty()) check.answers.emplace_back(element, std::move(code));
  return check;
}

void add_device_check(const Ward& ward, const ClinicalForm& form, const json::Value& response, Collected& all) {
  for (const care::DeviceType& type : ward.content.devices.types) {
    if (type.maintenance == form.form.url) all.maintained.push_back(check_of(type, type.elements, response));
    const bool placed = form.name == kInsertion && first_answer(response, form.link("device")) == type.choice.code;
    if (placed && !type.steps.empty()) all.inserted.push_back(check_of(type, type.steps, response));
  }
}

Expected<void> add_act(const Ward& ward, const store::Act& act, Collected& all) {
  const ClinicalForm* form = ward.content.forms.find(act.act);
  if (form == nullptr || act.standing != store::Standing::Current) return {};
  const bool counts = form->name == kObservation || form->name == kTeachBack || form->name.starts_with("device-");
  if (!counts) return {};
  WL_TRY(const auto statement, ward.store.find_statement(act.id));
  if (!statement) return {};
  WL_TRY(const json::Value response, json::parse(statement->bytes));
  if (form->name == kObservation) add_observation(*form, response, all);
  else if (form->name == kTeachBack) add_teaching(*form, response, all);
  else add_device_check(ward, *form, response, all);
  return {};
}

care::HandoffRecord record_of(const Ward& ward, const HandoffThread& thread) {
  care::HandoffRecord record;
  record.at_bedside = thread.now.bedside_at.has_value();
  record.dual_signed = thread.now.accepted_at.has_value();
  record.synthesised = record.dual_signed || thread.now.state == HandoffState::Synthesised;
  if (thread.now.accepted_at && thread.now.started_at) record.took = *thread.now.accepted_at - *thread.now.started_at;
  const ClinicalForm* form = ward.content.forms.find(kGiven);
  if (form == nullptr) return record;
  for (const HandoffStatement& one : thread.statements) {
    if (one.resource.text_of("questionnaire").substr(0, form->form.url.size()) != form->form.url) continue;
    record.patient_included = first_answer(one.resource, form->link("patient")) == kTookPart;
    record.goal_recorded = !first_answer(one.resource, form->link("goal")).empty();
  }
  return record;
}

std::vector<DeviceFigures> device_figures(const Ward& ward, const Collected& all) {
  std::vector<DeviceFigures> devices;
  for (const care::DeviceType& type : ward.content.devices.types) {
    const std::string& code = type.choice.code;
    DeviceFigures figures{code, care::bundle_figures(ward.content.devices, code, care::Bundle::Insertion, all.inserted),
                          care::bundle_figures(ward.content.devices, code, care::Bundle::Maintenance, all.maintained)};
    if (figures.insertion.checked + figures.maintenance.checked > 0) devices.push_back(std::move(figures));
  }
  return devices;
}

Expected<std::vector<EncounterId>> stays_since(const Ward& ward, const LocationId& unit, Instant from) {
  const Instant now = ward.clock.now();
  std::vector<EncounterId> encounters;
  WL_TRY(const auto here, ward.store.list_census(unit, now));
  for (const store::CensusEntry& stay : here) encounters.push_back(stay.encounter);
  WL_TRY(const auto left, ward.store.list_departed(unit, from, now));
  for (const store::CensusEntry& stay : left) encounters.push_back(stay.encounter);
  return encounters;
}

Expected<std::int64_t> count_patient_days(const Ward& ward, const LocationId& unit, Instant from, Instant to) {
  std::int64_t days = 0;
  for (Date day = add_days(ward.zone.local(from).date, 1); ward.zone.to_instant(day, 0) <= to; day = add_days(day, 1)) {
    WL_TRY(const auto stays, ward.store.list_past_census(unit, ward.zone.to_instant(day, 0)));
    days += static_cast<std::int64_t>(stays.size());
  }
  return days;
}

// Whether a call was talked over afterwards stays with the incident data; it is not counted here.
care::HelpFigures help_of(const ThreadReading& reading, std::span<const store::Record> records, Instant from, Instant to,
                          std::int64_t days) {
  std::vector<care::HelpCallRecord> calls;
  for (const HelpCall& call : read_help(reading, records))
    if (from <= call.pressed_at && call.pressed_at < to)
      calls.push_back({call.pressed_at, call.arrived_at, false, false, call.outcome});
  return care::help_figures(calls, days);
}

}  // namespace

Expected<CareFigures> count_care(const Ward& ward, std::span<const store::Act> acts, std::span<const HandoffThread> handoffs) {
  Collected all;
  for (const store::Act& act : acts) WL_CHECK(add_act(ward, act, all));
  std::vector<care::HandoffRecord> records;
  for (const HandoffThread& thread : handoffs) records.push_back(record_of(ward, thread));
  CareFigures figures;
  WL_TRY(figures.observed_hands, care::hygiene_figures(ward.content.hygiene, all.observed));
  figures.handoffs = care::handoff_figures(records);
  figures.teach_back = care::teach_back_figures(ward.content.teach_back, all.taught);
  figures.devices = device_figures(ward, all);
  return figures;
}

Expected<CareOfUnit> read_care_of_unit(const Ward& ward, const LocationId& unit, Instant from, Instant to) {
  WL_CHECK(require(ward, access::Action::SeeBoard));
  WL_TRY(const auto encounters, stays_since(ward, unit, from));
  WL_TRY(auto acts, ward.store.list_acts(encounters, from));
  std::erase_if(acts, [&](const store::Act& act) { return to <= act.occurred_at; });
  WL_TRY(const auto records, ward.store.list_records(encounters, ""));
  auto handoffs = handoff_threads(ward.content, records);
  std::erase_if(handoffs, [&](const HandoffThread& one) { return !one.now.started_at || *one.now.started_at < from; });
  CareOfUnit figures{from, to, {}, {}, {}, 0};
  WL_TRY(figures.care, count_care(ward, acts, handoffs));
  WL_TRY(figures.patient_days, count_patient_days(ward, unit, from, to));
  const std::map<PractitionerId, std::string> nobody;
  figures.help = help_of({ward, to, nobody}, records, from, to, figures.patient_days);
  WL_TRY(const auto calls, read_call_list(ward, unit));
  figures.calls = calls.figures;
  return figures;
}

}  // namespace wardlight::workflows
