// SPDX-License-Identifier: Apache-2.0
#include "ui/models/patient_view.h"

#include <algorithm>
#include <utility>

namespace wardlight::models {

namespace {

std::vector<ViewCard> build_cards(const PatientViewInput& input, const Texts& texts) {
  std::vector<ViewCard> cards;
  ViewCard falls{"falls", Mark::Fall, Tone::Warn, texts("view.falls"), input.fall_plan};
  if (falls.lines.empty()) falls.lines = {texts("view.falls_call"), texts("view.falls_shoes"), texts("view.falls_light")};
  cards.push_back(std::move(falls));
  cards.push_back({"wave", Mark::Wash, Tone::Info, texts("view.wave"), input.wave});
  cards.push_back({"matters", Mark::Goal, Tone::Ok, texts("view.matters"), {input.matters.empty() ? texts("view.matters_empty")
      : input.matters, texts("view.matters_tell")}});
  ViewCard ask{"ask", Mark::Question, Tone::Violet, texts("view.ask"), input.questions};
  ask.lines.push_back(texts("view.ask_ok"));
  cards.push_back(std::move(ask));
  return cards;
}

void add_help(PatientView& view, const PatientViewInput& input, const Texts& texts) {
  const EncounterId& encounter = input.patient.encounter;
  const std::string dial = input.help_number.empty() ? texts("view.help_bell") : texts("view.help_dial",
      {{"number", input.help_number}});
  view.help_words = dial;
  view.asking = input.help_asked && !input.help_pressed_at;
  view.help = view.asking ? Tap{"view.help_now", texts("view.help_now"), {DeedKind::CallForHelp, encounter, "patient", ""},
      TapLook::Danger, Mark::Help}
                          : Tap{"view.help", texts("view.help"), {DeedKind::Choose, encounter, "help", "yes"}, TapLook::Danger,
                              Mark::Help};
  view.cancel_help = {"view.help_cancel", texts("view.help_cancel"), {DeedKind::Choose, encounter, "help", ""}, TapLook::Quiet};
  view.alarm = input.help_pressed_at.has_value();
  view.alarm_title = dial;
  view.alarm_text = texts("view.help_called");
}

}  // namespace

PatientView build_patient_view(const PatientViewInput& input, const Moment&, const Texts& texts) {
  PatientView view;
  const EncounterId& encounter = input.patient.encounter;
  view.leave = {"view.leave", texts("view.leave"), {DeedKind::LeavePatientView, encounter}, TapLook::Quiet, Mark::Private};
  view.language = {"view-language", texts("view.other_language"), {DeedKind::SwitchLanguage, encounter}, TapLook::Quiet,
      Mark::Language};
  view.back = {"view.back", texts("view.back"), {DeedKind::ShowCard, encounter, ""}, TapLook::Plain};
  if (input.contact_isolation) {
    view.not_offered = {texts("view.isolation"), texts("view.isolation_text"), Tone::Warn};
    return view;
  }
  view.greeting = input.patient.given.empty() ? texts("view.welcome") : texts("view.hello", {{"name", input.patient.given}});
  view.cards = build_cards(input, texts);
  if (const auto open = std::ranges::find(view.cards, input.card, &ViewCard::id); open != view.cards.end()) view.open = *open;
  add_help(view, input, texts);
  return view;
}

}  // namespace wardlight::models
