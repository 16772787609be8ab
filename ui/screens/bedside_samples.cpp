// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/bedside_samples.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "ui/models/assessment.h"
#include "ui/models/bedside_samples.h"
#include "ui/models/drafts.h"
#include "ui/models/patient_card.h"
#include "ui/models/samples.h"
#include "ui/models/shift_samples.h"
#include "ui/models/sign_off.h"
#include "ui/screens/chrome.h"
#include "ui/screens/patient_view.h"
#include "ui/screens/round_form.h"
#include "ui/screens/sheet.h"
#include "ui/screens/sign_off.h"
#include "ui/screens/undelivered.h"

namespace wardlight::screens {

namespace {

namespace samples = models::samples;
using models::samples::Network;
using models::SheetAnswers;

struct Content {
  care::RoundingPack pack;
  std::optional<care::ShiftPack> shift;
  std::map<std::string, forms::Questionnaire> forms;
};

class BedsideSampler {
 public:
  BedsideSampler(const models::Texts& texts, std::shared_ptr<const Content> content)
      : m_texts(texts), m_content(std::move(content)), m_say{texts.language() == "es"},
        m_ward(samples::ward(Network::Fresh, models::Role::Charge, m_say)) {
    m_ward.patients[2].isolation = std::vector{m_say("contact", "contacto")};  // as its plan says
  }

  std::vector<ScreenSample> take() && {
    add_plan();
    add_assessments();
    add_handoff();
    add_wave();
    add_events();
    add_work();
    if (m_content->shift) add_shift(*m_content->shift);
    add_patient_view();
    return std::move(m_samples);
  }

 private:
  const models::PatientInput& patient(std::size_t index) const { return m_ward.patients[index]; }

  // A page about a patient: the whole window.
  void sheet(std::string name, models::Sheet model) {
    m_samples.push_back({std::move(name), [model = std::move(model),
        local = std::make_shared<SheetLocal>()](ui::Kit& kit) { draw_sheet(kit, kit.page(), model, *local); }});
  }

  // A page of the unit, between head and foot.
  void page(std::string name, models::Page at, models::Sheet model, std::optional<models::Undelivered> undelivered = {}) {
    const auto chrome =
        models::build_chrome({m_ward.unit, m_ward.my_name, m_ward.role, at, models::count_overdue(m_ward), false, m_ward.sync},
                             samples::moment(), m_texts);
    m_samples.push_back({std::move(name), [chrome, undelivered, model = std::move(model), local = std::make_shared<SheetLocal>(),
                                           head = std::make_shared<ChromeLocal>()](ui::Kit& kit) {
                           if (undelivered) kit.reserve_top(undelivered_height(kit, *undelivered));
                           draw_sheet(kit, chrome_page(kit), model, *local);
                           draw_chrome(kit, chrome, *head);
                           if (undelivered) draw_undelivered(kit, *undelivered);
                         }});
  }

  void add_plan() {
    const auto plan = samples::plan(patient(2), m_say);
    sheet("plan", models::build_bedside_plan(plan, {}, samples::moment(), m_texts));
    sheet("plan-asked", models::build_bedside_plan(plan, {{"remove.d1", "yes"}, {"snooze.catheter-needed", ""}},
        samples::moment(), m_texts));
    models::PlanInput nothing{patient(10), {}, {}, {}, false, {}, {}, {}, {}, {}};
    sheet("plan-nothing-known", models::build_bedside_plan(nothing, {}, samples::moment(), m_texts));
    sheet("forms", models::build_form_list(plan, samples::moment(), m_texts));
    std::vector<models::DraftRow> drafts;
    for (const auto& draft : m_ward.drafts) {
      const auto whose = std::ranges::find(m_ward.patients, draft.encounter, &models::PatientInput::encounter);
      drafts.push_back({draft, whose == m_ward.patients.end() ? nullptr : &*whose});
    }
    sheet("drafts", models::build_drafts(drafts, {}, samples::moment(), m_texts));
    const std::string asked = drafts[1].draft.encounter.value + ".morse";
    sheet("drafts-asked", models::build_drafts(drafts, {{"discard", asked}}, samples::moment(), m_texts));
    sheet("drafts-none", models::build_drafts({}, {}, samples::moment(), m_texts));
    for (const auto& [name, result] : {std::pair{"sepsis-positive", models::ScreenResult::Positive}, std::pair{"sepsis-unknown",
        models::ScreenResult::CannotExclude}})
      sheet(name, models::build_sepsis(samples::sepsis(patient(3), result, m_say), {{"infection", "unsure"}}, samples::moment(),
          m_texts));
  }

