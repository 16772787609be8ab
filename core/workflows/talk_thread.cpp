// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/talk_thread.h"

#include <algorithm>

#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kTalkCodes = "urn:wardlight:codes:communication";

struct ReadTalk {
  const store::Record* record;
  const json::Value& resource;
  std::string category;
  std::string topic;
  std::string text;
};

std::string text_extension(const json::Value& resource, std::string_view name) {
  const json::Value* found = find_extension(resource, name);
  return found == nullptr ? std::string() : std::string(found->text_of("valueString"));
}

std::vector<ReadTalk> read_talk(std::span<const store::Record> records) {
  std::vector<ReadTalk> all;
  for (const store::Record& record : records) {
    if (record.type != "Communication") continue;
    const json::Value* resource = record.resource();
    if (resource == nullptr) continue;
    ReadTalk talk{&record, *resource, {}, {}, {}};
    talk.category = talk.resource["category"][std::size_t{0}]["coding"][std::size_t{0}].text_of("code");
    talk.topic = talk.resource["topic"]["coding"][std::size_t{0}].text_of("code");
    talk.text = talk.resource["payload"][std::size_t{0}].text_of("contentString");
    all.push_back(std::move(talk));
  }
  return all;
}

// family-call-confirmed and the like.
void take_help_step(const ReadTalk& talk, HelpCall& call) {
  const Instant at = talk.record->at;
  const auto is = [&](HelpStep step) { return talk.category == std::string(kFamilyCall) + "-" + std::string(to_code(step)); };
  if (is(HelpStep::Confirmed) && !call.confirmed_at) call.confirmed_at = at;
  if (is(HelpStep::Arrived) && !call.arrived_at) call.arrived_at = at;
  if (!is(HelpStep::Closed) || call.closed_at) return;
  call.closed_at = at;
  call.outcome = talk.topic;
}

}  // namespace

Expected<json::Value> make_talk(const Ward& ward, const Talk& talk) {
  WL_TRY(const store::CensusEntry stay, get_stay(ward, talk.encounter));
  const Instant now = ward.clock.now();
  json::Value resource = begin_statement(ward, {"Communication", talk.id, now, {}});
  resource.set("status", "completed").set("category", json::Value::array({coding(kTalkCodes, talk.category)}));
  resource.set("subject", reference_to("Patient", stay.patient.value));
  if (!talk.topic.empty()) resource.set("topic", coding(kTalkCodes, talk.topic));
  resource.set("encounter", reference_to("Encounter", stay.encounter.value)).set("sent", ward.zone.format(now));
  resource.set("sender", talk.by_patient ? reference_to("Patient", stay.patient.value)
                                         : reference_to("Practitioner", ward.session.person().practitioner.value));
  if (!talk.text.empty()) resource.set("payload", json::Value::array({json::Value().set("contentString", talk.text)}));
  if (talk.thread.empty()) return resource;
  resource.set("inResponseTo", json::Value::array({reference_to("Communication", talk.thread.value)}));
  add_extension(resource, "thread", "String", talk.thread.value);
  return resource;
}

Expected<Outcome> save_talk(const Ward& ward, const Talk& talk, store::Urgency urgency, json::Value resource) {
  WL_TRY(const store::Receipt receipt, save_statements(ward, {{talk.id, std::move(resource), urgency}}));
  const Instant now = ward.clock.now();
  return Outcome{Saved{talk.id, now, now, care::ChartingTime::Prompt, receipt.second_copy}, {}};
}

Expected<store::Record> find_first(const Ward& ward, const StatementId& thread) {
  WL_TRY(const auto records, ward.store.list_thread(thread));
  for (const store::Record& record : records)
    if (record.id == thread.value) return record;
  return Error{ErrorCode::NotFound, "This is not on this tablet any more; read the list again.", "thread"};
}

std::vector<PatientQuestion> read_questions(const ThreadReading& reading, std::span<const store::Record> records) {
  std::vector<PatientQuestion> questions;
  for (const ReadTalk& talk : read_talk(records)) {
    if (talk.category == "question")
      questions.push_back({{talk.record->id}, talk.record->encounter, reading.bed_of(talk.record->encounter), talk.topic,
          talk.text,
                           text_extension(talk.resource, "asked-of"), talk.record->at, {}, {}});
    if (talk.category != "answer") continue;
    const auto question = std::ranges::find(questions, talk.record->thread, &PatientQuestion::question);
    if (question == questions.end() || question->answered_at) continue;
    question->answered_at = talk.record->at;
    question->answer = talk.text;
  }
  std::ranges::stable_sort(questions, {}, [](const PatientQuestion& one) { return one.answered_at.has_value(); });
  return questions;
}

std::vector<HelpCall> read_help(const ThreadReading& reading, std::span<const store::Record> records) {
  std::vector<HelpCall> calls;
  for (const ReadTalk& talk : read_talk(records)) {
    if (talk.category == kFamilyCall) {
      HelpCall call;
      call.call = {talk.record->id};
      call.encounter = talk.record->encounter;
      call.bed = reading.bed_of(call.encounter);
      call.caller = text_extension(talk.resource, "caller");
      call.reason = talk.topic;
      call.pressed_at = talk.record->at;
      call.delivery = talk.record->delivery;
      calls.push_back(std::move(call));
    }
    if (!talk.category.starts_with(kFamilyCall) || talk.record->thread.value == talk.record->id) continue;
    const auto call = std::ranges::find(calls, talk.record->thread, &HelpCall::call);
    if (call != calls.end()) take_help_step(talk, *call);
  }
  return calls;
}

std::vector<FallStepDone> read_fall_steps(const ThreadReading& reading, std::span<const store::Record> records, Instant since) {
  std::vector<FallStepDone> steps;
  for (const ReadTalk& talk : read_talk(records))
    if (talk.category == kFallStep && talk.record->at >= since)
      steps.push_back({talk.topic, talk.record->at, reading.name_of(talk.record->signer)});
  return steps;
}

std::vector<std::string> read_thanks(const PractitionerId& to, Instant from, Instant until,
    std::span<const store::Record> records) {
  std::vector<std::string> thanks;
  for (const ReadTalk& talk : read_talk(records)) {
    const bool mine = id_in(talk.resource["recipient"][std::size_t{0}]) == to.value;
    if (talk.category == "thanks" && mine && from <= talk.record->at && talk.record->at < until) thanks.push_back(talk.text);
  }
  std::ranges::reverse(thanks);
  return thanks;
}

}  // namespace wardlight::workflows
