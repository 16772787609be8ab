// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/bedside_input.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/care/prompts/prompt_groups.h"
#include "core/care/scales/scoring.h"
#include "ui/shell/bedside_parts.h"

namespace wardlight::shell {
namespace {

using care::Fact;

models::Urgency urgency_of(care::prompts::Severity severity) {
  if (severity == care::prompts::Severity::Urgent) return models::Urgency::Now;
  return severity == care::prompts::Severity::Low ? models::Urgency::Watch : models::Urgency::Soon;
}

models::PromptInput prompt_input(const workflows::BedsidePrompt& one, const BedsideWorld& world) {
  const care::Prompt& prompt = one.prompt;
  const std::string& language = world.texts.language();
  models::PromptInput input;
  input.id = prompt.about.empty() ? prompt.id : prompt.id + "." + prompt.about;
  input.prompt = prompt.id;
  input.about = prompt.about;
  input.urgency = urgency_of(prompt.severity);
  input.text = prompt.text.in(language);
  input.due = prompt.due;
  for (const auto& basis : prompt.basis) input.basis.push_back(basis_input(basis.kind, basis.value, basis.at, basis.source,
      world));
  input.rule = prompt.rule.in(language);
  input.pack = prompt.pack;
  input.source = world.texts.said(prompt.citation) + " [" + prompt.mark + "]";
  if (!prompt.who.empty()) input.who = role_words(prompt.who.back(), world.texts);
  input.ends = prompt.ends.in(language);
  input.can_snooze = prompt.snooze.has_value();
  if (prompt.snooze) input.snooze_for = prompt.snooze->most;
  const auto answer = world.ward.forms.find_for_prompt(prompt.id);
  const bool is_done = answer.form != nullptr && !answer.answer->code.empty();  // saying so ends it; what only asks does not
  if (answer.form != nullptr && !(is_done && prompt.kind == care::PromptKind::Ask)) {
    input.answer_link_id = answer.answer->link_id, input.answer_code = answer.answer->code;
    input.act = models::Tap{"prompt.act." + input.id, world.texts(is_done ? "prompt.act_done" : "prompt.act"),
                            {models::DeedKind::AnswerPrompt, one.encounter, input.id, answer.form->name},
                            prompt.severity <= care::prompts::Severity::High ? models::TapLook::Main : models::TapLook::Plain,
                                models::Mark::Form};
  }
  input.can_be_task = !one.task_open && prompt.severity <= care::prompts::Severity::High;
  return input;
}

// What one silent source leaves open is one line that opens to its list.
void read_prompts(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  std::vector<care::Prompt> prompts;
  for (const auto& one : view.prompts) prompts.push_back(one.prompt);
  for (const auto& group : care::group_prompts(world.ward.prompts.facts, prompts)) {
    if (group.origin.empty()) {
      data.prompts.push_back(prompt_input(view.prompts[group.members.front()], world));
      continue;
    }
    models::PromptInput input;
    input.id = input.prompt = "origin." + group.origin;
    input.urgency = urgency_of(group.severity);
    input.text = group.text.in(world.texts.language());
    input.due = group.due;
    for (const std::size_t member : group.members) input.inside.push_back(prompt_input(view.prompts[member], world));
    data.prompts.push_back(std::move(input));
  }
  for (const auto& one : view.put_off) {
    models::PromptInput input = prompt_input({view.patient.encounter, view.patient.bed, one.prompt, false}, world);
    input.snoozed_until = one.until;
    input.snoozed_why = one.reason;
    input.can_be_task = false;
    data.prompts.push_back(std::move(input));
  }
}

models::FormDueInput form_input(const workflows::ClinicalForm& form, const workflows::BedsideView& view,
    const BedsideWorld& world) {
  models::FormDueInput input;
  input.form = form.name;
  input.title = form.form.title.in(world.texts.language());
  for (const auto& one : view.prompts)
    if (world.ward.forms.find_for_prompt(one.prompt.id).form == &form && one.prompt.due && (!input.due ||
        *one.prompt.due < *input.due)) input.due = one.prompt.due;
  const auto last = std::ranges::find(view.instruments, form.name, &workflows::Instrument::form);
  if (last == view.instruments.end()) return input;
  input.last_at = last->occurred_at;
  if (last->total) input.last = *last->total;
  if (!last->band.empty()) input.last += (input.last.empty() ? "" : ", ") + band_words(last->band, world.texts);
  return input;
}

// Forms that have a page or a moment of their own are not on the list.
bool is_listed(const workflows::ClinicalForm& form) {
  constexpr std::array own = {"hourly-round", "slot-reason", "off-unit", "hand-hygiene-observation", "staff-injury-hazard",
      "discharge-call"};
  if (form.part == workflows::FormPart::Incident || std::ranges::find(own, form.name) != own.end()) return false;
  return !form.name.starts_with("handoff-") && !form.name.starts_with("device-");
}

constexpr std::string_view kDevice = "device-";

// Each device of the row's kinds with its day, and whether its removal was asked for: that goes on to the next nurse.
std::string device_words(const workflows::HandoffRow& row, const BedsideData& data, const workflows::BedsideView& view,
                         const BedsideWorld& world) {
  const auto rule = std::ranges::find(world.ward.handoff.prefill, row.id, &care::KnownRowRule::id);
  const auto is_of_row = [&](const std::string& type) {
    const std::string kind = std::string(kDevice) + type;
    return rule != world.ward.handoff.prefill.end() && std::ranges::find(rule->kinds, kind) != rule->kinds.end();
  };
  std::string words;
  for (std::size_t i = 0; i < view.devices.size() && i < data.devices.size(); ++i) {
    if (!is_of_row(view.devices[i].type)) continue;
    const models::DeviceInput& device = data.devices[i];
    words += (words.empty() ? "" : " · ") +
             world.texts("round.device", {{"device", device.kind}, {"n", std::to_string(device.day)}});
    if (!device.indication.empty()) words += ", " + device.indication;
    if (device.removal_asked) words += ", " + world.texts("device.removal_asked");
  }
  return words.empty() ? world.texts("device.none") : words;  // it was taken out since
}

// A risk with the total that it was read from.
std::string band_with_total(const care::Fact& band, std::string words, const workflows::BedsideView& view) {
  constexpr std::string_view ending = "-band";
  const Fact* total = view.latest(band.kind.substr(0, band.kind.size() - ending.size()) + "-total");
  if (total != nullptr && total->source == band.source) words += " (" + std::string(total->value.text()) + ")";
  return words;
}

std::string row_words(const workflows::HandoffRow& row, const BedsideData& data, const workflows::BedsideView& view,
                      const BedsideWorld& world) {
  const Fact& fact = *row.fact;
  if (fact.kind.starts_with(kDevice)) return device_words(row, data, view, world);
  if (fact.kind == "fall-plan-made") return world.texts("handoff.no_measures");  // the newest plan has none in force
  std::string words = value_words(fact.kind, fact.value, world);
  return fact.kind.ends_with("-band") ? band_with_total(fact, std::move(words), view) : words;
}

// How long since each value was taken decides what is stale; the workflow said so already.
models::HandoffRowInput row_input(const workflows::HandoffRow& row, const BedsideData& data, const workflows::BedsideView& view,
                                  const BedsideWorld& world) {
  models::HandoffRowInput input;
  input.id = row.id;
  input.section = row.section;
  input.label = row.label.in(world.texts.language());
  input.confirmed = row.confirmed;
  if (!row.fact) return input;
  input.value = {row_words(row, data, view, world), row.fact->at, row.stale};
  input.changed = row.changed;
  return input;
}

void read_handoff(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  data.handoff = view.handoff;
  data.last_handoff = view.last_handoff;
  for (const auto& row : view.handoff.content.rows) data.rows.push_back(row_input(row, data, view, world));
  for (const auto& row : view.since_handoff) data.changes.push_back({act_words(row, world), row.occurred_at, row.late_entry});
  data.unclaimed = view.handoff.state == workflows::HandoffState::Given && view.handoff.escalate_at &&
      *view.handoff.escalate_at <= world.moment.now;
}

}  // namespace

BedsideData build_bedside_data(const workflows::BedsideView& view, const BedsideWorld& world) {
  BedsideData data;
  read_prompts(data, view, world);
  for (const auto& form : world.ward.forms.all())
    if (is_listed(*form)) data.forms.push_back(form_input(*form, view, world));
  for (const auto& question : view.questions)
    data.questions.push_back({question.question.value, question.text, category_words(question.category, world),
        role_words(question.asked_of, world.texts), question.asked_at,
                              question.answered_at.has_value()});
  read_fall_risk(data, view, world);
  read_safety(data, view, world);
  read_round_extras(data, view, world);
  read_screens(data, view, world);
  read_vaccines(data, view, world);
  read_fall(data, view, world);
  read_handoff(data, view, world);
  if (!view.help.empty()) data.help = view.help.front();
  if (const Fact* goal = view.latest("patient-goal")) data.matters = goal->value.is_string() ? std::string(goal->value.text())
      : std::string();
  return data;
}

std::optional<models::JudgedForm> judge_form(const forms::FormSession& form, const workflows::WardContent& ward,
    const models::Texts& texts) {
  const auto found = std::ranges::find_if(ward.prompts.facts.instruments,
      [&](const auto& one) { return one.instrument.form_url == form.form().url; });
  if (found == ward.prompts.facts.instruments.end()) return std::nullopt;
  const care::Instrument& instrument = found->instrument;
  care::ScaleAnswers answers;
  for (const auto& item : instrument.items)
    for (const auto& answer : form.answers({item.link_id, {}})) answers[item.key] = answer.coding.code;
  const auto scheme = instrument.get_scheme("");
  if (!scheme) return std::nullopt;
  const care::ScaleResult result = care::score(instrument, **scheme, answers);
  if (!result.total || result.band == nullptr) return std::nullopt;
  return models::JudgedForm{std::to_string(*result.total), band_words(result.band->band, texts), band_tone(result.band->band),
      result.pack};
}

}  // namespace wardlight::shell