  void assessment(std::string name, const char* form, std::size_t answers, std::optional<models::JudgedForm> judged) {
    forms::FormSession session(m_content->forms.at(form));
    for (std::size_t i = 0; i < answers && !session.missing().empty(); ++i)
      if (!models::answer_choice(session, session.missing().front().field, i % 2)) break;
    models::AssessmentInput input{{m_ward, patient(2), session, m_content->pack, {}, false, {}, {}, false}, std::move(judged),
        {}};
    const auto rows = models::build_form_rows(session, samples::moment(), m_texts);
    for (const auto& row : rows)
      if (row.asked && !row.answered && input.offers.empty()) input.offers.push_back({row.field, row.options.back().label,
          samples::moment().now - hours(3), m_say("chart", "historia")});
    m_samples.push_back({std::move(name), [content = m_content, model = models::build_assessment(input, samples::moment(),
        m_texts),
                                           local = std::make_shared<FormLocal>()](ui::Kit& kit) { draw_round_form(kit,
                                               kit.page(), model, *local); }});
  }

  void add_assessments() {
    assessment("morse-begun", "morse", 2, {});
    assessment(
        "morse-whole", "morse", 20,
        models::JudgedForm{"40", m_say("Moderate fall risk", "Riesgo de caída moderado"), models::Tone::Warn, "morse@1.0.0"});
    assessment("braden-begun", "braden", 3, {});
    assessment("call-form", "discharge-call", 3, {});
  }

  forms::FormSession given(std::size_t leave) const {
    forms::FormSession session(m_content->forms.at("handoff-given"));
    while (session.missing().size() > leave) {
      const auto field = session.missing().front().field;
      if (!models::answer_choice(session, field, 0) && !models::answer_when(session, field, 240, samples::moment()) &&
          !models::answer_text(session, field, m_say("Check the wound before noon", "Revisar la herida antes de mediodía")))
        break;
    }
    add_action(session);
    return session;
  }

  // What the next nurse is to do, so that there is something to say back.
  void add_action(forms::FormSession& session) const {
    const auto rows = session.rows();
    const auto words = m_say("Check the wound before noon", "Revisar la herida antes de mediodía");
    for (const auto& row : rows) {
      const std::string& id = row.field.link_id;
      const bool said = id == "H6-1"   ? models::answer_text(session, row.field, words).has_value()
                        : id == "H6-2" ? models::answer_choice(session, row.field, 0).has_value()
                                       : id != "H6-3" || models::answer_when(session, row.field, 60, samples::moment());
      if (!said) return;
    }
  }

  models::HandoffInput handoff_input(models::HandoffState state, const forms::FormSession& session, bool stale) const {
    models::HandoffInput input{patient(2)};
    input.state = state;
    input.last_handoff = samples::moment().now - minutes(427);
    input.changes = samples::handoff_changes(m_say);
    input.rows = samples::handoff_rows(stale, m_say);
    for (auto& row : input.rows) row.confirmed = state > models::HandoffState::Draft;
    input.given = &session;
    input.sbar = samples::sbar(m_say);
    input.private_group = "HP";
    input.actions_link_id = "H6-1";
    input.from = "Amara Okafor";
    input.to = "Ben Castellanos-Whitmore";
    input.may_give = true;
    return input;
  }

