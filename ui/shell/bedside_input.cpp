// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/bedside_input.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/care/scales/scoring.h"
#include "ui/shell/bedside_parts.h"

namespace wardlight::shell {
namespace {

using care::Fact;

models::PromptInput prompt_input(const workflows::BedsidePrompt& one, const BedsideWorld& world) {
  const care::Prompt& prompt = one.prompt;
  const std::string& language = world.texts.language();
  models::PromptInput input;
  input.id = prompt.about.empty() ? prompt.id : prompt.id + "." + prompt.about;
  input.prompt = prompt.id;
  input.about = prompt.about;
  switch (prompt.severity) {
    case care::prompts::Severity::Urgent: input.urgency = models::Urgency::Now; break;
    case care::prompts::Severity::High:
    case care::prompts::Severity::Medium: input.urgency = models::Urgency::Soon; break;
    case care::prompts::Severity::Low: input.urgency = models::Urgency::Watch; break;
  }
  input.text = prompt.text.in(language);
  input.due = prompt.due;
  for (const auto& basis : prompt.basis) input.basis.push_back(basis_input(basis.kind, basis.value, basis.at, basis.source,
      world));
  input.rule = prompt.rule.in(language);
  input.pack = prompt.pack;
  input.source = prompt.citation + " [" + prompt.mark + "]";
  if (!prompt.who.empty()) input.who = role_words(prompt.who.back(), world.texts);
  input.ends = prompt.ends.in(language);
  input.can_snooze = prompt.snooze.has_value();
  if (prompt.snooze) input.snooze_for = prompt.snooze->most;
  if (const std::string form(form_for(prompt.id)); world.ward.forms.find(form) != nullptr)
    input.act = models::Tap{"prompt.act." + input.id, world.texts("prompt.act"), {models::DeedKind::OpenForm, one.encounter,
        form, prompt.about},
                            prompt.severity <= care::prompts::Severity::High ? models::TapLook::Main : models::TapLook::Plain,
                                models::Mark::Form};
  input.can_be_task = !one.task_open && prompt.severity <= care::prompts::Severity::High;
  return input;
}

models::FormDueInput form_input(const workflows::ClinicalForm& form, const workflows::BedsideView& view,
    const BedsideWorld& world) {
  models::FormDueInput input;
  input.form = form.name;
  input.title = form.form.title.in(world.texts.language());
  for (const auto& one : view.prompts)
    if (form_for(one.prompt.id) == form.name && one.prompt.due && (!input.due ||
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

// How long since each value was taken decides what is stale; the workflow said so already.
models::HandoffRowInput row_input(const workflows::HandoffRow& row, std::optional<Instant> last, const BedsideWorld& world) {
  models::HandoffRowInput input;
  input.id = row.id;
  input.section = row.section;
  input.label = row.label.in(world.texts.language());
  input.confirmed = row.confirmed;
  if (!row.fact) return input;
  input.value = {value_words(row.fact->kind, row.fact->value, world), row.fact->at, row.stale};
  input.changed = last && row.fact->at > *last;
  return input;
}

void read_handoff(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  data.handoff = view.handoff;
  data.last_handoff = view.last_handoff;
  for (const auto& row : view.handoff.content.rows) data.rows.push_back(row_input(row, view.last_handoff, world));
  for (const auto& row : view.since_handoff) data.changes.push_back({act_words(row, world), row.occurred_at});
  data.unclaimed = view.handoff.state == workflows::HandoffState::Given && view.handoff.escalate_at &&
      *view.handoff.escalate_at <= world.moment.now;
}

}  // namespace

BedsideData build_bedside_data(const workflows::BedsideView& view, const BedsideWorld& world) {
  BedsideData data;
  for (const auto& prompt : view.prompts) data.prompts.push_back(prompt_input(prompt, world));
  for (const auto& form : world.ward.forms.all())
    if (is_listed(*form)) data.forms.push_back(form_input(*form, view, world));
  for (const auto& question : view.questions)
    data.questions.push_back({question.question.value, question.text, category_words(question.category, world),
        role_words(question.asked_of, world.texts), question.asked_at,
                              question.answered_at.has_value()});
  read_fall_risk(data, view, world);
  read_safety(data, view, world);
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
