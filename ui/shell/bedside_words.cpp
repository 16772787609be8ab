// SPDX-License-Identifier: Apache-2.0
// Words of codes, kinds and roles, and what the pages offer to choose from.
#include <algorithm>
#include <array>

#include "ui/models/bedside_lines.h"
#include "ui/shell/bedside_parts.h"

namespace wardlight::shell {
namespace {

models::CodeWords code_words(const forms::Option& option, const models::Texts& texts) {
  return {option.value.coding.code, option.display.in(texts.language())};
}

// The options of the question that forms.json calls so.
std::vector<models::CodeWords> options_of(const workflows::WardContent& ward, const char* form, const char* name,
    const models::Texts& texts) {
  std::vector<models::CodeWords> words;
  const workflows::ClinicalForm* found = ward.forms.find(form);
  const forms::Item* item = found == nullptr ? nullptr : found->form.find(found->link(name));
  if (item == nullptr) return words;
  for (const auto& option : item->options) words.push_back(code_words(option, texts));
  return words;
}

std::vector<models::CodeWords> from_texts(std::initializer_list<std::pair<const char*, const char*>> all,
    const models::Texts& texts) {
  std::vector<models::CodeWords> words;
  for (const auto& [code, key] : all) words.push_back({code, texts(key)});
  return words;
}

// What forms.json calls that item of the form.
std::string link_of(const workflows::WardContent& ward, const char* form, const char* name) {
  const workflows::ClinicalForm* found = ward.forms.find(form);
  return found == nullptr ? std::string() : found->link(name);
}

void add_handoff(BedsideChoices& choices, const workflows::WardContent& ward, const models::Texts& texts) {
  for (const auto& part : ward.handoff.sbar) choices.sbar.push_back({part.letter + " · " + part.title.in(texts.language()),
      part.sections});
  choices.private_group = link_of(ward, "handoff-given", "private");
  choices.action_link_id = link_of(ward, "handoff-given", "actions");
  choices.read_back_link_id = link_of(ward, "handoff-accepted", "readBack");
  choices.read_back_kind_link_id = link_of(ward, "handoff-accepted", "readBackKind");
}

void add_wash(BedsideChoices& choices, const workflows::WardContent& ward, const models::Texts& texts) {
  constexpr const char* form = "hand-hygiene-observation";
  choices.wash_began_link_id = link_of(ward, form, "began"), choices.wash_ended_link_id = link_of(ward, form, "ended");
  choices.wash_group_link_id = link_of(ward, form, "opportunity"), choices.wash_person_link_id = link_of(ward, form, "person");
  choices.wash_moment_link_id = link_of(ward, form, "moment"), choices.wash_action_link_id = link_of(ward, form, "action");
  choices.wash_people = options_of(ward, form, "person", texts);
  choices.wash_moments = options_of(ward, form, "moment", texts);
  choices.wash_actions = options_of(ward, form, "action", texts);
}

}  // namespace

BedsideChoices build_choices(const workflows::WardContent& ward, const BedsideContent& bedside, const models::Texts& texts) {
  BedsideChoices choices;
  for (const auto& category : bedside.wave.categories) choices.question_categories.push_back({category.choice.code,
      category.choice.label.in(texts.language())});
  for (const auto& topic : bedside.wave.card)
    choices.wave_card.push_back(topic.letter + " · " + topic.title.in(texts.language()) + ". " +
                                topic.words.in(texts.language()));
  choices.asked_of = from_texts({{"nurse", "asked_of.nurse"}, {"provider", "asked_of.provider"}, {"charge", "asked_of.charge"}},
      texts);
  choices.problems = from_texts({{"call-light", "problem.call_light"}, {"equipment", "problem.equipment"},
      {"cleaning", "problem.cleaning"}, {"food", "problem.food"},
                                 {"noise", "problem.noise"}, {"supplies", "problem.supplies"}, {"other", "problem.other"}},
                                     texts);
  choices.hazards = options_of(ward, "staff-injury-hazard", "hazard", texts);
  choices.help_callers = from_texts({{"patient", "caller.patient"}, {"family", "caller.family"}, {"staff-on-behalf",
      "caller.staff"}}, texts);
  choices.help_reasons = options_of(ward, "family-call-debrief", "reason", texts);
  choices.help_outcomes = from_texts({{"no-change", "help_outcome.no_change"}, {"care-changed", "help_outcome.care_changed"},
      {"transfer", "help_outcome.transfer"},
                                      {"rrt-or-code", "help_outcome.rrt"}}, texts);
  choices.call_results = options_of(ward, "discharge-call", "result", texts);
  choices.vaccine_link_id = link_of(ward, "vaccine-screen", "vaccine");
  choices.vaccine_answer_link_id = link_of(ward, "vaccine-screen", "answer");
  choices.suspected_link_id = link_of(ward, "sepsis-confirm", "suspected");
  choices.call_result_link_id = link_of(ward, "discharge-call", "result");
  add_handoff(choices, ward, texts);
  add_wash(choices, ward, texts);
  return choices;
}

std::string option_words(const workflows::WardContent& ward, const std::string& form, const std::string& code,
    const models::Texts& texts) {
  if (const workflows::ClinicalForm* found = ward.forms.find(form))
    for (const auto& item : found->form.items)
      for (const auto& option : item.options)
        if (option.value.coding.code == code) return option.display.in(texts.language());
  return code;
}

std::string kind_words(std::string_view kind, const BedsideWorld& world) {
  const care::FactKind* found = world.ward.prompts.facts.find(kind);
  if (found == nullptr) return std::string(kind);
  return world.texts.language() == "es" ? found->es : found->en;
}

namespace {

// A code that facts.json knows has its words among the texts; everything else is words already.
std::string word_of_code(const std::string& code, const models::Texts& texts) {
  const std::string key = "value." + code;
  return texts.has(key) ? texts(key) : code;
}

// Whose word it is: who reads the page needs no statement's number.
std::string source_words(const std::string& source, const models::Texts& texts) {
  constexpr std::array ours = {"QuestionnaireResponse/", "Communication/", "Task/", "AdverseEvent/"};
  if (source.find('/') == std::string::npos) return source;
  const bool here = std::ranges::any_of(ours, [&](const char* type) { return source.starts_with(type); });
  return texts(here ? "source.here" : "source.hospital");
}

}  // namespace

std::string value_words(std::string_view kind, const json::Value& value, const BedsideWorld& world) {
  if (value.is_array()) {
    std::vector<std::string> words;
    for (const json::Value& one : value.items()) words.push_back(value_words(kind, one, world));
    return models::join(words, ", ");
  }
  if (kind == "fall-measures") {
    std::vector<std::string> words;
    for (const json::Value& one : value["measures"].items())
      words.push_back(option_words(world.ward, "fall-plan", one.text(), world.texts));
    return models::join(words, ", ");
  }
  const care::FactKind* found = world.ward.prompts.facts.find(kind);
  if (value.is_boolean()) return world.texts(value.boolean() ? "form.yes" : "form.no");
  if (value.is_number())
    return std::string(value.text()) + (found == nullptr || found->unit.empty() ? "" : " " + world.texts.said(found->unit));
  if (value.is_string()) {
    const std::string text(value.text());
    if (kind.ends_with("-band")) return band_words(text, world.texts);
    if (const std::string status = "vaccine.status_" + text; kind.starts_with("vaccine-")) return world.texts(status);
    if (kind == "mobility-level" || kind == "lift-aid") return option_words(world.ward, "safe-handling", text, world.texts);
    return word_of_code(text, world.texts);
  }
  std::string words;
  if (value.is_object())
    for (const auto& [name, member] : value.members())
      if (name != "id" && (member.is_string() || member.is_number()))
        words += (words.empty() ? "" : ", ") + word_of_code(member.text(), world.texts);
  return words;
}

models::BasisInput basis_input(std::string_view kind, const json::Value& value, std::optional<Instant> at,
    const std::string& source, const BedsideWorld& world) {
  models::BasisInput basis;
  basis.words = kind_words(kind, world);
  basis.at = at;
  basis.source = source_words(source, world.texts);
  basis.missing = value.is_null();
  if (const std::string words = value_words(kind, value, world); !words.empty()) basis.words += " " + words;
  return basis;
}

std::string role_words(const std::string& role, const models::Texts& texts) {
  constexpr std::array roles = {
      std::pair{"nurse", "role.nurse"},       std::pair{"aide", "role.aide"},
      std::pair{"charge", "role.charge"},     std::pair{"admin", "role.admin"},
      std::pair{"everyone", "role.everyone"}, std::pair{"caller", "role.caller"},
      std::pair{"provider", "asked_of.provider"}, std::pair{"environmental-services", "role.environmental_services"}};
  for (const auto& [code, key] : roles)
    if (role == code) return texts(key);
  return role;
}

std::string band_words(const std::string& band, const models::Texts& texts) {
  constexpr std::array bands = {std::pair{"none", "band.none"}, std::pair{"low", "band.low"},
                                std::pair{"mild", "band.mild"}, std::pair{"moderate", "band.moderate"},
                                std::pair{"high", "band.high"}, std::pair{"very_high", "band.very_high"}};
  for (const auto& [code, key] : bands)
    if (band == code) return texts(key);
  return band;
}

std::string category_words(const std::string& code, const BedsideWorld& world) {
  const care::QuestionCategory* category = world.bedside.wave.find_category(code);
  return category == nullptr ? code : category->choice.label.in(world.texts.language());
}

std::string act_words(const workflows::TimelineRow& row, const BedsideWorld& world) {
  if (row.act == "round") return world.texts("act.round", {{"what", row.by}});
  const workflows::ClinicalForm* form = world.ward.forms.find(row.act);
  return (form == nullptr ? world.texts("act.note") : form->form.title.in(world.texts.language())) + " · " + row.by;
}

models::Tone band_tone(const std::string& band) {
  if (band == "high" || band == "very_high") return models::Tone::Bad;
  if (band == "moderate" || band == "mild") return models::Tone::Warn;
  return models::Tone::Ok;
}

}  // namespace wardlight::shell
