// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/apart_input.h"

#include <algorithm>

namespace wardlight::shell {
namespace {

std::string level_words(const care::FallEventPack& pack, const std::string& code, const models::Texts& texts) {
  const care::InjuryLevel* level = pack.find_level(code.empty() ? pack.open_level() : code);
  return level == nullptr ? code : level->words.in(texts.language());
}

std::string answer_words(const forms::Item& asked, const json::Value& answer, const models::Moment& moment,
    const models::Texts& texts) {
  if (const json::Value* coding = answer.find("valueCoding")) {
    for (const forms::Option& option : asked.options)
      if (option.value.coding.code == coding->text_of("code")) return option.display.in(texts.language());
    return std::string(coding->text_of("display"));
  }
  if (const auto at = parse_time(answer.text_of("valueDateTime"))) return models::clock_text(moment, at->instant, texts);
  for (const json::Member& member : answer.members())
    if (member.value.is_string()) return member.value.text();
  return {};
}

// Every question of a form that was answered, in the form's order, in the tablet's language.
void add_answers(const forms::Questionnaire& form, const json::Value& group, const models::Moment& moment,
    const models::Texts& texts,
                 models::IncidentInput& input) {
  for (const json::Value& item : group["item"].items()) {
    const forms::Item* asked = form.find(item.text_of("linkId"));
    std::string words;
    for (const json::Value& answer : asked == nullptr || asked->hidden ? std::vector<json::Value>{} : item["answer"].items())
      words += (words.empty() ? "" : ", ") + answer_words(*asked, answer, moment, texts);
    if (!words.empty()) input.told.emplace_back(asked->text.in(texts.language()), std::move(words));
    add_answers(form, item, moment, texts, input);
  }
}

models::IncidentInput incident_input(const workflows::IncidentView& view, const workflows::WardContent& content,
                                     const models::Moment& moment, const models::Texts& texts) {
  models::IncidentInput input;
  input.first = view.first.value, input.newest = view.incident.value;
  input.kind = view.kind, input.name = view.patient_name, input.bed = view.bed;
  input.occurred_at = view.occurred_at, input.recorded_at = view.recorded_at, input.by = view.by_name;
  input.level = view.level, input.level_words = level_words(content.fall_event, view.level, texts);
  input.confirmed = view.confirmed;
  if (view.injury) input.confirm_by = view.injury->confirm_by, input.overdue = view.injury->overdue;
  for (const json::Value& answered : view.answered)
    if (const workflows::ClinicalForm* form = content.forms.find_url(answered.text_of("questionnaire")))
      add_answers(form->form, answered, moment, texts, input);
  for (const workflows::InjurySaid& one : view.said)
    input.said.push_back({level_words(content.fall_event, one.level, texts), one.certainty == care::Certainty::Confirmed, one.at,
                          one.by_name, one.words});
  for (const workflows::FrozenRound& round : view.rounds) input.rounds.push_back(round.occurred_at);
  for (const workflows::ToldAgain& one : view.told_again) input.told_again.push_back({one.first.value, one.occurred_at,
      one.by_name});
  return input;
}

}  // namespace

models::IncidentsInput build_incidents_input(const std::vector<workflows::IncidentView>& views,
    const workflows::WardContent& content,
                                             const std::map<LocationId, std::string>& units, const models::Moment& moment,
                                             const models::Texts& texts) {
  models::IncidentsInput input;
  for (const care::InjuryLevel& level : content.fall_event.levels) input.levels.push_back({level.code,
      level.words.in(texts.language())});
  for (const workflows::IncidentView& view : views) {
    models::IncidentInput report = incident_input(view, content, moment, texts);
    if (const auto unit = units.find(view.unit); unit != units.end()) report.counts_for = unit->second;
    for (const StatementId& other : view.may_be_same) {
      const auto found = std::ranges::find(views, other, &workflows::IncidentView::first);
      if (found != views.end()) report.may_be_same.push_back({other.value, found->occurred_at, found->by_name});
    }
    input.reports.push_back(std::move(report));
  }
  return input;
}

models::ChartingFlagsInput build_charting_input(const workflows::IntegrityFlags& flags, const care::RoundingPack& pack) {
  models::ChartingFlagsInput input;
  input.from = flags.from, input.to = flags.to, input.rounds = flags.rounds;
  input.bursts = flags.bursts, input.identical_runs = flags.identical_runs, input.on_the_hour = flags.on_the_hour;
  input.burst_rounds = pack.burst_slots, input.burst_minutes = static_cast<int>(whole_minutes(pack.burst_within));
  input.identical_rounds = pack.identical_rounds, input.on_the_hour_percent = pack.on_the_hour_percent;
  input.pack = pack.id_and_version();
  return input;
}

}  // namespace wardlight::shell
