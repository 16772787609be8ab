// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "ui/models/add_patient.h"
#include "ui/models/assign.h"
#include "ui/models/change_pin.h"
#include "ui/models/chrome.h"
#include "ui/models/drafts.h"
#include "ui/models/menu.h"
#include "ui/models/my_patients.h"
#include "ui/models/patient.h"
#include "ui/models/prompts.h"
#include "ui/models/reason.h"
#include "ui/models/round_form.h"
#include "ui/models/sign_in.h"
#include "ui/models/unit_board.h"
#include "ui/screens/action.h"
#include "ui/screens/add_patient.h"
#include "ui/screens/chrome.h"
#include "ui/screens/form_rows.h"
#include "ui/screens/reason.h"
#include "ui/screens/sign_in.h"
#include "ui/shell/bedside_state.h"
#include "ui/shell/round_desk.h"
#include "ui/shell/settings.h"
#include "ui/shell/sounder.h"
#include "ui/shell/ward_services.h"
#include "ui/widgets/kit.h"
#include "ui/widgets/toast.h"

namespace wardlight::shell {

enum class PersonChanged { No, Yes };

// Which screen is up, the models it shows and what an action leads to. Models are built in refresh(), never while
// drawing. A locked app keeps nothing of the person before: no page, no filter, no typed word.
class Navigator {
 public:
  Navigator(WardServices& services, const Clock& clock, const Languages& languages, Settings& settings, Sounder& sounder);

  PersonChanged refresh();
  bool draw(ui::Kit& kit);  // true when something was done, so that the models are old
  void scanned(const std::string& code);
  const RoundDesk* form_on_screen() const { return m_desk.round ? &*m_desk.round : nullptr; }

  // Things that time does without a finger: toasts end, drafts are kept, a wait for the next PIN is over.
  bool is_due() const;
  double seconds_to_next() const;
  void keep_draft_when_due();

 private:
  struct Place {
    enum class Kind { Page, Patient, Round, Reason, AddPatient, Menu, ChangePin, Bedside } kind = Kind::Page;
    EncounterId encounter;
    BedsidePage page = BedsidePage::Plan;  // of the bedside
  };
  struct AssignState {
    std::optional<PractitionerId> nurse;
    models::AssignChoice changed;
  };
  // A chart that is open, and what it showed when it was read: opening one is audited, so it is not read again for nothing.
  struct Timeline {
    EncounterId encounter;
    std::optional<Instant> last_contact;
    std::optional<PractitionerId> nurse;
    std::optional<models::LiveState> state;
    int unsent = 0;
    bool operator==(const Timeline&) const = default;
  };
  struct ReasonState {
    models::ReasonFor purpose = models::ReasonFor::Slot;
    models::ReasonTyped typed;
    StatementId id;
    Instant opened_at;
    std::optional<models::ActInput> about;  // the record that is changed, or that says the patient left
    std::optional<std::string> failure;
  };
  // A change of PIN on its way: what was entered so far. Wiped as soon as it is not needed any more.
  struct PinState {
    models::PinStep step = models::PinStep::Old;
    std::string old_pin;
    std::string new_pin;
    bool different = false;
    bool waiting = false;  // the door is looking at it
    WardServices::PinChangeState told;
    screens::PinDigits digits;
    void wipe();
  };
  // Everything that belongs to one person's time at the tablet.
  struct Desk {
    models::Page page = models::Page::MyPatients;
    std::vector<Place> stack;
    screens::ChromeLocal chrome;
    models::PatientFilter filter = models::PatientFilter::Mine;
    std::string search;
    AssignState assign;
    screens::AddPatientLocal add_patient;
    NewStay new_stay;
    Timeline timeline;
    std::vector<models::ActInput> acts;
    std::optional<RoundDesk> round;
    screens::FormLocal round_local;
    ReasonState reason;
    PinState pin;
    screens::ReasonLocal reason_local;
    std::vector<care::PromptRule> prompts;
    std::optional<models::PatientInput> prompted;  // whom they are about
    BedsideState bedside;
  };

  const models::Texts& texts() const { return m_languages.in(m_settings.language); }
  models::Moment moment() const { return {m_clock.now(), m_services.zone()}; }
  double now() const { return static_cast<double>(m_clock.monotonic_milliseconds()) / 1000.0; }
  Place place() const { return m_desk.stack.empty() ? Place{} : m_desk.stack.back(); }
  const models::PatientInput* find_patient(const EncounterId& encounter) const;

