// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/handoff.h"

#include <algorithm>

#include "core/workflows/assign_patients.h"
#include "core/workflows/draft_text.h"
#include "core/workflows/form_checks.h"
#include "core/workflows/handoff_thread.h"
#include "core/workflows/response.h"
#include "core/workflows/signing.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

using care::HandoffEvent;
using care::HandoffStep;

Expected<HandoffThread> find_thread(const Ward& ward, const StatementId& handoff) {
  WL_TRY(const auto records, ward.store.list_thread(handoff));
  auto threads = handoff_threads(ward.content, records);
  if (threads.empty())
    return Error{ErrorCode::NotFound, "This handoff is not on this tablet; open the patient again.", "handoff"};
  return std::move(threads.front());
}

HandoffEvent event_now(const Ward& ward, HandoffStep step) {
  const access::Person& me = ward.session.person();
  HandoffEvent event;
  event.at = ward.clock.now();
  event.step = step;
  event.by = me.practitioner.value;
  event.role = me.role == access::Role::Charge ? care::HandoffRole::Charge : care::HandoffRole::Nurse;
  event.tablet = ward.store.device().value;
  return event;
}

// What the state machine says against this step.
void judge(const Ward& ward, const HandoffThread& thread, const HandoffEvent& event, std::vector<Objection>& found) {
  const care::HandoffMove move = care::move_handoff(ward.content.handoff, thread.now, event);
  if (move.refused == nullptr) return;
  found.push_back({ObjectionKind::RuleRefused, "", move.refused->words.en, move.refused->rule, move.refused->words.es});
}

ResponseHead head_of(const Ward& ward, const StatementId& id, const store::CensusEntry& stay, const StatementId& thread) {
  const Instant now = ward.clock.now();
  ResponseHead head{id, stay.patient, stay.encounter, now, now};
  head.pack = ward.content.handoff.head.id_and_version();
  head.thread = thread;
  return head;
}

Expected<void> answer(forms::FormSession& form, std::string_view link_id, std::string_view code) {
  for (const forms::Option& option : form.form().find(link_id)->options)
    if (option.value.coding.code == code) return form.set({std::string(link_id), {}}, option.value);
  return Error{ErrorCode::InvalidContent, "The form of a handoff's steps lacks a code; update the content.", std::string(code)};
}

Expected<void> answer_text(forms::FormSession& form, std::string_view link_id, const std::string& text) {
  if (text.empty()) return {};
  return form.prefill({std::string(link_id), {}}, forms::Answer::of(forms::ValueKind::String, text));
}

struct StepWords {
  HandoffStep step;
  std::string type = {};
  std::string note = {};
  std::string hash = {};
};

