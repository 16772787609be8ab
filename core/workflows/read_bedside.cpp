// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_bedside.h"

#include <algorithm>

#include "core/workflows/bedside_reading.h"
#include "core/workflows/chart_facts.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/timeline_row.h"

namespace wardlight::workflows {
namespace {

constexpr std::size_t kTimeline = 400;

std::optional<std::string> total_in(const forms::Questionnaire& form, const json::Value& items) {
  for (const json::Value& item : items.items()) {
    const forms::Item* known = form.find(item.text_of("linkId"));
    if (known != nullptr && known->is_computed())
      for (const json::Member& member : item["answer"][std::size_t{0}].members())
        if (member.name.starts_with("value")) return member.value.text();
    if (auto inner = total_in(form, item["item"])) return inner;
  }
  return std::nullopt;
}

// The band as the facts have it, when it was judged by that very record.
std::string band_of(const std::vector<care::Fact>& facts, const std::string& form, const StatementId& statement) {
  for (const care::Fact& fact : facts)
    if (fact.kind == form + "-band" && fact.source.ends_with("/" + statement.value)) return fact.value.text();
  return {};
}

Expected<Instrument> instrument_of(const Ward& ward, const WardFrame& frame, const ClinicalForm& form, const store::Act& act,
                                   const std::vector<care::Fact>& facts) {
  Instrument one;
  one.form = form.name;
  one.statement = act.id;
  one.occurred_at = act.occurred_at;
  one.by = frame.name_of(act.author);
  one.band = band_of(facts, form.name, act.id);
  WL_TRY(const auto statement, ward.store.find_statement(act.id));
  if (!statement) return one;
  WL_TRY(const json::Value resource, json::parse(statement->bytes));
  if (const json::Value* pack = find_extension(resource, "pack")) one.pack = pack->text_of("valueString");
  one.partial = resource.text_of("status") == "in-progress";
  if (!one.partial) one.total = total_in(form.form, resource["item"]);
  return one;
}

Expected<std::vector<Instrument>> read_instruments(const Ward& ward, const WardFrame& frame,
    const std::vector<store::Act>& newest_first,
                                                   const std::vector<care::Fact>& facts) {
  std::vector<Instrument> instruments;
  for (const store::Act& act : newest_first) {
    const ClinicalForm* form = ward.content.forms.find(act.act);
    if (form == nullptr || act.standing != store::Standing::Current) continue;
    if (std::ranges::find(instruments, form->name, &Instrument::form) != instruments.end()) continue;
    WL_TRY(Instrument one, instrument_of(ward, frame, *form, act, facts));
    instruments.push_back(std::move(one));
  }
  std::ranges::sort(instruments, {}, &Instrument::form);
  return instruments;
}

Expected<WardPatient> find_patient(const Ward& ward, const WardFrame& frame, const store::CensusEntry& stay) {
  WL_TRY(const WardView view, read_ward(ward, stay.now.unit));
  for (const WardPatient& patient : view.patients)
    if (patient.encounter == stay.encounter) return patient;
  WL_TRY(const auto acts, ward.store.list_acts({&stay.encounter, 1}, frame.since()));
  return judge_patient(frame, stay, acts).patient;
}

}  // namespace

const care::Fact* BedsideView::latest(std::string_view kind) const {
  const care::Fact* newest = nullptr;
  for (const care::Fact& fact : facts)
    if (fact.kind == kind && fact.at <= read_at) newest = &fact;
  return newest;
}

Expected<BedsideView> read_bedside(const Ward& ward, const EncounterId& encounter) {
  WL_CHECK(require(ward, access::Action::ReadChart));
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  WL_TRY(const BedsideReading reading, read_together(ward, {stay}));
  const auto& records = reading.records_of(stay.encounter);
  BedsideView view;
  view.read_at = reading.frame.now;
  WL_TRY(view.patient, find_patient(ward, reading.frame, stay));
  const care::FactsAt facts = reading.facts_now(stay.encounter);
  view.facts = care::standing_facts(ward.content.prompts.facts, reading.of(stay.encounter).facts.in_order(), view.read_at);
  view.devices = read_devices(reading, stay.encounter, records);
  view.questions = read_questions(reading.threads(), records);
  view.tasks = read_tasks(reading.threads(), records);
  std::erase_if(view.tasks, [](const WorkTask& task) { return !task.is_open(); });
  view.help = read_help(reading.threads(), records);
  std::erase_if(view.help, [](const HelpCall& call) { return call.closed_at.has_value(); });
  if (const auto fall = care::latest_fact(view.facts, "fall", view.read_at))
    view.fall_steps = read_fall_steps(reading.threads(), records, fall->at);
  for (care::Prompt& prompt : care::prompts_for(ward.content.prompts, facts, ward.zone))
    view.prompts.push_back(show_prompt(reading, stay.encounter, std::move(prompt), view.tasks));
  view.put_off = care::put_off_prompts(ward.content.prompts, facts, ward.zone);
  HandoffReading handoff = read_handoffs(ward, stay.encounter, records, reading.frame.names);
  add_chart_rows(ward, facts, handoff);
  view.handoff = std::move(handoff.view);
  view.last_handoff = handoff.last_accepted;
  WL_TRY(const auto acts, ward.store.list_timeline(stay.encounter, kTimeline));
  WL_TRY(view.instruments, read_instruments(ward, reading.frame, acts, view.facts));
  for (const store::Act& act : acts)
    if (view.last_handoff && act.occurred_at > *view.last_handoff && act.standing == store::Standing::Current)
      view.since_handoff.push_back(row_of(reading.frame, act));
  return view;
}

Expected<std::vector<care::Prompt>> read_prompts(const Ward& ward, const EncounterId& encounter) {
  WL_CHECK(require(ward, access::Action::ReadChart));
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  WL_TRY(const auto facts, read_chart_facts(ward, stay));
  return care::prompts_for(ward.content.prompts, facts, ward.clock.now(), ward.zone);
}

Expected<Outcome> snooze_prompt(const Ward& ward, const SnoozePrompt& snooze) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, snooze.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  WL_TRY(const auto prompts, read_prompts(ward, snooze.encounter));
  const auto prompt = std::ranges::find_if(
      prompts, [&](const care::Prompt& one) { return one.id == snooze.prompt && one.about == snooze.about; });
  Outcome outcome;
  if (prompt == prompts.end())
    outcome.objections.push_back({ObjectionKind::NothingToDo, "", "This is not asked for any more."});
  else if (!prompt->snooze || prompt->snooze->most < snooze.length)
    outcome.objections.push_back({ObjectionKind::RuleRefused, "", "This cannot be put off, or not for so long.", prompt->spec});
  if (snooze.reason.empty())
    outcome.objections.push_back({ObjectionKind::NothingToDo, "", "Say in a few words why it can wait."});
  if (!outcome.objections.empty()) return outcome;
  const Talk talk{snooze.id, "prompt-snoozed", snooze.encounter};
  WL_TRY(json::Value resource, make_talk(ward, talk));
  add_extension(resource, "prompt", "String", snooze.prompt);
  if (!snooze.about.empty()) add_extension(resource, "about", "String", snooze.about);
  add_extension(resource, "until", "DateTime", ward.zone.format(ward.clock.now() + snooze.length));
  add_extension(resource, "reason", "String", snooze.reason);
  for (const std::string& kind : prompt->criteria) add_extension(resource, "criterion", "Code", kind);
  return save_talk(ward, talk, store::Urgency::Usual, std::move(resource));
}

Expected<Outcome> make_task_of(const Ward& ward, const StatementId& id, const BedsidePrompt& prompt) {
  RaiseTask task;
  task.id = id;
  task.encounter = prompt.encounter;
  task.kind = prompt.prompt.id;
  task.text = prompt.prompt.text.en;
  task.spanish = prompt.prompt.text.es;
  if (!prompt.prompt.who.empty()) task.owner_role = prompt.prompt.who.front();
  task.due = prompt.prompt.due;
  task.needs_person_now = prompt.prompt.severity == care::prompts::Severity::Urgent;
  if (!prompt.prompt.basis.empty()) task.basis = prompt.prompt.basis.front().source;
  return raise_task(ward, task);
}

}  // namespace wardlight::workflows
