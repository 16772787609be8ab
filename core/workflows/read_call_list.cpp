// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_call_list.h"

#include <algorithm>
#include <map>

#include "core/workflows/chart_facts.h"
#include "core/workflows/response_answers.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/task_thread.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kForm = "discharge-call";
constexpr std::string_view kAlternate = "alternate", kYes = "yes", kActionTask = "call-action";
constexpr std::string_view kExcludedFact = "discharge-call-excluded";

std::optional<Instant> time_in(const std::string& text) {
  const auto time = parse_time(text);
  return time ? std::optional(time->instant) : std::nullopt;
}

std::string shown_name(const json::Value& name) {
  if (const std::string_view text = name.text_of("text"); !text.empty()) return std::string(text);
  std::string shown;
  for (const json::Value& given : name["given"].items()) shown += given.text() + " ";
  return shown + std::string(name.text_of("family"));
}

std::string shown_concept(const json::Value& concept_value) {
  if (const std::string_view text = concept_value.text_of("text"); !text.empty()) return std::string(text);
  const json::Value& coding = concept_value["coding"][std::size_t{0}];
  return std::string(coding.text_of("display").empty() ? coding.text_of("code") : coding.text_of("display"));
}

void add_phones(std::vector<Telephone>& phones, const std::string& who, const json::Value& telecoms) {
  for (const json::Value& telecom : telecoms.items())
    if (telecom.text_of("system") == "phone" && telecom.text_of("use") != "old")
      phones.push_back({who, std::string(telecom.text_of("value"))});
}

// Everything that is known of one stay that ended.
struct Left {
  store::CensusEntry stay;
  care::DischargedPatient judged;
  CallRow row;
};

Expected<json::Value> read_reference(const Ward& ward, std::string_view type, const std::string& id) {
  WL_TRY(const auto bytes, ward.store.find_reference(type, id));
  return bytes ? json::parse(*bytes) : Expected<json::Value>(json::Value());
}

Expected<void> add_person(const Ward& ward, Left& left, care::Departure& departure) {
  WL_TRY(const json::Value patient, read_reference(ward, "Patient", left.stay.patient.value));
  CallRow& row = left.row;
  add_phones(row.phones, "", patient["telecom"]);
  for (const json::Value& contact : patient["contact"].items()) {
    const std::string relation = shown_concept(contact["relationship"][std::size_t{0}]);
    add_phones(row.alternates, shown_name(contact["name"]) + (relation.empty() ? "" : " (" + relation + ")"), contact["telecom"]);
  }
  row.language = shown_concept(patient["communication"][std::size_t{0}]["language"]);
  departure.deceased = patient["deceasedBoolean"].boolean() || patient.find("deceasedDateTime") != nullptr;
  return {};
}

Expected<void> add_attempt(const Ward& ward, const store::Act& act, const ClinicalForm& form, Left& left) {
  WL_TRY(const auto statement, ward.store.find_statement(act.id));
  if (!statement) return {};
  WL_TRY(const json::Value call, json::parse(statement->bytes));
  const bool to_alternate = first_answer(call, form.link("whom")) == kAlternate;
  care::CallAttempt attempt{act.occurred_at, first_answer(call, form.link("result")), to_alternate,
                            time_in(first_answer(call, form.link("again")))};
  left.row.last_result = attempt.result;
  left.judged.attempts.push_back(std::move(attempt));
  left.judged.problem_found = left.judged.problem_found || first_answer(call, form.link("problem")) == kYes;
  left.judged.actions += static_cast<std::int64_t>(count_items(call, form.link("action")));
  return {};
}

// What was promised on the telephone is one task of the call; when it is done, so is all that was promised.
void close_actions(std::span<const WorkTask> tasks, Left& left) {
  const bool open = std::ranges::any_of(tasks, [&](const WorkTask& task) {
    return task.encounter == left.stay.encounter && task.kind == kActionTask && task.state != "done" && task.state != "verified";
  });
  if (!open) left.judged.actions_closed = left.judged.actions;
}