Expected<Outcome> save_step(const Ward& ward, const StatementId& id, const EncounterId& encounter, const StatementId& thread,
                            const StepWords& words) {
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  forms::FormSession form(ward.content.forms.find("handoff-step")->form);
  WL_CHECK(answer(form, "HNS-1", care::to_code(words.step)));
  if (!words.type.empty()) WL_CHECK(answer(form, "HNS-2", words.type));
  WL_CHECK(answer_text(form, "HNS-3", words.note));
  WL_CHECK(answer_text(form, "HND-hash", words.hash));
  WL_CHECK(answer_text(form, "HND-handoff", thread.value));
  Outcome outcome;
  check_answers(form, Missing::Counts, outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  ResponseHead head = head_of(ward, id, stay, thread);
  head.content_hash = words.hash;
  return save_response(ward, form, head);
}

Expected<Outcome> take_step(const Ward& ward, const HandoffStep& kind, const StatementId& id, const StatementId& handoff,
                            const std::string& note, const std::string& hash = {}) {
  WL_TRY(auto earlier, find_saved(ward, id));
  if (earlier) return Outcome{std::move(earlier), {}};
  WL_TRY(const HandoffThread thread, find_thread(ward, handoff));
  HandoffEvent event = event_now(ward, kind);
  event.content_hash = hash;
  Outcome outcome;
  judge(ward, thread, event, outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  return save_step(ward, id, thread.encounter, handoff, {kind, {}, note, hash});
}

// The form as it is saved: with the hash and the handoff's id where other readers look for them.
Expected<json::Value> signed_response(const Ward& ward, const OpenForm& form, const StatementId& handoff, const std::string& hash,
                                      bool partial) {
  forms::FormSession answers = form.form;
  WL_CHECK(answer_text(answers, "HND-hash", hash));
  WL_CHECK(answer_text(answers, "HND-handoff", handoff.value));
  const Instant now = ward.clock.now();
  ResponseHead head{form.id, form.patient, form.encounter, now, now};
  head.pack = ward.content.handoff.head.id_and_version();
  head.thread = handoff;
  head.content_hash = hash;
  head.partial = partial;
  return make_response(ward, answers, head);
}

Expected<Outcome> save_signed(const Ward& ward, const OpenForm& form, const std::vector<NamedResource>& statements,
                              access::Session* signer) {
  if (signer != nullptr)
    WL_CHECK(ward.store.append_audit(
        {audit_line(ward, audit::Act::IdentityConfirmed, "QuestionnaireResponse/" + form.id.value, "handoff")}));
  WL_TRY(const store::Receipt receipt, save_statements(ward, statements, draft_key(ward, form.encounter, form.form.form())));
  if (signer != nullptr) signer->lock();
  const Instant now = ward.clock.now();
  return Outcome{Saved{form.id, now, now, care::ChartingTime::Prompt, receipt.second_copy}, {}};
}

std::vector<std::string> texts_of(const forms::FormSession& form, std::string_view link_id) {
  std::vector<std::string> texts;
  for (const forms::Answer& one : form.answers({std::string(link_id), {}}))
    texts.push_back(one.coding.code.empty() ? one.text : one.coding.code);
  return texts;
}

std::string text_of(const forms::FormSession& form, std::string_view link_id) {
  const auto texts = texts_of(form, link_id);
  return texts.empty() ? std::string() : texts.front();
}

HandoffEvent read_back_event(const Ward& ward, HandoffStep step, const AcceptHandoff& accept) {
  HandoffEvent event = event_now(ward, step);
  event.content_hash = accept.hash;
  event.actions = texts_of(accept.form.form, "H9-1");
  event.no_actions = text_of(accept.form.form, "H9-0-R");
  event.contingency = texts_of(accept.form.form, "H9-2");
  return event;
}

}  // namespace

Expected<Outcome> start_handoff(const Ward& ward, const StartHandoff& start) {
  WL_CHECK(require(ward, access::Action::HandOver));
  WL_TRY(auto earlier, find_saved(ward, start.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  WL_TRY(const store::CensusEntry stay, get_stay(ward, start.encounter));
  Outcome outcome;
  if (has_left(stay, ward.clock.now()))
    outcome.objections.push_back({ObjectionKind::PatientGone, "",
        "The hospital says that this patient has left; go back to the list."});
  WL_TRY(const auto threads, read_handoff_threads(ward, stay.encounter));
  if (!threads.empty() && threads.back().now.state == HandoffState::Conflict)
    outcome.objections.push_back({ObjectionKind::RuleRefused, "",
                                  "Two contents were signed for this patient; the charge nurse says first which holds.",
                                  "HND-6"});
  if (!outcome.objections.empty()) return outcome;
  return save_step(ward, start.id, stay.encounter, start.id, {HandoffStep::Start, std::string(care::to_code(start.type)), {},
      {}});
}

Expected<Outcome> mark_ready(const Ward& ward, const HandoffStepTaken& step) {
  WL_CHECK(require(ward, access::Action::HandOver));
  return take_step(ward, HandoffStep::Ready, step.id, step.handoff, {});
}

Expected<Outcome> mark_at_bedside(const Ward& ward, const HandoffStepTaken& step) {
  WL_CHECK(require(ward, access::Action::HandOver));
  return take_step(ward, HandoffStep::Bedside, step.id, step.handoff, {});
}

Expected<Outcome> add_addendum(const Ward& ward, const HandoffStepTaken& step) {
  WL_CHECK(require(ward, access::Action::HandOver));
  return take_step(ward, HandoffStep::Addendum, step.id, step.handoff, step.note);
}

Expected<Outcome> give_handoff(const Ward& ward, access::Session& signer, const GiveHandoff& give) {
  const Ward as_signer = signed_by(ward, signer);
  WL_TRY(auto earlier, find_saved(ward, give.form.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  Outcome outcome;
  judge_signer(signer, "HND-2", outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  WL_CHECK(require(as_signer, access::Action::HandOver));
  WL_TRY(const HandoffThread thread, find_thread(ward, give.handoff));
  WL_CHECK(check_stay(ward, give.form, outcome.objections));
  check_answers(give.form.form, Missing::Counts, outcome.objections);
  WL_TRY(const json::Value draft, signed_response(as_signer, give.form, give.handoff, {}, false));
  const std::string hash = content_hash({draft["item"], give.rows});
  const bool again = !thread.now.content_hash.empty();
  HandoffEvent event = event_now(as_signer, again ? HandoffStep::Amend : HandoffStep::Give);
  event.content_hash = hash;
  event.severity = text_of(give.form.form, "H2-1");
  event.not_at_bedside = text_of(give.form.form, "H1-2-R");
  judge(ward, thread, event, outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  WL_TRY(json::Value resource, signed_response(as_signer, give.form, give.handoff, hash, false));
  add_extension(resource, "rows", "String", rows_text(give.rows));
  return save_signed(as_signer, give.form, {{give.form.id, std::move(resource)}}, &signer);
}

Expected<Outcome> synthesise(const Ward& ward, const AcceptHandoff& read_back) {
  WL_CHECK(require(ward, access::Action::HandOver));
  WL_TRY(auto earlier, find_saved(ward, read_back.form.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  WL_TRY(const HandoffThread thread, find_thread(ward, read_back.handoff));
  Outcome outcome;
  judge(ward, thread, read_back_event(ward, HandoffStep::Synthesise, read_back), outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  WL_TRY(json::Value resource, signed_response(ward, read_back.form, read_back.handoff, read_back.hash, true));
  return save_signed(ward, read_back.form, {{read_back.form.id, std::move(resource)}}, nullptr);
}

Expected<Outcome> accept_handoff(const Ward& ward, access::Session& signer, const AcceptHandoff& accept) {
  const Ward as_signer = signed_by(ward, signer);
  WL_TRY(auto earlier, find_saved(ward, accept.form.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  Outcome outcome;
  judge_signer(signer, "HND-2", outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  WL_CHECK(require(as_signer, access::Action::HandOver));
  WL_TRY(HandoffThread thread, find_thread(ward, accept.handoff));
  WL_CHECK(check_stay(ward, accept.form, outcome.objections));
  check_answers(accept.form.form, Missing::Counts, outcome.objections);
  // Reading back and taking over in one signature is both.
  const HandoffEvent read_back = read_back_event(as_signer, HandoffStep::Synthesise, accept);
  judge(ward, thread, read_back, outcome.objections);
  thread.now = care::move_handoff(ward.content.handoff, thread.now, read_back).after;
  HandoffEvent event = read_back_event(as_signer, HandoffStep::Accept, accept);
  if (outcome.objections.empty()) judge(ward, thread, event, outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  WL_TRY(json::Value resource, signed_response(as_signer, accept.form, accept.handoff, accept.hash, false));
  WL_TRY(const store::CensusEntry stay, get_stay(ward, accept.form.encounter));
  const StatementId assignment = new_statement_id(ward);
  const access::Person& receiver = signer.person();
  json::Value task = make_assignment(as_signer, assignment, stay, {stay.encounter, receiver.practitioner, receiver.role},
      AssignStep::Accepted);
  return save_signed(as_signer, accept.form, {{accept.form.id, std::move(resource)}, {assignment, std::move(task)}}, &signer);
}

Expected<Outcome> resolve_handoff(const Ward& ward, const ResolveHandoff& resolve) {
  WL_CHECK(require(ward, access::Action::ResolveConflicts));
  return take_step(ward, HandoffStep::Resolve, resolve.id, resolve.handoff, resolve.reason, resolve.keep_hash);
}

}  // namespace wardlight::workflows