  void refresh_door();
  models::AlarmSound alarm_sound() const;
  void refresh_ward();
  void refresh_page();
  void refresh_patient(const EncounterId& encounter);
  void refresh_round(const EncounterId& encounter);
  screens::MaybeAction draw_place(ui::Kit& kit);
  screens::MaybeAction draw_page(ui::Kit& kit, const ui::Rect& page);
  void draw_overlays(ui::Kit& kit);

  void act(const screens::Action& action);
  void act_on_menu(const screens::OpenMenu& menu);
  void act_on_menu(const screens::ChooseUnit& unit);
  void act_on_menu(const screens::ChooseLanguage& language);
  void act_on_menu(const screens::OpenChangePin& pin);
  void act_on_menu(const screens::TakePin& pin);
  void act_on_menu(const screens::UnlockStaff& staff);
  void refresh_menu();
  void refresh_change_pin();
  void go_to(models::Page page);
  void open(Place place);
  void back();
  void lock();
  void choose_staff(std::optional<PractitionerId> practitioner);
  void find(const std::string& words);
  void open_patient(const EncounterId& encounter);
  void assign_bed(const EncounterId& encounter);
  void save_assign();
  void open_add_patient();
  void save_patient();
  void start_round(const EncounterId& encounter, std::optional<StatementId> corrects);
  void keep_draft();
  void leave_round();
  void save_round();
  void act_on_round(const screens::StartRound& start);
  void act_on_round(const screens::Correct& correct);
  void act_on_round(const screens::ChooseAnswer& answer);
  void act_on_round(const screens::TypeAnswer& answer);
  void act_on_round(const screens::ChooseDoneTime& time);
  void act_on_round(const screens::AllSeenAndSave& all);
  void act_on_round(const screens::SaveRound& save);
  void act_on_round(const screens::AskSlotReason& ask);
  void act_on_round(const screens::AskOffUnit& ask);
  void act_on_round(const screens::ChooseReasonSlot& slot);
  void act_on_round(const screens::ChooseReason& reason);
  void act_on_round(const screens::TypeReason& words);
  void act_on_round(const screens::SaveReason& save);
  void act_on_round(const screens::TakeNote& note);
  void act_on_round(const screens::ChooseWhen& when);
  void act_on_round(const screens::AddOccurrence& add);
  void act_on_round(const screens::RemoveOccurrence& remove);
  void act_on_round(const screens::TakeOffer& offer);
  void ask_reason(const EncounterId& encounter, models::ReasonFor purpose, std::optional<models::ActInput> about = {});
  void save_reason(const EncounterId& encounter);
  void settle_reason(const Expected<workflows::Outcome>& outcome, std::string_view done_key);
  std::vector<models::ReasonCode> list_reason_codes() const;
  void refresh_reason(const EncounterId& encounter);
  // The bedside: navigator_bedside.cpp builds and draws, navigator_deeds.cpp carries out.
  void open_bedside(BedsidePage page, const EncounterId& encounter);
  ReadAt read_stamp() const { return {m_services.change_tick(), moment().now.milliseconds / 60'000, m_settings.language}; }
  bool read_bedside(const EncounterId& encounter);
  void refresh_unit_work();
  models::WorkKnown work_known() const;
  models::PatientViewInput view_input(const models::PatientInput& patient) const;
  models::PaperCard patient_card(const models::PatientInput& patient) const;
  void ensure_form(const EncounterId& encounter, const std::string& name);
  models::Sheet build_drafts_page() const;
  void go_on_with_draft(const EncounterId& encounter, const std::string& form);
  models::HandoffInput handoff_input(const models::PatientInput& patient) const;
  models::Sheet build_read_back(const models::PatientInput& patient);
  models::Sheet build_help(const models::PatientInput& patient, const BedsideChoices& choices) const;
  std::optional<models::Sheet> build_sheet(BedsidePage page, const models::PatientInput& patient);
  void refresh_bedside(const Place& at);
  void refresh_work();
  // The shift: navigator_shift.cpp.
  bool refresh_unit_page(BedsidePage page);  // false: it is a page about a patient
  void read_unit_page(BedsidePage page);
  bool do_shift(const models::Deed& deed);   // false: it is no deed of the shift
  // What is opened with a reason: navigator_apart.cpp.
  models::ReasonFirst reason_of(BedsidePage page) const;
  void open_apart(BedsidePage page);
  void read_apart(BedsidePage page);
  bool refresh_apart(BedsidePage page);      // false: it is another page
  const models::IncidentInput* find_incident(const std::string& first) const;
  void review_incident();
  void join_incidents(const models::Deed& deed);
  bool do_apart(const models::Deed& deed);   // false: it is no deed of these
  void open_unit_page(BedsidePage page);
  void cover_break(const models::Deed& deed);
  void enter_paper(const models::Deed& deed, const EncounterId& encounter);
  void note_print(const Expected<PrintedAt>& printed);
  workflows::CloseShift closing() const;
  void refresh_handoff_list();
  void refresh_sign_off();
  screens::MaybeAction draw_bedside(ui::Kit& kit);
  bool shows_undelivered() const;
  screens::MaybeAction draw_over(ui::Kit& kit);
  bool carry_out(const BedsideAct& act, std::string_view done_key);
  void do_deed(const models::Deed& deed);
  void do_handoff(const models::Deed& deed, const EncounterId& encounter);
  void do_bedside(const models::Deed& deed, const EncounterId& encounter);
  bool do_prompt(const models::Deed& deed, const EncounterId& encounter);  // false: it is no deed about a prompt
  bool do_work(const models::Deed& deed, const EncounterId& encounter);  // navigator_work.cpp; false: no deed of the unit's work
  bool do_help(const models::Deed& deed, const EncounterId& encounter);    // false: it is no deed about a call for help
  void answer_prompt(const models::Deed& deed, const EncounterId& encounter, const models::PromptInput* found);
  void start_fall(const EncounterId& encounter);
  void confirm_called(const std::string& what);
  void forget_answers();
  void open_form(const EncounterId& encounter, const std::string& name, const std::string& about);
  // With one answer given already.
  void open_form_with(const EncounterId& encounter, const std::string& name, const std::string& link_id, const std::string& code);
  void save_form();
  void discard_draft(const EncounterId& encounter, const std::string& questionnaire);
  void turn_to_patient(const EncounterId& encounter);
  bool is_turned_round() const { return place().kind == Place::Kind::Bedside && place().page == BedsidePage::PatientView; }
  void confirm_all();
  void mark_ready(const EncounterId& encounter, bool at_bedside);
  void restate(const std::string& words);
  void ask_sign(models::SignFor purpose);
  void leave_sign();
  void sign(const PractitionerId& signer, std::string pin);
  models::PinState take_sign_progress();
  const models::PromptInput* find_prompt(const std::string& id) const;
  void remove_device(const models::Deed& deed, const EncounterId& encounter);
  void raise(const EncounterId& encounter, const char* kind, const std::string& what, const std::string& words,
             const char* owner);
  void count_wash(bool end);
  void fail(std::string_view sentence);
  // Why it was not saved, in the language of the screen; empty when it was, or when nobody said.
  std::string why(const Expected<workflows::Outcome>& outcome) const;
  bool say(const Expected<workflows::Outcome>& outcome, std::string_view done_key);  // true when it was saved

  WardServices& m_services;
  const Clock& m_clock;
  const Languages& m_languages;
  Settings& m_settings;
  Sounder& m_sounder;

  bool m_signed_in = false;
  std::optional<PractitionerId> m_chosen;
  screens::SignInLocal m_pin;
  Desk m_desk;
  ui::Toast m_toast;

  models::WardInput m_ward;
  models::SignIn m_sign_in;
  models::Chrome m_chrome;
  models::MyPatients m_my_patients;
  models::UnitBoard m_board;
  models::Assign m_assign;
  models::SyncStatusModel m_sync;
  models::PatientPage m_patient;
  models::AddPatient m_add_patient;
  models::RoundForm m_round;
  models::Menu m_menu;
  models::ChangePin m_change_pin;
  std::optional<models::Reason> m_reason;
  std::optional<models::Prompts> m_prompts;
  models::Sheet m_sheet;
  std::optional<models::PatientView> m_patient_view;
  std::optional<models::SignOff> m_sign_off;
  std::optional<models::Undelivered> m_undelivered;
};

}  // namespace wardlight::shell
