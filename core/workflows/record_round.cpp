// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/record_round.h"

#include <algorithm>

#include "core/care/charting.h"
#include "core/care/prompts/prompts.h"
#include "core/care/rounding_prompts.h"
#include "core/workflows/chart_facts.h"
#include "core/workflows/draft_text.h"
#include "core/workflows/form_checks.h"
#include "core/workflows/patient_day.h"
#include "core/workflows/response.h"
#include "core/workflows/round_tasks.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/ward_patient.h"

namespace wardlight::workflows {
namespace {

using Objections = std::vector<Objection>;

std::string chosen_code(const forms::FormSession& form, const std::string& link_id) {
  const auto answers = form.answers({link_id, {}});
  return answers.empty() ? std::string() : answers.front().coding.code;
}

std::optional<care::RoundKind> chosen_kind(const Ward& ward, const forms::FormSession& form) {
  const care::ChecklistMeaning& checklist = ward.content.rounding.checklist;
  const std::string code = chosen_code(form, checklist.kind_link_id);
  const auto kind = std::ranges::find(checklist.kinds, code, &care::ChecklistMeaning::KindCode::code);
  return kind == checklist.kinds.end() ? std::nullopt : std::optional(kind->kind);
}

// The latest round before this one, if it was "asleep".
Expected<care::Answer> was_asleep_before(const Ward& ward, const OpenRound& round, Instant occurred_at) {
  const Instant since = occurred_at - ward.content.rounding.back_entry;
  WL_TRY(const EncounterId known, ward.store.resolve(round.encounter));
  WL_TRY(const auto acts, ward.store.list_acts({&known, 1}, since));
  care::Answer asleep = care::Answer::No;
  for (const store::Act& act : acts) {
    if (act.act != kRoundAct || act.standing != store::Standing::Current || act.occurred_at >= occurred_at) continue;
    asleep = act.kind == to_code(care::RoundKind::Asleep) ? care::Answer::Yes : care::Answer::No;
  }
  return asleep;
}

// What the chart asks for at that time and a sleeper cannot be left without.
Expected<void> note_what_is_due(const Ward& ward, const EncounterId& encounter, Instant at, care::AsleepInputs& inputs) {
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  WL_TRY(const auto facts, read_chart_facts(ward, stay));
  const auto prompts = care::prompts_for(ward.content.prompts, facts, at, ward.zone);
  const auto asks = [&](const std::vector<std::string>& ids) {
    const auto is_there = [&](const std::string& id) {
      return std::ranges::find(prompts, id, &care::Prompt::id) != prompts.end();
    };
    return std::ranges::any_of(ids, is_there) ? care::Answer::Yes : care::Answer::No;
  };
  inputs.turn_due = asks(ward.content.rounding.asleep_not_turn);
  inputs.toileting_due = asks(ward.content.rounding.asleep_not_toileting);
  inputs.post_fall_due = asks(ward.content.rounding.asleep_not_observation);
  return {};
}

const char* words_of(care::AsleepObjection objection) {
  switch (objection) {
    case care::AsleepObjection::TurnDue: return "A turn is due; turn the patient and chart a full round.";
    case care::AsleepObjection::ToiletingDue: return "Toileting is due; offer it and chart a full round.";
    case care::AsleepObjection::NeuroCheckDue:
    case care::AsleepObjection::PostFallObservationDue:
      return "Observations after a fall are due; wake the patient, take them and chart a full round.";
    case care::AsleepObjection::TwiceRunningByDay:
      return "Asleep twice running by day needs a nurse's look; wake the patient or ask a nurse to do this round.";
    case care::AsleepObjection::SedationNeedsRespirations:
      return "After an opioid or sedative breaths are counted and rousing is tried; answer both.";
  }
  return "";
}

Expected<void> check_asleep(const Ward& ward, const OpenRound& round, Instant occurred_at, Objections& found) {
  if (chosen_kind(ward, round.form) != care::RoundKind::Asleep) return {};
  care::AsleepInputs inputs;
  inputs.minute_of_day = ward.zone.local(occurred_at).minute_of_day;
  WL_TRY(inputs.previous_was_asleep, was_asleep_before(ward, round, occurred_at));
  WL_CHECK(note_what_is_due(ward, round.encounter, occurred_at, inputs));
  inputs.reviewed_by_nurse = ward.session.person().role == access::Role::Aide ? care::Answer::No : care::Answer::Yes;
  // Sedation with counted breaths and rousing is asked by the form itself.
  for (const care::AsleepObjection objection : care::asleep_objections(ward.content.rounding, inputs))
    found.push_back({ObjectionKind::AsleepNotAllowed, ward.content.rounding.checklist.kind_link_id, words_of(objection), "4.3"});
  return {};
}

Expected<Objections> list_objections(const Ward& ward, const OpenRound& round, const forms::Review& review, Instant occurred_at,
                                     Instant recorded_at) {
  Objections found;
  WL_CHECK(check_stay(ward, round, found));
  check_answers(review, Missing::Counts, found);
  check_times(ward, occurred_at, recorded_at, found);
  WL_CHECK(check_asleep(ward, round, occurred_at, found));
  WL_CHECK(check_correction(ward, round, found));
  return found;
}

std::vector<care::AnsweredCode> answered_codes(const forms::Review& review) {
  std::vector<care::AnsweredCode> codes;
  for (const auto& [item, answer] : review.answered)
    if (!answer->coding.code.empty()) codes.push_back({item->link_id, answer->coding.code});
  return codes;
}

// Refusals running, with this round in the store already.
Expected<int> count_refusals(const Ward& ward, const EncounterId& encounter) {
  WL_TRY(const WardFrame frame, make_frame(ward));
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  WL_TRY(const auto acts, ward.store.list_acts({&stay.encounter, 1}, frame.since()));
  return judge_patient(frame, stay, acts).patient.refused_in_a_row;
}

// The round is saved whatever happens here: without its history only what it says itself raises a prompt.
std::vector<care::PromptRule> prompts_after(const Ward& ward, const OpenRound& round, const forms::Review& review) {
  const auto charted_by = ward.session.person().role == access::Role::Aide ? care::ChartedBy::Aide : care::ChartedBy::Anybody;
  int refusals = 0;
  if (chosen_kind(ward, round.form) == care::RoundKind::Refused) refusals = count_refusals(ward, round.encounter).value_or(0);
  return care::raise_prompts(ward.content.rounding, answered_codes(review), charted_by, refusals);
}

}  // namespace

Expected<OpenRound> open_round(const Ward& ward, const EncounterId& encounter, std::optional<StatementId> corrects) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  OpenRound round = pin_form(ward, stay, ward.content.round_form, std::move(corrects));
  WL_CHECK(round.corrects ? fill_from_earlier(ward, round) : fill_from_draft(ward, round));
  WL_CHECK(ward.store.append_audit(
      {audit_line(ward, audit::Act::FormOpened, "Encounter/" + stay.encounter.value, "hourly-round")}));
  return round;
}

Expected<Outcome> record_round(const Ward& ward, const OpenRound& round) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, round.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  const Instant recorded_at = ward.clock.now();
  const Instant occurred_at = round.occurred_at.value_or(recorded_at);
  const forms::Review review = forms::review(round.form);
  WL_TRY(Objections objections, list_objections(ward, round, review, occurred_at, recorded_at));
  if (!objections.empty()) return Outcome{{}, std::move(objections)};
  ResponseHead head{round.id, round.patient, round.encounter, occurred_at, recorded_at, round.corrects, round.correction_reason};
  head.from_paper = round.from_paper;
  std::vector<NamedResource> tasks;
  if (!round.corrects) {
    WL_TRY(tasks, tasks_of_answers(ward, round.encounter, review, round.id));
  }
  WL_TRY(Outcome outcome,
         save_response(ward, round.form, head, draft_key(ward, round.encounter, round.form.form()), std::move(tasks)));
  if (outcome.saved) outcome.saved->prompts = prompts_after(ward, round, review);
  return outcome;
}

}  // namespace wardlight::workflows
