// SPDX-License-Identifier: Apache-2.0
// What pressing something on a bedside page does.
#include <utility>

#include "ui/shell/navigator.h"

namespace wardlight::shell {
namespace {

using models::Deed;
using models::DeedKind;

std::optional<BedsidePage> page_of(DeedKind kind) {
  switch (kind) {
    case DeedKind::OpenPlan: return BedsidePage::Plan;
    case DeedKind::OpenForms: return BedsidePage::Forms;
    case DeedKind::OpenHandoff: return BedsidePage::Handoff;
    case DeedKind::OpenReadBack: return BedsidePage::ReadBack;
    case DeedKind::OpenWave: return BedsidePage::Wave;
    case DeedKind::OpenWash: return BedsidePage::Wash;
    case DeedKind::OpenAsk: return BedsidePage::Ask;
    case DeedKind::OpenSepsis: return BedsidePage::Sepsis;
    case DeedKind::OpenFalls: return BedsidePage::Falls;
    case DeedKind::OpenHelp: return BedsidePage::Help;
    default: return std::nullopt;
  }
}

models::WorkView work_view(const std::string& code) {
  if (code == "calls") return models::WorkView::Calls;
  if (code == "open") return models::WorkView::Open;
  return code == "mine" ? models::WorkView::Mine : models::WorkView::Tasks;
}

}  // namespace

// Carries an act out and says so; a refusal stays on the page.
bool Navigator::carry_out(const BedsideAct& act, std::string_view done_key) {
  const auto outcome = m_services.carry_out(act);
  m_desk.bedside.refusal.reset();
  if (outcome && !outcome->saved && !outcome->objections.empty()) m_desk.bedside.refusal = why(outcome);
  return say(outcome, done_key);
}

void Navigator::do_deed(const Deed& deed) {
  BedsideState& state = m_desk.bedside;
  const EncounterId encounter = deed.encounter.empty() ? place().encounter : deed.encounter;
  if (const auto page = page_of(deed.kind)) return open_bedside(*page, encounter);
  switch (deed.kind) {
    case DeedKind::Back: return back();
    case DeedKind::OpenPatient: return open_patient(encounter);
    case DeedKind::OpenForm: return open_form(encounter, deed.id, deed.value);
    case DeedKind::OpenReport: return open_bedside(BedsidePage::Report, encounter);
    case DeedKind::OpenWork: state.work = work_view(deed.value); return;
    case DeedKind::OpenPatientView: return turn_to_patient(encounter);
    case DeedKind::GoOnDraft: return go_on_with_draft(encounter, deed.id);
    case DeedKind::DiscardDraft: return discard_draft(encounter, deed.id);
    case DeedKind::Choose:
      if (deed.id == "help") state.help_asked = !deed.value.empty();
      state.answers[deed.id] = deed.value;
      return;
    case DeedKind::Type:
      state.answers[deed.id] = deed.value;
      state.local.typed[deed.id] = deed.value;
      return;
    case DeedKind::AllSeen:
      if (m_desk.round) m_desk.round->fill_all_seen({deed.id, {}}, now());
      return;
    case DeedKind::ShowCard: state.card = deed.id; return;
    case DeedKind::SwitchLanguage: m_settings.language = m_languages.after(m_settings.language); return;
    case DeedKind::LeavePatientView: return ask_sign(models::SignFor::LeavePatientView);
    default: break;
  }
  if (do_shift(deed) || do_apart(deed)) return;
  if (deed.kind >= DeedKind::ConfirmRow && deed.kind <= DeedKind::KeepVersion) return do_handoff(deed, encounter);
  do_bedside(deed, encounter);
}

void Navigator::open_form(const EncounterId& encounter, const std::string& name, const std::string& about) {
  open_bedside(BedsidePage::Form, encounter);
  ensure_form(encounter, name);
  if (!m_desk.round) return back();
  if (!about.empty()) m_desk.round->set_about(about);
}

void Navigator::open_form_with(const EncounterId& encounter, const std::string& name, const std::string& link_id,
                               const std::string& code) {
  open_form(encounter, name, "");
  if (m_desk.round) m_desk.round->choose_code({link_id, {}}, code, now());
}

void Navigator::forget_answers() {
  m_desk.bedside.answers.clear();
  m_desk.bedside.local.typed.clear();
}

void Navigator::save_form() {
  const auto outcome = m_services.record_form(m_desk.round->round());
  if (!outcome || !outcome->saved) return m_desk.round->note_failure(why(outcome));
  m_desk.round.reset();
  back();
  say(outcome, "toast.saved");
}

void Navigator::discard_draft(const EncounterId& encounter, const std::string& questionnaire) {
  m_desk.bedside.answers.clear();
  if (const auto gone = m_services.discard_draft(encounter, questionnaire); !gone) return fail(gone.error().text);
  m_toast.show(texts()("toast.draft_discarded"), ui::Tone::Ok, now());
}

void Navigator::turn_to_patient(const EncounterId& encounter) {
  BedsideState& state = m_desk.bedside;
  if (read_bedside(encounter) && state.data->contact_isolation) {
    state.printed.reset();
    return open_bedside(BedsidePage::PatientCard, encounter);
  }
  open_bedside(BedsidePage::PatientView, encounter);
  state.card.clear();
  state.help_asked = false;
  state.help_pressed_at.reset();
  state.staff_language = m_settings.language;
}

// ---- Handoff

void Navigator::do_handoff(const Deed& deed, const EncounterId& encounter) {
  BedsideState& state = m_desk.bedside;
  if (!state.data) return;
  const StatementId id = m_services.new_statement_id(), handoff = state.data->handoff.handoff;
  switch (deed.kind) {
    case DeedKind::ConfirmRow: state.confirmed.insert(deed.id); return;
    case DeedKind::ConfirmAll: return confirm_all();
    case DeedKind::MarkReady:
      if (deed.value.starts_with("confirm")) confirm_all();
      return mark_ready(encounter, deed.value.ends_with("bedside"));
    case DeedKind::MarkBedside: carry_out(MoveHandoff{HandoffMove::Bedside, {id, handoff, ""}}, "toast.handoff_step"); return;
    case DeedKind::AddAddendum:
      if (carry_out(MoveHandoff{HandoffMove::Addendum, {id, handoff, models::answer_of(state.answers, "addendum")}},
          "toast.saved")) state.answers.erase("addendum"), state.local.typed.erase("addendum");
      return;
    case DeedKind::KeepVersion: carry_out(workflows::ResolveHandoff{id, handoff, deed.id, texts()("handoff.keep_version")},
        "toast.saved"); return;
    case DeedKind::Sign: return ask_sign(deed.value == "accept" ? models::SignFor::Accept : models::SignFor::Give);
    case DeedKind::Restate: return restate(deed.value);
    default: return;
  }
}

void Navigator::confirm_all() {
  for (const auto& row : m_desk.bedside.data->rows)
    if (row.value.at && !row.value.stale) m_desk.bedside.confirmed.insert(row.id);
}

// The first tap begins the handoff and says that it is ready; and that both stand at the bed, when they do.
void Navigator::mark_ready(const EncounterId& encounter, bool at_bedside) {
  const workflows::HandoffView& view = m_desk.bedside.data->handoff;
  StatementId handoff = view.handoff;
  if (view.state == workflows::HandoffState::None || view.state == workflows::HandoffState::Accepted) {
    handoff = m_services.new_statement_id();
    if (!carry_out(workflows::StartHandoff{handoff, encounter, workflows::HandoffType::Shift}, "toast.handoff_step")) return;
  }
  if (!carry_out(MoveHandoff{HandoffMove::Ready, {m_services.new_statement_id(), handoff, ""}}, "toast.handoff_step")) return;
  if (at_bedside)
    carry_out(MoveHandoff{HandoffMove::Bedside, {m_services.new_statement_id(), handoff, ""}}, "toast.handoff_step");
}

void Navigator::restate(const std::string& words) {
  if (!m_desk.round) return;
  const auto choices = m_services.choices(texts());
  const models::FormField kind{choices.read_back_kind_link_id, {}};
  if (m_desk.round->round().form.answers(kind).empty()) m_desk.round->choose(kind, 0, now());
  m_desk.round->toggle_words({choices.read_back_link_id, {}}, words, now());
}

// ---- A PIN given again

void Navigator::ask_sign(models::SignFor purpose) {
  m_desk.bedside.sign = SignState{purpose, {}, false};
  m_desk.bedside.digits.wipe();
}

void Navigator::leave_sign() {
  m_desk.bedside.sign.reset();
  m_desk.bedside.digits.wipe();
  m_services.forget_pin_trouble();
}

void Navigator::sign(const PractitionerId& signer, std::string pin) {
  BedsideState& state = m_desk.bedside;
  SignRequest request{signer, {}};
  if (state.sign->purpose == models::SignFor::CloseShift) {
    request.what = closing();
  } else if (state.sign->purpose != models::SignFor::LeavePatientView && state.data && m_desk.round) {
    const workflows::HandoffView& view = state.data->handoff;
    if (state.sign->purpose == models::SignFor::Give) {
      workflows::GiveHandoff give{view.handoff, m_desk.round->round(), view.content.rows};
      for (auto& row : give.rows) row.confirmed = row.confirmed || state.confirmed.contains(row.id);
      request.what = std::move(give);
    } else {
      request.what = workflows::AcceptHandoff{view.handoff, m_desk.round->round(), view.hash};
    }
  }
  state.sign->waiting = true;
  m_services.begin_sign(std::move(request), std::move(pin));
}

models::PinState Navigator::take_sign_progress() {
  BedsideState& state = m_desk.bedside;
  SignProgress progress = m_services.sign_progress();
  if (!progress.outcome) return progress.pin;
  const models::SignFor purpose = state.sign->purpose;
  state.sign.reset();
  if (purpose == models::SignFor::LeavePatientView) {
    m_settings.language = state.staff_language;
    m_patient_view.reset();
    back();
    return {};
  }
  if (*progress.outcome && (*progress.outcome)->saved) {
    m_desk.round.reset();  // it is a record now, no draft
    state.confirmed.clear();
    if (purpose == models::SignFor::Accept || purpose == models::SignFor::CloseShift) back();
  } else {
    state.refusal = why(*progress.outcome);
  }
  say(*progress.outcome, purpose == models::SignFor::Give ? "toast.given" : purpose == models::SignFor::Accept ? "toast.accepted"
      : "toast.shift_closed");
  return {};
}

// ---- Everything else at the bedside

const models::PromptInput* Navigator::find_prompt(const std::string& id) const {
  if (!m_desk.bedside.data) return nullptr;
  for (const auto& prompt : m_desk.bedside.data->prompts) {
    if (prompt.id == id) return &prompt;
    for (const auto& one : prompt.inside)
      if (one.id == id) return &one;
  }
  return nullptr;
}

void Navigator::do_bedside(const Deed& deed, const EncounterId& encounter) {
  if (do_prompt(deed, encounter) || do_work(deed, encounter) || do_help(deed, encounter)) return;
  const auto choices = m_services.choices(texts());
  const auto typed = [&](const char* key) { return models::answer_of(m_desk.bedside.answers, key); };
  switch (deed.kind) {
    case DeedKind::KeepDevice: return open_form(encounter, "device-necessity", deed.id);
    case DeedKind::RemoveDevice: return remove_device(deed, encounter);
    case DeedKind::AnswerVaccine:
      open_form_with(encounter, "vaccine-screen", choices.vaccine_link_id, deed.id);
      if (m_desk.round) m_desk.round->choose_code({choices.vaccine_answer_link_id, {}}, deed.value, now());
      return;
    case DeedKind::ConfirmInfection: return open_form_with(encounter, "sepsis-confirm", choices.suspected_link_id, deed.value);
    case DeedKind::SaveQuestion:
      if (carry_out(workflows::AskQuestion{m_services.new_statement_id(), encounter, typed("category"), typed("question"),
                                           typed("asked_of")}, "toast.question_saved")) back();
      return;
    case DeedKind::AnswerQuestion:
      carry_out(workflows::AnswerQuestion{m_services.new_statement_id(), {deed.id}, ""}, "toast.saved");
      return;
    case DeedKind::StartFall: return start_fall(encounter);
    case DeedKind::FallStepDone:
      carry_out(workflows::FallStepTaken{m_services.new_statement_id(), encounter, deed.id}, "toast.saved");
      return;
    case DeedKind::SaveWash: return count_wash(deed.value == "end");
    default: return;
  }
}

bool Navigator::do_prompt(const Deed& deed, const EncounterId& encounter) {
  if (deed.kind != DeedKind::Snooze && deed.kind != DeedKind::MakeTask && deed.kind != DeedKind::AnswerPrompt) return false;
  const models::PromptInput* found = find_prompt(deed.id);
  if (deed.kind == DeedKind::AnswerPrompt) {
    answer_prompt(deed, encounter, found);
  } else if (found != nullptr && deed.kind == DeedKind::MakeTask) {
    carry_out(TaskOfPrompt{m_services.new_statement_id(), encounter, found->prompt, found->about}, "toast.task_raised");
  } else if (found != nullptr && carry_out(workflows::SnoozePrompt{m_services.new_statement_id(), encounter, found->prompt,
                                                                   found->about, found->snooze_for, deed.value},
                                           "toast.snoozed")) {
    forget_answers();
  }
  return true;
}

void Navigator::answer_prompt(const Deed& deed, const EncounterId& encounter, const models::PromptInput* found) {
  // The level of an injury is judged over its report, where the rules about it are.
  const workflows::ClinicalForm* form = m_services.content().forms.find(deed.value);
  if (form != nullptr && form->needs == access::Action::ReviewIncidents) return open_apart(BedsidePage::Incidents);
  if (found == nullptr) return;
  const models::PromptInput prompt = *found;  // opening the form reads the patient again
  open_form(encounter, deed.value, prompt.about);
  if (m_desk.round && !prompt.answer_link_id.empty())
    m_desk.round->choose_code({prompt.answer_link_id, {}}, prompt.answer_code, now());
}

void Navigator::start_fall(const EncounterId& encounter) {
  m_desk.bedside.fall_begun = moment().now;
  workflows::ReportIncident report;
  report.id = m_services.new_statement_id(), report.encounter = encounter;
  report.kind = "fall", report.occurred_at = moment().now;
  report.notice = m_services.new_statement_id();
  carry_out(report, "toast.saved");
}

void Navigator::remove_device(const Deed& deed, const EncounterId& encounter) {
  const StatementId id = m_services.new_statement_id();
  if (deed.value == "removed") {
    carry_out(workflows::RemoveDevice{id, deed.id, moment().now, ""}, "toast.device_removed");
    return;
  }
  workflows::RaiseTask task{id, encounter, "removal-request", texts()("device.ask_removal"), "provider"};
  task.basis = deed.id;
  carry_out(task, "toast.task_raised");
}

// One opportunity of the observer's session: several moments at once are one. Ending saves what was seen, if anything was.
void Navigator::count_wash(bool end) {
  BedsideState& state = m_desk.bedside;
  if (!m_desk.round) return back();
  const auto ids = m_services.choices(texts());
  if (end) {
    if (state.wash_seen == 0) return back();
    m_desk.round->move_when({ids.wash_ended_link_id, {}}, 0, moment(), now());
    state.wash_began.reset();
    state.wash_seen = state.wash_clean = 0;
    return save_form();
  }
  if (!state.wash_began) {
    state.wash_began = moment().now;
    m_desk.round->move_when({ids.wash_began_link_id, {}}, 0, moment(), now());
  } else {
    m_desk.round->add_occurrence({ids.wash_group_link_id, {}}, now());
  }
  const std::vector<std::size_t> at{static_cast<std::size_t>(state.wash_seen)};
  const std::string& action = models::answer_of(state.answers, "action");
  m_desk.round->choose_code({ids.wash_person_link_id, at}, models::answer_of(state.answers, "person"), now());
  for (const auto& one : ids.wash_moments)
    if (models::answer_of(state.answers, "moment." + one.code) == "yes") m_desk.round->choose_code({ids.wash_moment_link_id, at},
        one.code, now());
  m_desk.round->choose_code({ids.wash_action_link_id, at}, action, now());
  ++state.wash_seen;
  if (action != ids.wash_actions.back().code) ++state.wash_clean;  // the last one is "missed"
  state.answers.clear();
}

}  // namespace wardlight::shell
