// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/small_samples.h"

#include <memory>
#include <utility>

#include "ui/models/change_pin.h"
#include "ui/models/keyboard.h"
#include "ui/models/menu.h"
#include "ui/models/prompts.h"
#include "ui/models/samples.h"
#include "ui/screens/change_pin.h"
#include "ui/screens/chrome.h"
#include "ui/screens/keyboard.h"
#include "ui/screens/menu.h"
#include "ui/screens/my_patients.h"
#include "ui/screens/prompts.h"
#include "ui/screens/reason.h"
#include "ui/widgets/keyboard.h"
#include "ui/widgets/toast.h"

namespace wardlight::screens {

namespace {

namespace samples = models::samples;
using models::Change;
using models::ReasonFor;
using models::samples::Network;

constexpr std::size_t kLongName = 7;  // of the made-up ward's patients

class SmallSampler {
 public:
  SmallSampler(const models::Texts& texts, const SmallContent& content, std::vector<ScreenSample>& samples)
      : m_texts(texts), m_content(content), m_samples(samples) {}

  void add_reasons() {
    reason("reason-slot", ReasonFor::Slot, 0, {});
    reason("reason-order", ReasonFor::Slot, kLongName, {m_ward.patients[kLongName].slots[8].start, "excluded-by-order", {}, {}});
    reason("reason-change", ReasonFor::Change, 2, {});
    reason("reason-take-back", ReasonFor::Change, 2, {{}, "take-back", {}, "Written for the wrong bed"});
    reason("reason-failed", ReasonFor::Change, 2, {{}, "reopen", {}, {}},
           "The disk is full. Nothing was lost: free some space, then save again.");
    reason("off-unit", ReasonFor::Leaves, kLongName, {samples::moment().now, {}, {}, {}});
    reason("off-unit-back", ReasonFor::Returns, 5, {samples::moment().now, {}, {}, {}});
  }

  void add_keyboard() {
    const models::Reason model = build(ReasonFor::Change, 2, {{}, "correct", {}, {}}, {});
    const auto local = std::make_shared<ReasonLocal>();
    m_samples.push_back({"keyboard", [model, local, words = models::build_keyboard(m_texts)](ui::Kit& kit) {
                           if (!kit.focused_field()) kit.focus("reason.note");
                           ui::reserve_keyboard(kit);
                           draw_reason(kit, kit.page(), model, *local);
                           draw_keyboard(kit, words);
                         }});
  }

  void add_prompts() {
    const auto& rules = m_content.pack.prompts;
    over_page("prompts", [model = models::build_prompts(rules, m_content.pack, m_ward.patients[kLongName], m_texts)](
                             ui::Kit& kit) { draw_prompts(kit, model); });
    if (!rules.empty())
      over_page("prompts-one", [model = models::build_prompts({rules.front()}, m_content.pack, m_ward.patients[0], m_texts)](
                                   ui::Kit& kit) { draw_prompts(kit, model); });
  }

  void add_toasts() {
    toast("toast", m_texts("toast.saved_late"), ui::Tone::Ok);
    toast("toast-owed", m_texts("toast.copy_owed"), ui::Tone::Warn);
    toast("toast-failed", m_texts("toast.draft_failed", {{"why", samples::failed_ward(m_say).failure.value_or("")}}),
          ui::Tone::Bad);
  }

  void add_menu() {
    models::MenuInput input;
    input.my_name = m_ward.my_name;
    input.languages = {{"en", "English"}, {"es", "Español"}};
    input.language = m_texts.language();
    page("menu", models::build_menu(input, m_texts), draw_menu);
    input.role = models::Role::Charge;
    input.units = {{{"5e"}, "5 East", 24}, {{"6w"}, "6 West", 18}, {{"icu"}, "Cardiac Surgery Intensive Care and Step-down", 12}};
    input.unit = {"5e"};
    input.may_unlock = true;
    page("menu-units", models::build_menu(input, m_texts), draw_menu);
    input.locked_out = {{{"a"}, "Bartholomew Featherstonehaugh-Cholmondeley", models::Role::Nurse},
                        {{"b"}, "Rosa Jiménez", models::Role::Aide}};
    page("menu-locked-out", models::build_menu(input, m_texts), draw_menu);
  }