  void add_handoff() {
    using models::HandoffState;
    const auto empty = forms::FormSession(m_content->forms.at("handoff-given")), begun = given(6), whole = given(0);
    const auto draft = handoff_input(HandoffState::Draft, empty, true);
    sheet("handoff-draft", models::build_handoff(draft, {}, samples::moment(), m_texts));
    sheet("handoff-sbar", models::build_handoff(draft, {{"view", "sbar"}}, samples::moment(), m_texts));
    sheet("handoff-bedside", models::build_handoff(handoff_input(HandoffState::AtBedside, begun, false), {}, samples::moment(),
        m_texts));
    auto input = handoff_input(HandoffState::Given, whole, false);
    input.given_at = samples::moment().now - minutes(40), input.unclaimed = true;
    sheet("handoff-given", models::build_handoff(input, {{"private", "yes"}}, samples::moment(), m_texts));
    const forms::FormSession back(m_content->forms.at("handoff-accepted"));
    input.read_back = &back;
    sheet("handoff-read-back", models::build_read_back(input, samples::moment(), m_texts));
    input.state = HandoffState::Accepted, input.accepted_at = samples::moment().now - minutes(2), input.unclaimed = false;
    sheet("handoff-accepted", models::build_handoff(input, {}, samples::moment(), m_texts));
    input.state = HandoffState::Conflict, input.charge = true;
    input.versions = {{"3f9a5c1200", m_say("Says: weight-bearing allowed", "Dice: puede apoyar la pierna")},
                      {"b1440d7733", m_say("Says: no weight on the left leg", "Dice: sin apoyo en la pierna izquierda")}};
    sheet("handoff-conflict", models::build_handoff(input, {}, samples::moment(), m_texts));
    std::vector<models::HandoffListRow> rows;
    for (std::size_t i = 0; i < 9; ++i)
      rows.push_back({&m_ward.patients[i], static_cast<HandoffState>(i % 8), i % 3 == 0 ? "stable" : i % 3 == 1 ? "watcher"
          : i == 2 ? "unstable" : "", static_cast<int>(i % 4), "", "", i > 5, i == 4});
    page("handoff-list", models::Page::Handoff, models::build_handoff_list(rows, m_ward.sync, samples::moment(), m_texts));
    add_signatures();
  }

  void add_signatures() {
    const auto whole = given(0);
    const auto below = models::build_handoff(handoff_input(models::HandoffState::AtBedside, whole, false), {}, samples::moment(),
        m_texts);
    const auto sign = [&](std::string name, models::SignOffInput input) {
      m_samples.push_back({std::move(name), [below, model = models::build_sign_off(input, samples::moment(), m_texts),
          local = std::make_shared<SheetLocal>(),
                                             digits = std::make_shared<PinDigits>()](ui::Kit& kit) {
                             draw_sheet(kit, kit.page(), below, *local);
                             draw_sign_off(kit, model, *digits);
                           }});
    };
    models::SignOffInput input{models::SignFor::Give, &patient(2), {m_ward.nurses.front()}, {}, {}};
    sign("sign-give", input);
    input.purpose = models::SignFor::Accept, input.signers = m_ward.nurses;
    sign("sign-accept", input);
    input.chosen = m_ward.nurses[1].practitioner, input.pin.wrong = true, input.pin.tries_left = 3;
    sign("sign-wrong", input);
  }

  void add_wave() {
    const auto plan = samples::plan(patient(2), m_say);
    sheet("wave", models::build_wave(
                      {plan, samples::questions(m_say), m_say("18 of 19 of your own rounds", "18 de 19 de sus propias rondas")},
                      {}, samples::moment(), m_texts));
    sheet("wash",
          models::build_wash(samples::wash(m_say), {{"moment.bef-pat", "yes"}, {"person", "3"}}, samples::moment(), m_texts));
    sheet("ask", models::build_ask(samples::ask(patient(2), m_say), {{"category", "medicine"}}, samples::moment(), m_texts));
  }

