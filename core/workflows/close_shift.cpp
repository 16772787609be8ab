// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/close_shift.h"

#include <algorithm>

#include "core/workflows/form_checks.h"
#include "core/workflows/signing.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

using care::OpenItem;
using forms::Answer;
using forms::ValueKind;

const std::string& why_of(const CloseShift& close, care::OpenKind kind) {
  static const std::string none;
  const auto found = close.why.find(kind);
  return found == close.why.end() ? none : found->second;
}

void object(std::vector<Objection>& found, ObjectionKind kind, const char* text, std::string link_id = {}) {
  found.push_back({kind, std::move(link_id), text});
}

// Signed already, and neither the figures nor what stands open are others now.
bool is_signed_already(const ShiftView& view) {
  const ShiftClosing* newest = view.newest();
  return view.closing == ClosingState::Closed && newest->hash == view.hash;
}

std::vector<Objection> objections_to(const Ward& ward, const CloseShift& close, const ShiftView& view) {
  std::vector<Objection> found;
  if (!view.may_close_yet)
    object(found, ObjectionKind::RuleRefused, "It is too early to close this shift; come back towards its end.");
  if (view.hash != close.hash)
    object(found, ObjectionKind::RuleRefused, "Something has changed since this page was read; look at it again and sign then.");
  if (is_signed_already(view))
    object(found, ObjectionKind::NothingToDo, "This shift is closed already and nothing has changed since.");
  for (const OpenItem& item : view.picture.wrong)
    if (ward.content.shift.rule_for(item.kind).needs_reason && why_of(close, item.kind).empty())
      object(found, ObjectionKind::FormProblem, "Say why this is still open.", std::string(care::to_code(item.kind)));
  return found;
}

std::string_view state_of(const care::ShiftPicture& picture) {
  if (picture.verdict == care::ShiftVerdict::Complete) return "complete";
  return picture.verdict == care::ShiftVerdict::NotKnown ? "not-known" : "open";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& one : words) text += (text.empty() ? "" : ", ") + one;
  return text;
}

class ClosingForm {
 public:
  explicit ClosingForm(const forms::Questionnaire& form) : m_session(form) {}

  void text(std::string_view link_id, const std::string& words, std::vector<std::size_t> at = {}) {
    if (!words.empty()) put(link_id, Answer::of(ValueKind::String, words), std::move(at));
  }
  void time(std::string_view link_id, const std::string& when) { put(link_id, Answer::of(ValueKind::DateTime, when), {}); }
  void number(std::string_view link_id, std::int64_t value, std::vector<std::size_t> at) {
    put(link_id, Answer::of(ValueKind::Integer, std::to_string(value)), std::move(at));
  }
  // The option of that code; words that are none of them where the form takes such.
  void choice(std::string_view link_id, const std::string& code, std::vector<std::size_t> at = {}) {
    if (code.empty()) return;
    for (const forms::Option& option : m_session.form().find(link_id)->options)
      if (option.value.coding.code == code) return put(link_id, option.value, std::move(at));
    text(link_id, code, std::move(at));
  }
  // The first occurrence is there from the start.
  void begin(std::string_view group, std::size_t number) {
    if (number > 0) keep(m_session.add_occurrence({std::string(group), {}}));
  }
  Expected<forms::FormSession> finish() {
    if (m_error) return *m_error;
    return std::move(m_session);
  }

 private:
  void put(std::string_view link_id, Answer answer, std::vector<std::size_t> at) {
    keep(m_session.set({std::string(link_id), std::move(at)}, std::move(answer)));
  }
  template <class T>
  void keep(const Expected<T>& done) {
    if (!done && !m_error) m_error = done.error();
  }

  forms::FormSession m_session;
  std::optional<Error> m_error;
};

Expected<forms::FormSession> fill(const Ward& ward, const CloseShift& close, const ShiftView& view) {
  ClosingForm form(ward.content.forms.find("shift-closing")->form);
  form.text("SHC-1", care::name_of(close.shift));
  form.time("SHC-2", ward.zone.format(close.shift.from));
  form.time("SHC-3", ward.zone.format(close.shift.to));
  form.choice("SHC-4", std::string(state_of(view.picture)));
  std::size_t number = 0;
  for (const auto& [figure, value] : care::figures_of(view.picture)) {
    form.begin("SHC-5", number);
    form.text("SHC-5A", figure, {number});
    form.number("SHC-5B", value, {number++});
  }
  number = 0;
  for (const OpenItem& item : view.picture.wrong) {
    form.begin("SHC-6", number);
    form.choice("SHC-6A", std::string(care::to_code(item.kind)), {number});
    form.number("SHC-6B", item.count, {number});
    form.text("SHC-6C", joined(item.beds), {number});
    form.choice("SHC-6D", why_of(close, item.kind), {number++});
  }
  form.text("SHC-7", close.note);
  return form.finish();
}

json::Value make_closing(const Ward& ward, const CloseShift& close, const ShiftView& view, const forms::FormSession& form) {
  forms::ResponseDetails details;
  const ShiftClosing* before = view.newest();
  const std::string now = ward.zone.format(ward.clock.now());
  details.id = close.id.value;
  details.status = before == nullptr ? forms::ResponseStatus::Completed : forms::ResponseStatus::Amended;
  details.subject = "Location/" + close.unit.value;
  details.authored = details.recorded = now;
  details.author = "Practitioner/" + ward.session.person().practitioner.value;
  details.clock = clock_text(ward);
  if (before != nullptr) details.supersedes = "QuestionnaireResponse/" + before->id.value;
  details.pack = ward.content.shift.head.id_and_version();
  json::Value resource = form.build_response(details);
  add_extension(resource, "role", "String", std::string(to_code(ward.session.person().role)));
  add_extension(resource, "thread", "String", closing_thread(close.unit, close.shift).value);
  add_extension(resource, "content-hash", "String", view.hash);
  for (const ShiftClosing& other : view.closings)
    if (other.holds && &other != before)
      add_extension(resource, "settles", "Reference", reference_to("QuestionnaireResponse", other.id.value));
  return resource;
}

}  // namespace

Expected<Outcome> close_shift(const Ward& ward, access::Session& signer, const CloseShift& close, const OtherTablets& others) {
  WL_TRY(auto earlier, find_saved(ward, close.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  Outcome outcome;
  judge_signer(signer, "", outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  const Ward as_signer = signed_by(ward, signer);
  WL_CHECK(require(as_signer, access::Action::CloseShift));
  WL_TRY(const ShiftView view, read_shift(ward, close.unit, close.shift, others));
  outcome.objections = objections_to(ward, close, view);
  if (!outcome.objections.empty()) return outcome;
  WL_TRY(const forms::FormSession form, fill(ward, close, view));
  check_answers(form, Missing::Counts, outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  WL_CHECK(ward.store.append_audit(
      {audit_line(as_signer, audit::Act::IdentityConfirmed, "QuestionnaireResponse/" + close.id.value, "shift")}));
  WL_TRY(const store::Receipt receipt,
         save_statements(as_signer, {{close.id, make_closing(as_signer, close, view, form), store::Urgency::Usual}}));
  signer.lock();
  const Instant now = ward.clock.now();
  outcome.saved = Saved{close.id, now, now, care::ChartingTime::Prompt, receipt.second_copy};
  return outcome;
}

}  // namespace wardlight::workflows