  void add_change_pin() {
    pin("change-pin", {m_ward.my_name, models::Role::Nurse, models::PinStep::Old, false, models::PinChange::None, {}});
    pin("change-pin-different", {m_ward.my_name, models::Role::Nurse, models::PinStep::New, true, models::PinChange::None, {}});
    pin("change-pin-easy", {m_ward.my_name, models::Role::Nurse, models::PinStep::New, false, models::PinChange::TooEasy, {}});
    pin("change-pin-checking",
        {m_ward.my_name, models::Role::Nurse, models::PinStep::Again, false, models::PinChange::Checking, {}});
  }

 private:
  std::vector<models::ReasonCode> codes(ReasonFor purpose) const {
    if (purpose == ReasonFor::Leaves) return m_content.where_to;
    std::vector<models::ReasonCode> codes;
    for (const care::Reason& reason : m_content.pack.reasons)
      if (m_texts.has("slot_reason." + reason.code) && purpose == ReasonFor::Slot)
        codes.push_back({reason.code, reason.label, reason.effect == care::ReasonEffect::ExcludedByOrder});
    return codes;
  }

  models::Reason build(ReasonFor purpose, std::size_t patient, models::ReasonTyped typed,
                       std::optional<std::string> failure) const {
    models::ReasonInput input{purpose, m_ward.patients[patient], codes(purpose), std::move(typed), std::move(failure)};
    input.changes = {Change::Reopen, Change::Correct, Change::TakeBack};
    input.opened_at = samples::moment().now;
    if (purpose == ReasonFor::Returns) input.left = samples::moment().now - minutes(52);
    return models::build_reason(input, samples::moment(), m_texts);
  }

  void reason(std::string name, ReasonFor purpose, std::size_t patient, models::ReasonTyped typed,
              std::optional<std::string> failure = {}) {
    const auto local = std::make_shared<ReasonLocal>();
    local->note = typed.note;
    m_samples.push_back({std::move(name), [model = build(purpose, patient, std::move(typed), std::move(failure)),
                                           local](ui::Kit& kit) { draw_reason(kit, kit.page(), model, *local); }});
  }

  models::Chrome chrome() const {
    return models::build_chrome({m_ward.unit, m_ward.my_name, m_ward.role, models::Page::MyPatients, 2, false, m_ward.sync},
                                samples::moment(), m_texts);
  }

  template <class Over>
  void over_page(std::string name, Over over) {
    const auto under = models::build_my_patients({m_ward, models::PatientFilter::Mine, {}}, samples::moment(), m_texts);
    const auto local = std::make_shared<ChromeLocal>();
    m_samples.push_back({std::move(name), [chrome = chrome(), under, over, local](ui::Kit& kit) mutable {
                           draw_my_patients(kit, chrome_page(kit), under);
                           draw_chrome(kit, chrome, *local);
                           over(kit);
                         }});
  }

  void toast(std::string name, std::string words, ui::Tone tone) {
    ui::Toast toast;
    toast.show(std::move(words), tone, 0);
    over_page(std::move(name), [toast, close = m_texts("toast.close")](ui::Kit& kit) mutable { toast.draw(kit, close); });
  }

  template <class Model, class Draw>
  void page(std::string name, Model model, Draw draw) {
    const auto local = std::make_shared<ChromeLocal>();
    m_samples.push_back({std::move(name), [chrome = chrome(), model = std::move(model), draw, local](ui::Kit& kit) {
                           draw(kit, chrome_page(kit), model);
                           draw_chrome(kit, chrome, *local);
                         }});
  }

  void pin(std::string name, const models::ChangePinInput& input) {
    const auto digits = std::make_shared<PinDigits>();
    page(std::move(name), models::build_change_pin(input, m_texts),
         [digits](ui::Kit& kit, const ui::Rect& rect, const models::ChangePin& model) {
           draw_change_pin(kit, rect, model, *digits);
         });
  }

  const models::Texts& m_texts;
  const SmallContent& m_content;
  const models::samples::Say m_say{m_texts.language() == "es"};
  const models::WardInput m_ward = samples::ward(Network::Fresh, models::Role::Nurse, m_say);
  std::vector<ScreenSample>& m_samples;
};

}  // namespace

void add_small_samples(const models::Texts& texts, const SmallContent& content, std::vector<ScreenSample>& samples) {
  SmallSampler sampler(texts, content, samples);
  sampler.add_reasons();
  sampler.add_keyboard();
  sampler.add_prompts();
  sampler.add_toasts();
  sampler.add_menu();
  sampler.add_change_pin();
}

}  // namespace wardlight::screens
