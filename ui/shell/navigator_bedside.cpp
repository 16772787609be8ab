// SPDX-License-Identifier: Apache-2.0
// The bedside's pages: what they are built from, and which draw function shows them.
#include <algorithm>
#include <iterator>
#include <utility>

#include "ui/screens/patient_view.h"
#include "ui/screens/round_form.h"
#include "ui/screens/sheet.h"
#include "ui/screens/sign_off.h"
#include "ui/screens/undelivered.h"
#include "ui/shell/navigator.h"

namespace wardlight::shell {
namespace {

constexpr std::string_view kRoundForm = "hourly-round";

std::string_view form_of(BedsidePage page) {
  switch (page) {
    case BedsidePage::Handoff: return "handoff-given";
    case BedsidePage::ReadBack: return "handoff-accepted";
    case BedsidePage::Wash: return "hand-hygiene-observation";
    default: return {};
  }
}

models::PlanInput plan_input(const models::PatientInput& patient, const BedsideData& data) {
  return {patient, data.prompts, data.fall, data.devices, data.devices_known, data.isolation, data.moving, data.vaccines,
      data.forms, {}};
}

models::FallsInput falls_input(const models::PatientInput& patient, const BedsideData& data, const BedsideState& state) {
  models::FallsInput input{patient};
  input.fell_at = data.fell_at ? data.fell_at : state.fall_begun;
  input.steps = data.fall_steps;
  input.observations = data.observations;
  input.arm = data.observations_why;
  input.pack = data.observations_pack;
  input.reported = data.fall_reported;
  input.huddle_due = data.huddle_due;
  input.huddle_done = data.huddle_done;
  input.morse_due = data.morse_due;
  return input;
}

}  // namespace

void Navigator::open_bedside(BedsidePage page, const EncounterId& encounter) {
  open({Place::Kind::Bedside, encounter, page});
  m_desk.bedside.answers.clear();
  m_desk.bedside.local = {};
  m_desk.bedside.refusal.reset();
}

// Reads the patient again when something changed since.
bool Navigator::read_bedside(const EncounterId& encounter) {
  BedsideState& state = m_desk.bedside;
  const ReadAt stamp = read_stamp();
  if (state.read_for == encounter && state.read_at == stamp && (state.data || state.failure)) return state.data.has_value();
  auto read = m_services.bedside(encounter, texts());
  if (state.read_for != encounter) state.confirmed.clear();
  state.read_for = encounter;
  state.read_at = stamp;
  state.failure.reset();
  state.data.reset();
  if (read)
    state.data = *std::move(read);
  else
    state.failure = texts().said(read.error().text);
  return state.data.has_value();
}

models::WorkKnown Navigator::work_known() const {
  const auto& unit = m_desk.bedside.unit;
  return unit ? unit->known : models::WorkKnown{true, {}, {}};
}

void Navigator::refresh_unit_work() {
  BedsideState& state = m_desk.bedside;
  if (const ReadAt stamp = read_stamp(); state.unit_read_at != stamp) {
    auto read = m_services.unit_work(texts());
    state.unit_read_at = stamp;
    state.unit.emplace();
    state.unit->known = {true, {}, read ? std::string() : read.error().text};
    if (read) state.unit = *std::move(read);
  }
  m_undelivered.reset();
  if (state.unit) m_undelivered = models::build_undelivered(state.unit->undelivered, moment(), texts());
}

// The form that stands on the page that is up, opened once.
void Navigator::ensure_form(const EncounterId& encounter, const std::string& name) {
  if (m_desk.round && m_desk.bedside.form == name && m_desk.round->encounter() == encounter) return;
  leave_round();
  const models::PatientInput* patient = find_patient(encounter);
  auto opened = m_services.open_form(encounter, name);
  if (patient == nullptr) return;
  if (!opened) return fail(opened.error().text);
  // What was given may be changed and signed again until it is accepted (HND-4).
  if (name == "handoff-given" && m_desk.bedside.data && m_desk.bedside.data->handoff.state >= workflows::HandoffState::Given)
    if (auto given = m_services.given_form(m_desk.bedside.data->handoff)) opened->form = *std::move(given);
  m_desk.bedside.form = name;
  m_desk.round.emplace(*std::move(opened), *patient);
  m_desk.round_local = {};
  m_desk.bedside.local.form = {};
}

models::Sheet Navigator::build_drafts_page() const {
  std::vector<models::DraftRow> rows;
  for (const auto& draft : m_ward.drafts) rows.push_back({draft, find_patient(draft.encounter)});
  return models::build_drafts(rows, m_desk.bedside.answers, moment(), texts());
}

// A draft is gone on with on the page that its form stands on.
void Navigator::go_on_with_draft(const EncounterId& encounter, const std::string& form) {
  if (form == kRoundForm) return start_round(encounter, std::nullopt);
  for (const BedsidePage page : {BedsidePage::Handoff, BedsidePage::ReadBack, BedsidePage::Wash})
    if (form_of(page) == form) return open_bedside(page, encounter);
  open_form(encounter, form, "");
}

models::HandoffInput Navigator::handoff_input(const models::PatientInput& patient) const {
  const BedsideState& state = m_desk.bedside;
  const BedsideData& data = *state.data;
  const workflows::HandoffView& view = data.handoff;
  const BedsideChoices choices = m_services.choices(texts());
  models::HandoffInput input{patient};
  input.state = static_cast<models::HandoffState>(view.state);
  input.last_handoff = data.last_handoff;
  input.changes = data.changes;
  input.rows = data.rows;
  for (auto& row : input.rows) row.confirmed = row.confirmed || state.confirmed.contains(row.id);
  if (m_desk.round && state.form == "handoff-given") input.given = &m_desk.round->round().form;
  if (m_desk.round && state.form == "handoff-accepted") input.read_back = &m_desk.round->round().form;
  input.sbar = choices.sbar;
  input.private_group = choices.private_group;
  input.actions_link_id = choices.action_link_id;
  input.from = view.from_name;
  input.to = view.to_name;
  input.given_at = view.given_at;
  input.accepted_at = view.accepted_at;
  input.may_give = view.may_give;
  input.may_accept = view.may_accept;
  input.charge = m_ward.role == models::Role::Charge;
  input.unclaimed = data.unclaimed;
  for (std::size_t i = 0; i < view.version_hashes.size(); ++i) input.versions.push_back({view.version_hashes[i],
      workflows::shown_text(view.versions.at(i))});
  for (const auto& question : data.questions)
    if (!question.answered) input.concerns.push_back(question);
  if (state.unit)
    std::ranges::copy_if(state.unit->tasks, std::back_inserter(input.tasks),
                         [&](const models::TaskInput& task) { return task.encounter == patient.encounter; });
  input.refusal = state.refusal;
  return input;
}

models::PatientViewInput Navigator::view_input(const models::PatientInput& patient) const {
  const BedsideState& state = m_desk.bedside;
  const BedsideChoices choices = m_services.choices(texts());
  return {patient, state.data->contact_isolation, choices.wave_card, state.data->fall_plan, state.data->matters,
      m_services.stock_questions("", texts()), choices.help_number, state.card, state.help_asked, state.help_pressed_at};
}

// What would stand on the patient's own side of the tablet, which stays with the nurse.
models::PaperCard Navigator::patient_card(const models::PatientInput& patient) const {
  models::PatientViewInput input = view_input(patient);
  input.contact_isolation = false;
  return models::build_patient_card(input, m_desk.bedside.data->isolation, moment(), texts());
}

models::Sheet Navigator::build_read_back(const models::PatientInput& patient) {
  // What was given is a form too: the actions to restate come from it.
  const auto given = m_services.given_form(m_desk.bedside.data->handoff);
  auto input = handoff_input(patient);
  if (given) input.given = &*given;
  return models::build_read_back(input, moment(), texts());
}

models::Sheet Navigator::build_help(const models::PatientInput& patient, const BedsideChoices& choices) const {
  models::HelpCallInput input{patient, choices.help_number, choices.help_callers, choices.help_reasons, choices.help_outcomes};
  input.sound = alarm_sound();
  if (const auto& help = m_desk.bedside.data->help)
    input.pressed_at = help->pressed_at, input.arrived_at = help->arrived_at, input.confirmed_at = help->confirmed_at,
    input.call_id = help->call.value, input.delivered = help->delivery == store::Delivery::OnHub;
  return models::build_help_call(input, m_desk.bedside.answers, moment(), texts());
}

// The pages of a patient that are sheets; nothing for another page.
std::optional<models::Sheet> Navigator::build_sheet(BedsidePage page, const models::PatientInput& patient) {
  const BedsideState& state = m_desk.bedside;
  const BedsideData& data = *state.data;
  const auto plan = plan_input(patient, data);
  const auto choices = m_services.choices(texts());
  switch (page) {
    case BedsidePage::Plan: return models::build_bedside_plan(plan, state.answers, moment(), texts());
    case BedsidePage::Forms: return models::build_form_list(plan, moment(), texts());
    case BedsidePage::Handoff: return models::build_handoff(handoff_input(patient), state.answers, moment(), texts());
    case BedsidePage::ReadBack: return build_read_back(patient);
    case BedsidePage::Wave: return models::build_wave({plan, data.questions, data.own_hands}, state.answers, moment(), texts());
    case BedsidePage::Wash:
      return models::build_wash({choices.wash_moments, choices.wash_people, choices.wash_actions, state.wash_began,
                                 state.wash_seen, state.wash_clean}, state.answers, moment(), texts());
    case BedsidePage::Ask: {
      const auto stock = m_services.stock_questions(models::answer_of(state.answers, "category"), texts());
      return models::build_ask({patient, choices.question_categories, stock, choices.asked_of}, state.answers, moment(), texts());
    }
    case BedsidePage::Sepsis:
      return models::build_sepsis({patient, data.screens, "", {}, {}, data.screen_notes}, state.answers, moment(), texts());
    case BedsidePage::Falls: return models::build_falls(falls_input(patient, data, state), moment(), texts());
    case BedsidePage::Help: return build_help(patient, choices);
    case BedsidePage::PatientCard:
      return models::build_card_page(patient, patient_card(patient), state.printed, moment(), texts());
    default: return std::nullopt;
  }
}

void Navigator::refresh_bedside(const Place& at) {
  BedsideState& state = m_desk.bedside;
  if (refresh_unit_page(at.page)) return;
  const models::PatientInput* patient = find_patient(at.encounter);
  if (at.page == BedsidePage::Report) {  // about a patient, or about the unit
    const auto offered = m_services.choices(texts());
    m_sheet = models::build_report({patient, offered.problems, offered.hazards, m_ward.nurses}, state.answers, moment(), texts());
    return;
  }
  if (patient == nullptr) return back();
  m_sheet = {};
  if (!read_bedside(at.encounter)) {
    m_sheet = models::start_sheet(*patient, "", moment(), texts());
    m_sheet.notice = {texts()("ward.failed"), state.failure.value_or(""), models::Tone::Bad};
    return;
  }
  if (const auto form = form_of(at.page); !form.empty()) ensure_form(at.encounter, std::string(form));
  if (at.page == BedsidePage::Form && m_desk.round)
    m_round = m_desk.round->build_assessment(m_ward, m_services.content().rounding,
                                             m_services.judge_form(m_desk.round->round(), texts()), moment(), texts());
  else if (at.page == BedsidePage::PatientView)
    m_patient_view = models::build_patient_view(view_input(*patient), moment(), texts());
  else if (auto sheet = build_sheet(at.page, *patient))
    m_sheet = *std::move(sheet);
}

void Navigator::refresh_work() {
  BedsideState& state = m_desk.bedside;
  models::WorkInput input;
  input.view = state.work;
  input.role = m_ward.role;
  input.sync = m_ward.sync;
  input.known = work_known();
  if (state.unit) input.tasks = state.unit->tasks, input.calls = state.unit->calls, input.open = state.unit->open;
  input.attempt_results = m_services.choices(texts()).call_results;
  if (const ReadAt stamp = read_stamp(); state.work == models::WorkView::Mine && state.figures_read_at != stamp) {
    auto figures = m_services.own_figures(texts());
    state.figures_read_at = stamp;
    state.figures = figures ? *std::move(figures) : std::vector<models::OwnFigureInput>{};
  }
  if (const ReadAt stamp = read_stamp(); state.work == models::WorkView::Open && state.care_figures_read_at != stamp) {
    auto figures = m_services.care_figures(texts());
    state.care_figures_read_at = stamp;
    state.care_figures = figures ? *std::move(figures) : std::vector<models::OwnFigureInput>{};
  }
  input.mine = state.figures;
  input.unit = state.care_figures;
  m_sheet = models::build_work(input, state.answers, moment(), texts());
}

void Navigator::refresh_handoff_list() {
  std::vector<models::HandoffListRow> rows;
  for (const auto& patient : m_ward.patients) {
    const bool mine = patient.nurse == m_ward.me;
    models::HandoffListRow row{&patient};
    if (m_desk.bedside.unit)
      if (const auto tile = m_desk.bedside.unit->tiles.find(patient.encounter); tile != m_desk.bedside.unit->tiles.end()) {
        row.state = static_cast<models::HandoffState>(tile->second.handoff);
        row.severity = tile->second.severity, row.changes = tile->second.changes, row.unclaimed = tile->second.unclaimed;
      }
    const bool on_its_way = row.state == models::HandoffState::Given || row.state == models::HandoffState::Synthesised ||
        row.state == models::HandoffState::Conflict;
    row.mine_to_accept = !mine && on_its_way;
    if (mine || on_its_way) rows.push_back(std::move(row));
  }
  m_sheet = models::build_handoff_list(rows, m_ward.sync, moment(), texts(), work_known());
}

void Navigator::refresh_sign_off() {
  m_sign_off.reset();
  BedsideState& state = m_desk.bedside;
  if (!state.sign) return;
  models::SignOffInput input{state.sign->purpose, find_patient(place().encounter), {}, state.sign->chosen, {}};
  if (state.sign->waiting) input.pin = take_sign_progress();
  if (!state.sign) return;
  for (const auto& nurse : m_ward.nurses)
    if (state.sign->purpose == models::SignFor::Accept || nurse.practitioner == m_ward.me) input.signers.push_back(nurse);
  m_sign_off = models::build_sign_off(input, moment(), texts());
}

screens::MaybeAction Navigator::draw_bedside(ui::Kit& kit) {
  screens::MaybeAction action;
  const BedsidePage page = place().page;
  if (page == BedsidePage::PatientView && m_patient_view)
    action = screens::draw_patient_view(kit, *m_patient_view);
  else if (page == BedsidePage::Form)
    action = screens::draw_round_form(kit, kit.page(), m_round, m_desk.round_local);
  else
    action = screens::draw_sheet(kit, kit.page(), m_sheet, m_desk.bedside.local);
  return action;
}

// Only the family-call screen sounds, on either side of the tablet, until somebody came or was reached by telephone.
models::AlarmSound Navigator::alarm_sound() const {
  const BedsideState& state = m_desk.bedside;
  const bool staff_side = place().kind == Place::Kind::Bedside && place().page == BedsidePage::Help;
  if (!m_signed_in || (!staff_side && !is_turned_round())) return models::AlarmSound::Off;
  const bool read = state.data && state.read_for == place().encounter;
  const workflows::HelpCall* call = read && state.data->help ? &*state.data->help : nullptr;
  const bool answered = call != nullptr && (call->confirmed_at || call->arrived_at);
  const bool pressed = call != nullptr || (is_turned_round() && state.help_pressed_at);
  if (!pressed || answered) return models::AlarmSound::Off;
  return m_sounder.can_sound() ? models::AlarmSound::Sounding : models::AlarmSound::NotPossible;
}

// Not on the patient's own side, and not twice on the page of the call itself.
bool Navigator::shows_undelivered() const {
  if (!m_undelivered || is_turned_round()) return false;
  const BedsideState& state = m_desk.bedside;
  if (place().kind != Place::Kind::Bedside || place().page != BedsidePage::Help || !state.data || !state.data->help) return true;
  return !m_undelivered->more.empty() || m_undelivered->confirm.deed.id != "help." + state.data->help->call.value;
}

// What stands over every page: what was not delivered, and the PIN of a signature.
screens::MaybeAction Navigator::draw_over(ui::Kit& kit) {
  screens::MaybeAction action;
  if (shows_undelivered()) action = screens::draw_undelivered(kit, *m_undelivered);
  if (m_sign_off)
    if (auto tapped = screens::draw_sign_off(kit, *m_sign_off, m_desk.bedside.digits)) action = std::move(tapped);
  return action;
}

}  // namespace wardlight::shell
