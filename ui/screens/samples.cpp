// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/samples.h"

#include <memory>
#include <utility>

#include "ui/models/samples.h"
#include "ui/screens/add_patient.h"
#include "ui/screens/assign.h"
#include "ui/screens/chrome.h"
#include "ui/screens/my_patients.h"
#include "ui/screens/patient.h"
#include "ui/screens/round_form.h"
#include "ui/screens/small_samples.h"
#include "ui/screens/sign_in.h"
#include "ui/screens/sync_status.h"
#include "ui/screens/unit_board.h"

namespace wardlight::screens {

namespace {

namespace samples = models::samples;
using models::samples::Network;
using models::Page;
using models::Role;

// What forms need to stay alive for.
struct Content {
  forms::Questionnaire form;
  care::RoundingPack pack;
  std::vector<models::ReasonCode> where_to;
};

Expected<std::vector<models::ReasonCode>> list_where_to(const std::string& questionnaire, const care::RoundingPack& pack,
                                                         const std::string& language) {
  WL_TRY(const auto loaded, forms::parse_questionnaire(questionnaire));
  std::vector<models::ReasonCode> codes;
  const forms::Item* where = loaded.form ? loaded.form->find(pack.off_unit.kind_link_id) : nullptr;
  if (where == nullptr)
    return Error{ErrorCode::InvalidContent, "The form for patients off the unit has errors; correct the file.", "off-unit"};
  for (const forms::Option& option : where->options) codes.push_back({option.value.coding.code, option.display.in(language)});
  return codes;
}

class Sampler {
 public:
  Sampler(const models::Texts& texts, std::shared_ptr<const Content> content)
      : m_texts(texts), m_content(std::move(content)), m_say{texts.language() == "es"} {}

  std::vector<ScreenSample> take() && {
    add_sign_in();
    add_my_patients();
    add_patient_page();
    add_forms();
    add_board();
    add_assign();
    add_new_patient();
    add_sync();
    add_small_samples(m_texts, {m_content->pack, m_content->where_to}, m_samples);
    return std::move(m_samples);
  }

 private:
  models::WardInput made_up(Network network, Role role = Role::Nurse) const { return samples::ward(network, role, m_say); }

  template <class Model, class Draw>
  void page(std::string name, const models::WardInput& ward, Page page, Model model, Draw draw) {
    const auto chrome = models::build_chrome(
        {ward.unit, ward.my_name, ward.role, page, models::count_overdue(ward), false, ward.sync}, samples::moment(), m_texts);
    m_samples.push_back(
        {std::move(name), [chrome, model = std::move(model), draw, local = std::make_shared<ChromeLocal>()](ui::Kit& kit) {
           draw(kit, chrome_page(kit), model);
           draw_chrome(kit, chrome, *local);
         }});
  }

  void sign_in(std::string name, const models::SignInInput& input) {
    m_samples.push_back(
        {std::move(name), [model = models::build_sign_in(input, samples::moment(), m_texts),
                           local = std::make_shared<SignInLocal>()](ui::Kit& kit) { draw_sign_in(kit, model, *local); }});
  }

  void add_sign_in() {
    auto input = samples::sign_in();
    sign_in("sign-in", input);
    input.chosen = input.staff.front().practitioner;
    sign_in("sign-in-pin", input);
    input.pin.wrong = true, input.pin.tries_left = 3;
    sign_in("sign-in-wrong", input);
    input.pin.wait_until = samples::moment().now + seconds(28);
    sign_in("sign-in-wait", input);
    input.pin.blocked = true;
    sign_in("sign-in-blocked", input);
    input.staff.clear();
    sign_in("sign-in-nobody", input);
    input.loading = true;
    sign_in("sign-in-loading", input);
  }

  void mine(std::string name, const models::WardInput& ward, models::PatientFilter filter = models::PatientFilter::Mine,
            std::string search = {}) {
    page(std::move(name), ward, Page::MyPatients,
         models::build_my_patients({ward, filter, std::move(search)}, samples::moment(), m_texts), draw_my_patients);
  }