  void add_events() {
    sheet("fall-none", models::build_falls(samples::fall(patient(2), false, m_say), samples::moment(), m_texts));
    sheet("fall", models::build_falls(samples::fall(patient(2), true, m_say), samples::moment(), m_texts));
    sheet("report",
          models::build_report(samples::report(m_ward, m_say), {{"problem", "call-light"}}, samples::moment(), m_texts));
    auto help = samples::help_call(patient(6), m_say);
    sheet("help", models::build_help_call(help, {{"caller", "family"}}, samples::moment(), m_texts));
    help.pressed_at = samples::moment().now - minutes(3), help.sound = models::AlarmSound::Sounding;
    sheet("help-called", models::build_help_call(help, {}, samples::moment(), m_texts));
    help.delivered = true, help.sound = models::AlarmSound::NotPossible;
    sheet("help-delivered", models::build_help_call(help, {}, samples::moment(), m_texts));
  }

  void add_shift(const care::ShiftPack& pack) {
    using models::ShiftPart;
    using samples::ShiftState;
    const models::Moment evening{
        samples::moment().zone.to_instant(samples::moment().zone.local(samples::moment().now).date, 19 * 60 + 45),
        samples::moment().zone};
    const auto wrong = samples::shift(pack, ShiftState::Wrong, m_texts);
    sheet("shift-open", models::build_shift(wrong, ShiftPart::Open, {{"binding.stay-4", ""}, {"fine", "yes"}}, evening, m_texts));
    sheet("shift-beds", models::build_shift(wrong, ShiftPart::Beds, {}, evening, m_texts));
    sheet("shift-nurses", models::build_shift(wrong, ShiftPart::Nurses, {}, evening, m_texts));
    sheet("shift-running", models::build_shift(samples::shift(pack, ShiftState::Running, m_texts), ShiftPart::Beds, {},
                                               samples::moment(), m_texts));
    sheet("shift-complete",
          models::build_shift(samples::shift(pack, ShiftState::Complete, m_texts), ShiftPart::Open, {}, evening, m_texts));
    sheet("shift-amended",
          models::build_shift(samples::shift(pack, ShiftState::Amended, m_texts), ShiftPart::Closings, {}, evening, m_texts));
    sheet("shift-close", models::build_close_shift(wrong, {{"why.missed", "emergency"}}, std::nullopt, evening, m_texts));
    sheet("assignment-board",
          models::build_assignment_board(samples::assignment_board(),
                                         {{"away", "Luis Ortega"}, {"cover", "Mei Tanaka"}, {"minutes", "30"}}, samples::moment(),
                                         m_texts));
    sheet("downtime", models::build_downtime_page(samples::downtime(m_texts),
                                                  models::PrintedInput{"/prints/downtime-2025-06-10T14-20.pdf", true, ""},
                                                  samples::moment(), m_texts));
    sheet("back-entry", models::build_back_entry(samples::back_entry(), {{"bed", "stay-2"}}, samples::moment(), m_texts));
    const auto incidents = samples::incidents(m_texts);
    sheet("incidents-reason",
          models::build_reason_first(models::incidents_reason(m_texts), {{"reason-code", "confirm"}}, m_texts));
    sheet("incidents", models::build_incidents(incidents, samples::moment(), m_texts));
    sheet("incident", models::build_incident(incidents, "again", {{"level", "moderate"}, {"sure", "confirmed"}, {"words", "x"}},
                                             std::nullopt, samples::moment(), m_texts));
    sheet("incident-refused", models::build_incident(incidents, "confirmed", {{"level", "minor"}},
        m_texts.said("FAL-R2: a confirmed level may go up and never down; correct the earlier statement if it was a mistake."),
        samples::moment(), m_texts));
    sheet("incident-near-miss", models::build_incident(incidents, "near", {}, std::nullopt, samples::moment(), m_texts));
    sheet("charting-reason", models::build_reason_first(models::charting_reason("5 East", m_texts), {}, m_texts));
    sheet("charting-flags", models::build_charting_flags(samples::charting_flags(), samples::moment(), m_texts));
    sheet("unit-figures", models::build_unit_figures(samples::unit_figures(m_texts), m_texts));
  }

