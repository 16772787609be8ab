// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_own_figures.h"

#include <algorithm>
#include <map>

#include "core/care/charting.h"
#include "core/crypto/crypto.h"
#include "core/workflows/patient_day.h"
#include "core/workflows/response_answers.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/talk_thread.h"
#include "core/workflows/ward_patient.h"

namespace wardlight::workflows {
namespace {

Expected<void> add_hand_hygiene(const Ward& ward, const store::Act& act, OwnFigures& figures) {
  WL_TRY(const auto statement, ward.store.find_statement(act.id));
  if (!statement) return {};
  WL_TRY(const json::Value round, json::parse(statement->bytes));
  const json::Value* answer = find_first_answer(round, ward.content.chart.own_hand_hygiene);
  if (answer == nullptr || answer->find("valueBoolean") == nullptr) return {};
  ++figures.hand_hygiene_asked;
  if ((*answer)["valueBoolean"].boolean()) ++figures.hand_hygiene_yes;
  return {};
}

Expected<void> add_act(const Ward& ward, const store::Act& act, OwnFigures& figures) {
  const auto charting = care::judge_charting_time(ward.content.rounding, act.occurred_at, act.recorded_at);
  if (charting == care::ChartingTime::LateEntry || charting == care::ChartingTime::TooOld) ++figures.late_entries;
  if (act.act == kRoundAct) {
    ++figures.rounds;
    return add_hand_hygiene(ward, act, figures);
  }
  if (act.act == "handoff-given") ++figures.handoffs_given;
  if (act.act == "handoff-accepted") ++figures.handoffs_accepted;
  const ClinicalForm* form = ward.content.forms.find(act.act);
  if (form != nullptr && form->needs == access::Action::AssessPatient) ++figures.assessments;
  return {};
}

// The handoffs that who is signed in gave.
Expected<std::vector<HandoffThread>> read_given(const Ward& ward, const std::vector<store::Act>& acts, Instant from) {
  std::vector<EncounterId> encounters;
  for (const store::Act& act : acts)
    if (act.act == "handoff-given" && std::ranges::find(encounters, act.encounter) == encounters.end())
      encounters.push_back(act.encounter);
  if (encounters.empty()) return std::vector<HandoffThread>();
  WL_TRY(const auto records, ward.store.list_records(encounters, "QuestionnaireResponse"));
  auto threads = handoff_threads(ward.content, records);
  std::erase_if(threads, [&](const HandoffThread& one) {
    return one.now.from != ward.session.person().practitioner.value || !one.now.started_at || *one.now.started_at < from;
  });
  return threads;
}

// One person's rounds of one patient, or of the shift, as the rules about charting look at them.
Expected<care::ChartedRound> charted(const Ward& ward, const store::Act& act) {
  WL_TRY(const auto statement, ward.store.find_statement(act.id));
  care::ChartedRound round{act.author.value, act.occurred_at, act.recorded_at, {}};
  if (!statement) return round;
  WL_TRY(const json::Value resource, json::parse(statement->bytes));
  round.answers = crypto::to_hex(crypto::sha256(as_bytes(json::write(resource["item"]))));
  return round;
}

}  // namespace

Expected<OwnFigures> read_own_figures(const Ward& ward, Instant from, Instant to) {
  WL_CHECK(require(ward, access::Action::SeeOwnFigures));
  const PractitionerId me = ward.session.person().practitioner;
  OwnFigures figures{from, to};
  WL_TRY(const auto acts, ward.store.list_acts_of(me, from));
  WL_TRY(const auto given, read_given(ward, acts, from));
  WL_TRY(figures.care, count_care(ward, acts, given));
  for (const store::Act& act : acts)
    if (act.occurred_at < to && act.standing == store::Standing::Current) WL_CHECK(add_act(ward, act, figures));
  WL_TRY(const auto about_people, ward.store.list_records({}, "Communication", store::Store::OfUnit::Yes));
  figures.thanks = read_thanks(me, from, to, about_people);
  for (const store::Act& act : acts)
    if (act.act == "Task" && act.kind == to_code(TaskStep::Done) && act.occurred_at < to) ++figures.tasks_done;
  return figures;
}

Expected<IntegrityFlags> read_integrity_flags(const Ward& ward, const LocationId& unit, Instant from, Instant to,
                                              const std::string& reason) {
  WL_CHECK(require(ward, access::Action::SeeIntegrity));
  if (reason.empty())
    return Error{ErrorCode::NotAllowed, "These counts are opened with a reason; say in a few words why.", "integrity"};
  WL_CHECK(ward.store.append_audit({audit_line(ward, audit::Act::FlagsOpened, "Location/" + unit.value, reason)}));
  WL_TRY(const auto stays, ward.store.list_census(unit, ward.clock.now()));
  std::vector<EncounterId> encounters;
  for (const store::CensusEntry& stay : stays) encounters.push_back(stay.encounter);
  WL_TRY(const auto acts, ward.store.list_acts(encounters, from));
  std::map<EncounterId, std::vector<care::ChartedRound>> by_patient;
  std::map<PractitionerId, std::vector<care::ChartedRound>> by_person;
  IntegrityFlags flags{from, to, 0, 0, 0, 0};
  for (const store::Act& act : acts) {
    if (act.act != kRoundAct || act.standing != store::Standing::Current || to <= act.occurred_at) continue;
    WL_TRY(const care::ChartedRound round, charted(ward, act));
    by_patient[act.encounter].push_back(round);
    by_person[act.author].push_back(round);
    ++flags.rounds;
  }
  for (const auto& [encounter, rounds] : by_patient) {
    flags.bursts += care::has_burst(ward.content.rounding, rounds) ? 1 : 0;
    flags.identical_runs += care::has_identical_run(ward.content.rounding, rounds) ? 1 : 0;
  }
  for (const auto& [person, rounds] : by_person)
    flags.on_the_hour += care::is_on_the_hour(ward.content.rounding, ward.zone, rounds) ? 1 : 0;
  return flags;
}

}  // namespace wardlight::workflows