void fill_row(Left& left, const care::CallLine& line) {
  CallRow& row = left.row;
  const store::CensusEntry& stay = left.stay;
  row.encounter = stay.encounter, row.patient = stay.patient;
  row.family = stay.family.empty() && stay.given.empty() ? stay.name : stay.family, row.given = stay.given;
  row.birth_date = stay.birth_date, row.gender = stay.gender;
  if (!stay.identifiers.empty()) row.record_number = stay.identifiers.front().value;
  row.state = line.state, row.next = line.next;
  row.discharged_at = left.judged.discharged_at;
  row.opens_at = line.opens_at, row.target_at = line.target_at, row.closes_at = line.closes_at;
  row.attempts = static_cast<int>(left.judged.attempts.size());
  row.attempts_left = line.attempts_left;
  row.not_before = line.not_before;
}

bool is_over(const CallRow& row) {
  return row.state != care::CallState::NotYet && row.state != care::CallState::Open && row.state != care::CallState::Late;
}

// Everybody who left in the pack's time, with who came back since.
Expected<std::vector<Left>> read_left(const Ward& ward, const LocationId& unit, Instant now) {
  WL_TRY(const auto stays, ward.store.list_departed(unit, now - ward.content.calls.closes, now));
  WL_TRY(const auto facts, read_chart_facts(ward, stays));
  std::map<PatientId, Instant> here;
  WL_TRY(const auto present, ward.store.list_census({}, now));
  for (const store::CensusEntry& stay : present) here[stay.patient] = stay.arrived.value_or(now);
  std::vector<Left> all;
  for (const store::CensusEntry& stay : stays) {
    Left left{stay, {}, {}};
    care::Departure departure;
    WL_CHECK(add_person(ward, left, departure));
    const auto back = here.find(stay.patient);
    if (const auto said = care::latest_fact(facts.at(stay.encounter), kExcludedFact, now)) departure.said = said->value.text();
    departure.readmitted = back != here.end() && back->second >= *stay.departed;
    left.judged.id = stay.encounter.value;
    left.judged.discharged_at = *stay.departed;
    left.judged.exclusion = care::exclusion_of(ward.content.calls, departure);
    left.judged.alternates = static_cast<int>(left.row.alternates.size());
    all.push_back(std::move(left));
  }
  return all;
}

Expected<std::vector<WorkTask>> add_records(const Ward& ward, std::vector<Left>& all, Instant now) {
  const ClinicalForm* form = ward.content.forms.find(kForm);
  std::vector<EncounterId> encounters;
  for (const Left& left : all) encounters.push_back(left.stay.encounter);
  if (encounters.empty() || form == nullptr) return std::vector<WorkTask>();
  WL_TRY(const auto acts, ward.store.list_acts(encounters, now - ward.content.calls.closes));
  for (const store::Act& act : acts) {
    if (act.act != kForm || act.standing != store::Standing::Current) continue;
    const auto left = std::ranges::find_if(all, [&](const Left& one) { return one.stay.encounter == act.encounter; });
    if (left != all.end()) WL_CHECK(add_attempt(ward, act, *form, *left));
  }
  WL_TRY(const auto records, ward.store.list_records(encounters, "Task"));
  WL_TRY(const auto people, ward.store.list_practitioners());
  std::map<PractitionerId, std::string> names;
  for (const store::PersonName& person : people) names[person.practitioner] = person.name;
  return read_tasks({ward, now, names}, records);
}

}  // namespace

Expected<CallList> read_call_list(const Ward& ward, const LocationId& unit) {
  WL_CHECK(require(ward, access::Action::AssessPatient));
  CallList list;
  list.read_at = ward.clock.now();
  WL_TRY(auto all, read_left(ward, unit, list.read_at));
  WL_TRY(list.tasks, add_records(ward, all, list.read_at));
  std::vector<care::DischargedPatient> judged;
  for (Left& left : all) {
    close_actions(list.tasks, left);
    fill_row(left, care::call_line(ward.content.calls, left.judged, list.read_at));
    judged.push_back(left.judged);
    if (left.row.state != care::CallState::Excluded) list.rows.push_back(std::move(left.row));
  }
  list.figures = care::call_figures(ward.content.calls, judged);
  const auto order = [](const CallRow& row) { return std::tuple(is_over(row), row.target_at, row.encounter); };
  std::ranges::stable_sort(list.rows, {}, order);
  std::erase_if(list.tasks, [](const WorkTask& task) { return !task.is_open(); });
  return list;
}

}  // namespace wardlight::workflows
