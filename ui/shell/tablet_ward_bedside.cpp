// SPDX-License-Identifier: Apache-2.0
// The bedside's half of the ward: reading, forms and acts.
#include <algorithm>
#include <utility>

#include "core/base/overloaded.h"
#include "core/workflows/care_figures.h"
#include "core/workflows/read_call_list.h"
#include "core/workflows/read_contacts.h"
#include "core/workflows/read_own_figures.h"
#include "core/workflows/read_unit_work.h"
#include "ui/shell/bedside_input.h"
#include "ui/shell/tablet_ward.h"
#include "ui/shell/unit_input.h"

namespace wardlight::shell {
namespace {

constexpr int kFigureDays = 7;
constexpr Duration kPictureOld = minutes(2);  // it is made anew each minute

Error no_such_prompt() { return {ErrorCode::NotFound, "This prompt is not there any more; look at the page again.", "prompt"}; }

}  // namespace

Expected<BedsideData> TabletWard::bedside(const EncounterId& encounter, const models::Texts& texts) {
  WL_TRY(const auto view, workflows::read_bedside(workflow_ward(), encounter));
  const models::Moment moment{m_parts.access.clock.now(), m_parts.zone};
  return build_bedside_data(view, {m_parts.content, m_parts.bedside, moment, texts});
}

// As of now: it is put to work, and what it has is taken.
Expected<BoardKeeper::Answer> TabletWard::ask_board() {
  if (!m_board) {
    WL_TRY(auto store, m_store->connect());
    BoardKeeper::Source source{std::move(store),     m_session,      m_parts.content, m_parts.zone, m_parts.access.clock,
                               m_parts.access.random};
    m_board = std::make_unique<BoardKeeper>(std::move(source), m_parts.unit, [this] { bump(); });
  }
  m_board->ask({m_store->change_tick(), m_parts.access.clock.now().milliseconds / minutes(1).milliseconds});
  return m_board->answer();
}

Expected<UnitData> TabletWard::unit_work(const models::Texts& texts) {
  WL_TRY(const BoardKeeper::Answer board, ask_board());
  UnitData data;
  data.known.reading = !board.picture;
  if (!board.picture && board.failure) data.known.failure = board.failure->text;
  if (!board.picture) return data;
  const workflows::UnitWork& work = board.picture->work;
  data = build_unit_data(work, m_session->person(), help_number(), texts);
  if (board.picture->calls) add_calls(data, *board.picture->calls, m_parts.content, m_session->person(), texts);
  if (m_parts.access.clock.now() - work.read_at > kPictureOld) data.known.as_of = work.read_at;
  return data;
}

Expected<std::vector<models::OwnFigureInput>> TabletWard::own_figures(const models::Texts& texts) {
  const Instant now = m_parts.access.clock.now();
  WL_TRY(const auto figures, workflows::read_own_figures(workflow_ward(), now - hours(24 * kFigureDays), now));
  return build_own_figures(figures, m_parts.content, texts);
}

Expected<std::vector<models::OwnFigureInput>> TabletWard::care_figures(const models::Texts& texts) {
  const Instant now = m_parts.access.clock.now();
  WL_TRY(const auto figures, workflows::read_care_of_unit(workflow_ward(), m_parts.unit, now - hours(24 * kFigureDays), now));
  return build_care_figures(figures, m_parts.content, texts);
}

BedsideChoices TabletWard::choices(const models::Texts& texts) {
  BedsideChoices choices = build_choices(m_parts.content, m_parts.bedside, texts);
  choices.help_number = help_number();
  return choices;
}

// The hospital's own word before this tablet's settings; read again when something has changed.
const std::string& TabletWard::help_number() {
  const std::uint64_t tick = change_tick();
  if (m_store && m_numbers_tick != tick) {
    const auto contacts = workflows::read_contacts(*m_store, m_parts.unit);
    m_help_number = contacts ? contacts->help : std::string();
    m_numbers_tick = tick;
  }
  return m_help_number.empty() ? m_parts.help_number : m_help_number;
}

std::vector<std::string> TabletWard::stock_questions(const std::string& category, const models::Texts& texts) {
  std::vector<std::string> questions;
  for (const auto& one : m_parts.bedside.wave.categories) {
    if (!category.empty() && one.choice.code != category) continue;
    for (const auto& words : one.stock) {
      questions.push_back(words.in(texts.language()));
      if (category.empty()) break;  // one of each for the patient's own view
    }
  }
  return questions;
}

Expected<workflows::OpenForm> TabletWard::open_form(const EncounterId& encounter, const std::string& name) {
  return workflows::open_form(workflow_ward(), encounter, name);
}

Expected<workflows::Outcome> TabletWard::record_form(const workflows::OpenForm& form) {
  auto outcome = workflows::record_form(workflow_ward(), form);
  send_now();
  return outcome;
}

std::optional<models::JudgedForm> TabletWard::judge_form(const workflows::OpenForm& form, const models::Texts& texts) {
  return shell::judge_form(form.form, m_parts.content, texts);
}

std::optional<forms::FormSession> TabletWard::given_form(const workflows::HandoffView& handoff) {
  if (handoff.content.items.is_null()) return std::nullopt;
  return workflows::form_of(workflow_ward(), handoff.content);
}

Expected<workflows::Outcome> TabletWard::make_task(const TaskOfPrompt& task) {
  const workflows::Ward ward = workflow_ward();
  WL_TRY(const auto view, workflows::read_bedside(ward, task.encounter));
  const auto found = std::ranges::find_if(view.prompts, [&](const auto& one) { return one.prompt.id == task.prompt &&
      one.prompt.about == task.about; });
  if (found == view.prompts.end()) return no_such_prompt();
  return workflows::make_task_of(ward, task.id, *found);
}

Expected<workflows::Outcome> TabletWard::carry_out(const BedsideAct& act) {
  const workflows::Ward ward = workflow_ward();
  const Overloaded cases{
      [&](const workflows::RaiseTask& one) { return workflows::raise_task(ward, one); },
      [&](const workflows::TaskMove& one) { return workflows::move_task(ward, one); },
      [&](const workflows::ThankColleague& one) { return workflows::thank_colleague(ward, one); },
      [&](const workflows::AskQuestion& one) { return workflows::ask_question(ward, one); },
      [&](const workflows::AnswerQuestion& one) { return workflows::answer_question(ward, one); },
      [&](const workflows::PlaceDevice& one) { return workflows::place_device(ward, one); },
      [&](const workflows::RemoveDevice& one) { return workflows::remove_device(ward, one); },
      [&](const workflows::SnoozePrompt& one) { return workflows::snooze_prompt(ward, one); },
      [&](const workflows::CallForHelp& one) { return workflows::call_for_help(ward, one); },
      [&](const workflows::HelpMove& one) { return workflows::move_help(ward, one); },
      [&](const workflows::ReportIncident& one) { return workflows::report_incident(ward, one); },
      [&](const TaskOfPrompt& one) { return make_task(one); },
      [&](const workflows::StartHandoff& one) { return workflows::start_handoff(ward, one); },
      [&](const MoveHandoff& one) {
        if (one.move == HandoffMove::Ready) return workflows::mark_ready(ward, one.step);
        return one.move == HandoffMove::Bedside ? workflows::mark_at_bedside(ward, one.step) : workflows::add_addendum(ward,
            one.step);
      },
      [&](const workflows::ResolveHandoff& one) { return workflows::resolve_handoff(ward, one); },
      [&](const workflows::CoverBreak& one) { return workflows::cover_break(ward, one); },
      [&](const EndCover& one) { return workflows::end_cover(ward, one.id, one.cover); },
      [&](const workflows::SettleBinding& one) { return workflows::settle_binding(ward, one); },
      [&](const workflows::SettleSetAside& one) { return workflows::settle_set_aside(ward, one); },
      [&](const workflows::FallStepTaken& one) { return workflows::take_fall_step(ward, one); },
      [&](const workflows::ReviewIncident& one) { return workflows::review_incident(ward, one); },
      [&](const workflows::JoinIncidents& one) { return workflows::join_incidents(ward, one); },
  };
  auto outcome = std::visit(cases, act);
  send_now();
  return outcome;
}

// ---- A PIN given again

void TabletWard::begin_sign(SignRequest request, std::string pin) {
  crypto::Secret secret(as_bytes(pin));
  crypto::wipe(pin);
  if (m_sign.pin.checking) return;
  if (m_signing.joinable()) m_signing.join();
  m_sign = {};
  m_sign.pin.checking = true;
  m_sign_request = std::move(request);
  bump();
  m_signing = std::thread([this, signer = m_sign_request.signer, secret = std::move(secret)] {
    auto session = m_access->confirm(signer, secret);
    {
      const std::lock_guard guard(m_mutex);
      m_confirmed.emplace(std::move(session));
    }
    bump();
  });
}

SignProgress TabletWard::sign_progress() { return std::exchange(m_sign, SignProgress{m_sign.pin, {}}); }

// What the PIN came to: the signature is made here, on the thread that has the store.
void TabletWard::collect_signature() {
  std::optional<Expected<std::unique_ptr<access::Session>>> confirmed;
  {
    const std::lock_guard guard(m_mutex);
    confirmed = std::exchange(m_confirmed, std::nullopt);
  }
  if (!confirmed) return;
  m_signing.join();
  m_sign = {};
  ++m_tick;
  if (!m_store) return;
  if (!*confirmed) {
    const Error& error = confirmed->error();
    if (const auto wait = m_access->wait_before_next_try(m_sign_request.signer); wait && *wait > Duration{})
      m_sign.pin.wait_until = m_parts.access.clock.now() + *wait;
    else if (error.code == ErrorCode::NotAllowed)
      m_sign.pin.wrong = true;
    else
      m_sign.pin.failure = error.text;
    return;
  }
  access::Session& signer = ***confirmed;
  const workflows::Ward ward = workflow_ward();
  if (const auto* give = std::get_if<workflows::GiveHandoff>(&m_sign_request.what))
    m_sign.outcome = workflows::give_handoff(ward, signer, *give);
  else if (const auto* accept = std::get_if<workflows::AcceptHandoff>(&m_sign_request.what))
    m_sign.outcome = workflows::accept_handoff(ward, signer, *accept);
  else if (const auto* close = std::get_if<workflows::CloseShift>(&m_sign_request.what))
    m_sign.outcome = workflows::close_shift(ward, signer, *close, other_tablets());
  else
    m_sign.outcome = workflows::Outcome{};
  m_sign_request = {};
  send_now();
}

}  // namespace wardlight::shell