  void add_my_patients() {
    using models::PatientFilter;
    mine("my-patients", made_up(Network::Fresh));
    mine("my-patients-offline", made_up(Network::Offline));
    mine("my-patients-everyone", made_up(Network::Sending), PatientFilter::Everyone);
    mine("my-patients-search", made_up(Network::Fresh), PatientFilter::Mine, "singh");
    mine("my-patients-not-found", made_up(Network::Fresh), PatientFilter::Mine, "zzz");
    mine("my-patients-loading", made_up(Network::Loading));
    mine("my-patients-clock", made_up(Network::SlowClock));
    mine("my-patients-empty", samples::empty_ward(Network::Never, m_say));
    mine("my-patients-failed", samples::failed_ward(m_say));
    auto calm = made_up(Network::Fresh);
    for (auto& patient : calm.patients) {
      patient.state = models::LiveState::Done;
      patient.due_at = samples::moment().now + minutes(48), patient.due_until = samples::moment().now + minutes(108);
      patient.gap_alert = false;
    }
    mine("my-patients-nothing-due", calm, PatientFilter::Pressing);
    calm.sync = samples::sync(Network::Offline);
    mine("my-patients-nothing-known", calm, PatientFilter::Pressing);
  }

  void patient(std::string name, const models::WardInput& ward, std::size_t index, std::vector<models::ActInput> acts,
               bool loading = false) {
    const models::PatientPageInput input{ward, ward.patients[index], loading, std::move(acts)};
    page(std::move(name), ward, Page::MyPatients, models::build_patient_page(input, samples::moment(), m_texts), draw_patient);
  }

  void add_patient_page() {
    patient("patient", made_up(Network::Fresh), 2, samples::acts(m_say));
    patient("patient-offline", made_up(Network::Offline), 7, samples::acts(m_say));
    patient("patient-empty", made_up(Network::Fresh), 10, {});
    patient("patient-loading", made_up(Network::Loading), 0, {}, true);
  }

  struct FormState {
    bool saving = false;
    std::optional<std::string> failure = std::nullopt;
    std::optional<Instant> done_at = std::nullopt;
    bool moved = false;
    bool dialog = false;
    Network network = Network::Fresh;
    bool planned = false;  // a plan against falls and a catheter add their words
    bool from_paper = false;
  };

  void form(std::string name, std::size_t patient, const forms::FormSession& session, const FormState& state) {
    const auto ward = made_up(state.network);
    models::RoundFormInput input{ward,         ward.patients[patient], session, m_content->pack, state.done_at,
                                 state.saving, state.failure,          {},      state.moved};
    if (state.planned)
      input.extras = {{"RND-07", m_say("Walking aid in reach", "Apoyo para caminar a mano")},
                      {"RND-03", m_say("Offer the bathroom now: a water tablet or sedative is working",
                                       "Ofrezca el baño ahora: actúa un diurético o sedante")},
                      {"RND-12", m_say("Indwelling urinary catheter, day 5: still needed? By 12:00",
                                       "Sonda urinaria permanente, día 5: ¿aún necesario? Antes de las 12:00")}};
    input.from_paper = state.from_paper;
    auto local = std::make_shared<FormLocal>();
    local->choosing_time = state.dialog;
    m_samples.push_back(
        {std::move(name), [content = m_content, model = models::build_round_form(input, samples::moment(), m_texts),
                           local](ui::Kit& kit) { draw_round_form(kit, kit.page(), model, *local); }});
  }

  forms::FormSession answered(const std::vector<std::pair<std::string, std::size_t>>& answers) const {
    forms::FormSession session(m_content->form);
    for (const auto& [link_id, option] : answers)
      if (!models::answer_choice(session, {link_id, {}}, option)) continue;
    return session;
  }

  // The first option of everything that is asked and not yet answered.
  static void answer_rest(forms::FormSession& session, std::size_t leave) {
    for (bool more = true; more;) {
      more = false;
      const auto missing = session.missing();
      if (missing.size() <= leave) return;
      more = models::answer_choice(session, missing.front().field, 0).has_value();
    }
  }

