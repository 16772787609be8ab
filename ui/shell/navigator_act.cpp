// SPDX-License-Identifier: Apache-2.0
// What each action of a screen leads to.
#include <utility>

#include "core/base/overloaded.h"
#include "ui/shell/navigator.h"

namespace wardlight::shell {

void Navigator::act(const screens::Action& action) {
  const Overloaded cases{
      [&](const screens::GoTo& to) { go_to(to.page); },
      [&](const screens::GoBack&) { back(); },
      [&](const screens::ShowSync&) { go_to(models::Page::Sync); },
      [&](const screens::SwitchTheme&) {
        m_settings.theme = m_settings.theme == ui::Theme::Day ? ui::Theme::Night : ui::Theme::Day;
      },
      [&](const screens::SwitchLanguage&) { m_settings.language = m_languages.after(m_settings.language); },
      [&](const screens::LockTablet&) { lock(); },
      [&](const screens::OpenMenu& menu) { act_on_menu(menu); },
      [&](const screens::ChooseUnit& unit) { act_on_menu(unit); },
      [&](const screens::ChooseLanguage& language) { act_on_menu(language); },
      [&](const screens::OpenChangePin& pin) { act_on_menu(pin); },
      [&](const screens::TakePin& pin) { act_on_menu(pin); },
      [&](const screens::UnlockStaff& staff) { act_on_menu(staff); },
      [&](const screens::Search& search) { find(search.text); },
      [&](const screens::ChooseStaff& staff) {
        if (m_desk.bedside.sign)
          m_desk.bedside.sign->chosen = staff.practitioner;
        else
          choose_staff(staff.practitioner);
      },
      [&](const screens::LeaveStaff&) { choose_staff(std::nullopt); },
      [&](const screens::EnterPin& pin) { m_services.begin_sign_in(pin.practitioner, pin.pin); },
      [&](const screens::ChooseFilter& filter) {
        if (filter.filter == models::PatientFilter::Drafts) return open_unit_page(BedsidePage::Drafts);
        m_desk.filter = filter.filter;
      },
      [&](const screens::OpenPatient& patient) { open_patient(patient.encounter); },
      [&](const screens::TakeOver& patient) { say(m_services.take_over(patient.encounter), "toast.taken"); },
      [&](const screens::OpenAssign&) { go_to(models::Page::Assign); },
      [&](const screens::ChooseNurse& nurse) { m_desk.assign.nurse = nurse.practitioner; },
      [&](const screens::AssignBed& bed) { assign_bed(bed.encounter); },
      [&](const screens::SaveAssign&) { save_assign(); },
      [&](const screens::UndoAssign&) { m_desk.assign.changed.clear(); },
      [&](const screens::OpenAddPatient&) { open_add_patient(); },
      [&](const screens::TypePatient&) {},  // the field holds what was typed; the model is built from it
      [&](const screens::SavePatient&) { save_patient(); },
      [&](const screens::SendNow&) { m_services.send_now(); },
      [&](const screens::DoDeed& deed) { do_deed(deed.deed); },
      [&](const screens::SignWithPin& pin) { sign(pin.practitioner, pin.pin); },
      [&](const screens::LeavePin&) { leave_sign(); },
      [&](const auto& other) { act_on_round(other); },
  };
  std::visit(cases, action);
}

void Navigator::go_to(models::Page page) {
  leave_round();
  m_desk.pin.wipe();
  m_desk.stack.clear();
  m_desk.page = page;
}

void Navigator::open(Place place) {
  leave_round();
  m_desk.stack.push_back(std::move(place));
}

void Navigator::back() {
  leave_round();
  m_desk.pin.wipe();
  if (!m_desk.stack.empty()) m_desk.stack.pop_back();
}

void Navigator::lock() {
  leave_round();
  m_desk.pin.wipe();
  m_services.lock();
}

void Navigator::choose_staff(std::optional<PractitionerId> practitioner) {
  if (practitioner == m_chosen) return;
  m_chosen = std::move(practitioner);
  m_pin.wipe();
  m_services.forget_pin_trouble();
}

// Typing into the head looks through the whole unit, wherever one is.
void Navigator::find(const std::string& words) {
  if (!words.empty()) go_to(models::Page::MyPatients);
  m_desk.search = words;
  m_desk.filter = words.empty() ? models::PatientFilter::Mine : models::PatientFilter::Everyone;
}

void Navigator::open_patient(const EncounterId& encounter) {
  m_desk.timeline = {};
  open({Place::Kind::Patient, encounter});
}

void Navigator::scanned(const std::string& code) {
  if (!m_signed_in || is_turned_round()) return;
  const auto result = m_services.find_by_scan(code);
  if (!result) return fail(result.error().text);
  if (result->found.size() == 1) return open_patient(result->found.front());
  if (result->found.empty()) return fail(texts()("scan.nobody", {{"code", code}}));
  m_desk.chrome.search = code;
  find(code);
  m_toast.show(texts()("scan.several"), ui::Tone::Warn, now());
}

// ---- Saving, and saying so

void Navigator::fail(std::string_view sentence) { m_toast.show(texts().said(sentence), ui::Tone::Bad, now()); }

std::string Navigator::why(const Expected<workflows::Outcome>& outcome) const {
  if (!outcome) return texts().said(outcome.error().text);
  if (outcome->saved || outcome->objections.empty()) return {};
  const workflows::Objection& first = outcome->objections.front();
  const bool own = texts().language() == "es" && !first.text_es.empty();
  const std::string words = own ? first.text_es : texts().said(first.text);
  return first.rule.empty() ? words : words + " (" + first.rule + ")";
}

bool Navigator::say(const Expected<workflows::Outcome>& outcome, std::string_view done_key) {
  if (!outcome || !outcome->saved) {
    fail(why(outcome));
    return false;
  }
  const bool owed = outcome->saved->second_copy == store::SecondCopy::Owed;
  m_toast.show(texts()(owed ? "toast.copy_owed" : done_key), owed ? ui::Tone::Warn : ui::Tone::Ok, now());
  return true;
}

void Navigator::assign_bed(const EncounterId& encounter) {
  AssignState& assign = m_desk.assign;
  const models::PatientInput* patient = find_patient(encounter);
  if (patient == nullptr || !assign.nurse) return;
  const auto found = assign.changed.find(encounter);
  if (found != assign.changed.end() && found->second == *assign.nurse)
    assign.changed.erase(found);  // tapped twice: as it was
  else if (patient->nurse == assign.nurse)
    assign.changed.erase(encounter);
  else
    assign.changed[encounter] = *assign.nurse;
}

void Navigator::save_assign() {
  if (say(m_services.assign(m_desk.assign.changed), "toast.assigned")) m_desk.assign.changed.clear();
}

void Navigator::open_add_patient() {
  m_desk.add_patient = {};
  m_desk.new_stay = {m_services.new_statement_id(), m_services.new_statement_id()};
  open({Place::Kind::AddPatient, {}});
}

void Navigator::save_patient() {
  if (say(m_services.add_patient(m_desk.add_patient.typed, m_desk.new_stay), "toast.added")) back();
}

}  // namespace wardlight::shell
