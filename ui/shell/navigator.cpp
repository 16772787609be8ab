// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/navigator.h"

#include <algorithm>
#include <utility>

#include "core/base/fold.h"
#include "ui/widgets/keyboard.h"

namespace wardlight::shell {

Navigator::Navigator(WardServices& services, const Clock& clock, const Languages& languages, Settings& settings, Sounder& sounder)
    : m_services(services), m_clock(clock), m_languages(languages), m_settings(settings), m_sounder(sounder) {}

PersonChanged Navigator::refresh() {
  m_toast.end_when_due(now());
  const bool signed_in = m_services.is_signed_in();
  const bool changed = signed_in != m_signed_in;
  if (changed) {
    m_signed_in = signed_in;
    m_desk.pin.wipe();
    if (is_turned_round()) m_settings.language = m_desk.bedside.staff_language;
    m_desk = {};
    m_chosen.reset();
    m_pin.wipe();
    m_toast.clear();
    m_ward = {};
  }
  if (!m_signed_in) {
    refresh_door();
  } else {
    refresh_ward();
    for (std::string& alarm : m_services.take_alarms()) fail(std::move(alarm));
  }
  m_sounder.alarm(alarm_sound() == models::AlarmSound::Sounding);
  return changed ? PersonChanged::Yes : PersonChanged::No;
}

void Navigator::refresh_door() {
  models::SignInInput input = m_services.door();
  input.chosen = m_chosen;
  input.night = m_settings.theme == ui::Theme::Night;
  if (m_languages.all().size() > 1)
    input.other_language = m_languages.in(m_languages.after(m_settings.language))("menu.language_name");
  m_sign_in = models::build_sign_in(input, moment(), texts());
}

void Navigator::refresh_ward() {
  m_ward = m_services.ward();
  models::ChromeInput chrome;
  chrome.unit = m_ward.unit;
  chrome.my_name = m_ward.my_name;
  chrome.role = m_ward.role;
  chrome.page = m_desk.page;
  chrome.overdue = models::count_overdue(m_ward);
  chrome.night = m_settings.theme == ui::Theme::Night;
  chrome.sync = m_ward.sync;
  refresh_unit_work();
  if (m_desk.bedside.unit)
    for (auto& patient : m_ward.patients)
      if (const auto tile = m_desk.bedside.unit->tiles.find(patient.encounter); tile != m_desk.bedside.unit->tiles.end())
        patient.badges = tile->second.badges;
  if (m_desk.bedside.unit)
    chrome.open_work = static_cast<int>(std::ranges::count_if(m_desk.bedside.unit->tasks, &models::TaskInput::mine));
  refresh_sign_off();
  m_chrome = models::build_chrome(chrome, moment(), texts());
  m_prompts.reset();
  if (!m_desk.prompts.empty() && m_desk.prompted)
    m_prompts = models::build_prompts(m_desk.prompts, m_services.content().rounding, *m_desk.prompted, texts());
  const Place at = place();
  switch (at.kind) {
    case Place::Kind::Page: refresh_page(); break;
    case Place::Kind::Patient: refresh_patient(at.encounter); break;
    case Place::Kind::Round: refresh_round(at.encounter); break;
    case Place::Kind::Reason: refresh_reason(at.encounter); break;
    case Place::Kind::Menu: refresh_menu(); break;
    case Place::Kind::Bedside: refresh_bedside(at); break;
    case Place::Kind::ChangePin: refresh_change_pin(); break;
    case Place::Kind::AddPatient:
      m_add_patient = models::build_add_patient({m_ward, m_desk.add_patient.typed}, moment(), texts());
      break;
  }
}

void Navigator::refresh_page() {
  switch (m_desk.page) {
    case models::Page::MyPatients:
      m_my_patients = models::build_my_patients({m_ward, m_desk.filter, m_desk.search}, moment(), texts());
      break;
    case models::Page::Handoff: refresh_handoff_list(); break;
    case models::Page::Work: refresh_work(); break;
    case models::Page::UnitBoard:
      m_board = models::build_unit_board({m_ward, 8, work_known(), m_services.content().rounding.gap_night}, moment(), texts());
      break;
    case models::Page::Assign:
      m_assign = models::build_assign({m_ward, m_desk.assign.nurse, m_desk.assign.changed}, moment(), texts());
      break;
    case models::Page::Sync: m_sync = models::build_sync_status(m_ward.sync, moment(), texts()); break;
  }
}

void Navigator::refresh_patient(const EncounterId& encounter) {
  const models::PatientInput* patient = find_patient(encounter);
  if (patient == nullptr) return back();  // gone from the unit meanwhile
  const Timeline seen{encounter, patient->last_contact, patient->nurse, patient->state, patient->unsent};
  models::PatientPageInput input{m_ward, *patient, false, {}};
  if (seen != m_desk.timeline) {
    auto acts = m_services.timeline(encounter);
    input.loading = !acts.has_value();
    m_desk.acts = acts ? *std::move(acts) : std::vector<models::ActInput>{};
    if (acts) m_desk.timeline = seen;
  }
  input.acts = m_desk.acts;
  m_patient = models::build_patient_page(input, moment(), texts());
}

const models::PatientInput* Navigator::find_patient(const EncounterId& encounter) const {
  const auto found = std::ranges::find(m_ward.patients, encounter, &models::PatientInput::encounter);
  if (found != m_ward.patients.end()) return &*found;
  if (!m_desk.bedside.unit) return nullptr;
  const auto& left = m_desk.bedside.unit->discharged;
  const auto gone = std::ranges::find(left, encounter, &models::PatientInput::encounter);
  return gone == left.end() ? nullptr : &*gone;
}

bool Navigator::is_due() const { return m_toast.ends() && now() >= *m_toast.ends(); }

double Navigator::seconds_to_next() const {
  double next = std::numeric_limits<double>::max();
  if (m_toast.ends()) next = std::min(next, *m_toast.ends() - now());
  if (m_desk.round && m_desk.round->keep_due()) next = std::min(next, *m_desk.round->keep_due() - now());
  return std::max(0.0, next);
}

}  // namespace wardlight::shell