  void add_work() {
    using models::WorkView;
    const auto undelivered = models::build_undelivered(samples::undelivered(m_say), samples::moment(), m_texts);
    for (const auto& [name, view] : {std::pair{"work-tasks", WorkView::Tasks}, std::pair{"work-calls", WorkView::Calls},
        std::pair{"work-open", WorkView::Open}, std::pair{"work-mine", WorkView::Mine}})
      page(name, models::Page::Work, models::build_work(samples::work(view, m_say), {{"attempt.c2", ""}, {"why.decline.t1",
          m_say("Not my patient", "No es mi paciente")}}, samples::moment(), m_texts));
    models::WorkInput known = samples::work(WorkView::Tasks, m_say);
    known.known.as_of = samples::moment().now - minutes(9);
    page("work-older", models::Page::Work, models::build_work(known, {}, samples::moment(), m_texts));
    known.known = {true, {}, {}};
    page("work-reading", models::Page::Work, models::build_work(known, {}, samples::moment(), m_texts));
    page("undelivered", models::Page::Work,
         models::build_work(samples::work(WorkView::Tasks, m_say), {}, samples::moment(), m_texts), undelivered);
  }

  void add_patient_view() {
    const auto view = [&](std::string name, const models::PatientViewInput& input) {
      m_samples.push_back({std::move(name), [model = models::build_patient_view(input, samples::moment(),
          m_texts)](ui::Kit& kit) { draw_patient_view(kit, model); }});
    };
    models::PatientViewInput input{patient(0)};
    input.help_number = "5555";
    input.wave = {m_say("W · Clean your hands before, during and after a visit.",
                        "W · Lavarse las manos antes, durante y después de la visita."),
                  m_say("A · Ask about anything that is not clear.", "A · Preguntar lo que no esté claro."),
                  m_say("V · Get a flu vaccine each year.", "V · Vacunarse de la gripe cada año."),
                  m_say("E · Ask each day whether a tube or line is still needed.",
                        "E · Preguntar cada día si aún hace falta cada sonda o vía.")};
    input.questions = {m_say("What is this medicine for?", "¿Para qué es este medicamento?"),
                       m_say("When can I go home?", "¿Cuándo puedo irme a casa?")};
    view("patient-view", input);
    input.card = "wave";
    view("patient-view-wave", input);
    input.card = "falls";
    view("patient-view-falls", input);
    input.card = "", input.help_asked = true;
    view("patient-view-asking", input);
    input.help_pressed_at = samples::moment().now;
    view("patient-view-help", input);
    input.contact_isolation = true;
    view("patient-view-isolation", input);
    input.contact_isolation = false, input.help_asked = false, input.help_pressed_at.reset();
    const models::IsolationInput isolation{m_say("Contact, soap and water", "Contacto, agua y jabón"),
        {m_say("Gown", "Bata"), m_say("Gloves", "Guantes")}, true, true};
    sheet("patient-card", models::build_card_page(patient(0), models::build_patient_card(input, isolation, samples::moment(),
        m_texts), models::PrintedInput{"/prints/card-2025-06-10T14-20.pdf", false, ""}, samples::moment(), m_texts));
  }

  const models::Texts& m_texts;
  std::shared_ptr<const Content> m_content;
  models::samples::Say m_say;
  models::WardInput m_ward;
  std::vector<ScreenSample> m_samples;
};

}  // namespace

Expected<std::vector<ScreenSample>> build_bedside_samples(const models::Texts& texts, const SampleContent& content,
                                                          const std::map<std::string, std::string>& forms) {
  Content kept;
  WL_TRY(kept.pack, care::load_rounding_pack(content.rounding));
  if (!content.shift.empty()) {
    WL_TRY(kept.shift, care::load_shift_pack(content.shift));
  }
  for (const char* name : kSampleForms) {
    const auto text = forms.find(name);
    if (text == forms.end()) return Error{ErrorCode::InvalidContent, "A form of the pictures is missing; put it back.", name};
    WL_TRY(auto loaded, forms::parse_questionnaire(text->second));
    if (!loaded.form) return Error{ErrorCode::InvalidContent, "A form of the pictures has errors; correct the file.", name};
    kept.forms.emplace(name, std::move(*loaded.form));
  }
  return BedsideSampler(texts, std::make_shared<const Content>(std::move(kept))).take();
}

}  // namespace wardlight::screens