  void add_forms() {
    const std::string kind = m_content->pack.checklist.kind_link_id;
    form("round-start", 2, forms::FormSession(m_content->form), {});
    form("round-asleep", 3, answered({{kind, 1}}), {});
    form("round-awake", 0, answered({{kind, 0}}), {});
    auto partly = answered({{kind, 0}});
    answer_rest(partly, 4);
    form("round-partly", 7, partly, {.done_at = samples::moment().now - minutes(52)});
    auto whole = partly;
    answer_rest(whole, 0);
    form("round-complete", 0, whole, {});
    form("round-planned", 0, partly, {.planned = true});
    form("round-paper", 7, partly, {.done_at = samples::moment().now - minutes(52), .planned = true, .from_paper = true});
    form("round-offline", 7, whole, {.network = Network::Offline});
    form("round-saving", 0, whole, {.saving = true});
    form("round-failed", 0, whole, {.failure = "The tablet's disk is full. Nothing was lost: free some space, then save again."});
    form("round-moved", 0, whole, {.moved = true});
    form("round-declined", 1, answered({{kind, 2}}), {});
    form("round-time", 0, whole, {.done_at = samples::moment().now - minutes(52), .dialog = true});
  }

  void board(std::string name, const models::WardInput& ward, const models::WorkKnown& work = {}) {
    page(std::move(name), ward, Page::UnitBoard,
         models::build_unit_board({ward, 8, work, minutes(135)}, samples::moment(), m_texts), draw_unit_board);
  }

  void add_board() {
    board("board", made_up(Network::Fresh, Role::Charge));
    board("board-offline", made_up(Network::Offline, Role::Nurse));
    board("board-loading", made_up(Network::Loading, Role::Charge));
    board("board-reading", made_up(Network::Fresh, Role::Charge), {true, {}, {}});
    board("board-empty", samples::empty_ward(Network::Fresh, m_say));
  }

  void add_assign() {
    const auto ward = made_up(Network::Fresh, Role::Charge);
    const auto assign = [&](std::string name, const models::AssignInput& input) {
      page(std::move(name), input.ward, Page::Assign, models::build_assign(input, samples::moment(), m_texts), draw_assign);
    };
    assign("assign", {ward, std::nullopt, {}});
    assign("assign-changed", {ward,
                              ward.nurses[1].practitioner,
                              {{ward.patients[36].encounter, ward.nurses[1].practitioner},
                               {ward.patients[2].encounter, ward.nurses[1].practitioner}}});
    const auto nurse = made_up(Network::Offline, Role::Nurse);
    assign("assign-not-allowed", {nurse, std::nullopt, {}});
  }

  void add_new_patient() {
    const auto ward = made_up(Network::Fresh, Role::Charge);
    const auto add = [&](std::string name, const models::NewPatient& typed) {
      auto local = std::make_shared<AddPatientLocal>();
      local->typed = typed;
      page(std::move(name), ward, Page::UnitBoard, models::build_add_patient({ward, typed}, samples::moment(), m_texts),
           [local](ui::Kit& kit, const ui::Rect& rect, const models::AddPatient& model) {
             return draw_add_patient(kit, rect, model, *local);
           });
    };
    add("add-patient", {});
    add("add-patient-alike", samples::new_patient());
  }

  void add_sync() {
    const auto sync = [&](std::string name, Network network) {
      const auto ward = made_up(network);
      page(std::move(name), ward, Page::Sync, models::build_sync_status(ward.sync, samples::moment(), m_texts), draw_sync_status);
    };
    sync("sync", Network::Fresh);
    sync("sync-offline", Network::Offline);
    sync("sync-sending", Network::Sending);
    sync("sync-rejected", Network::Rejected);
    sync("sync-never", Network::Never);
    sync("sync-loading", Network::Loading);
    sync("sync-clock", Network::SlowClock);
  }

  const models::Texts& m_texts;
  std::shared_ptr<const Content> m_content;
  models::samples::Say m_say;
  std::vector<ScreenSample> m_samples;
};

}  // namespace

Expected<std::vector<ScreenSample>> build_screen_samples(const models::Texts& texts, const SampleContent& content) {
  WL_TRY(auto pack, care::load_rounding_pack(content.rounding));
  WL_TRY(auto loaded, forms::parse_questionnaire(content.questionnaire));
  if (!loaded.form)
    return Error{ErrorCode::InvalidContent, "The hourly round's form has errors; correct the file.", "questionnaire"};
  auto kept = std::make_shared<Content>(Content{std::move(*loaded.form), std::move(pack), {}});
  if (!content.off_unit.empty()) {
    WL_TRY(kept->where_to, list_where_to(content.off_unit, kept->pack, texts.language()));
  }
  return Sampler(texts, std::move(kept)).take();
}

}  // namespace wardlight::screens
