// SPDX-License-Identifier: Apache-2.0
#include "ui/models/help_call.h"

#include <utility>

#include "ui/models/bedside_lines.h"
#include "ui/models/undelivered.h"

namespace wardlight::models {

namespace {

SheetLine choice_line(const char* id, std::string title, const std::vector<CodeWords>& words, const SheetAnswers& answers) {
  SheetLine line;
  line.key = std::string("help.") + id;
  line.title = std::move(title);
  line.choices = one_of(words, id, answers);
  return line;
}

// The number stands over everything. A call that did not leave the tablet says so in its place, until somebody has called.
SheetBanner number_banner(const HelpCallInput& input, const Moment& moment, const Texts& texts) {
  const bool lost = input.pressed_at && !input.delivered && !input.arrived_at && !input.confirmed_at;
  if (!lost) {
    const std::string dial = input.number.empty() ? texts("help.no_number") : texts("help.dial", {{"number", input.number}});
    return {Tone::Bad, Mark::Phone, dial, texts("help.never_only"), {}, BannerWeight::Large};
  }
  SheetBanner banner{Tone::Bad, Mark::Phone, undelivered_title(input.number, texts),
                     texts("help.pressed", {{"age", age_text(moment, *input.pressed_at, texts)}}), {}, BannerWeight::Alarm};
  banner.tap = Tap{"help-confirm", texts("undelivered.confirm"),
                   {DeedKind::ConfirmCalled, input.patient.encounter, "help." + input.call_id}, TapLook::Main, Mark::Phone};
  return banner;
}

}  // namespace

Sheet build_help_call(const HelpCallInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(input.patient, texts("help.title"), moment, texts);
  sheet.banners.push_back(number_banner(input, moment, texts));
  SheetSection call{"call", texts("help.call"), "", {}, ""};
  if (!input.pressed_at) {
    call.lines.push_back(choice_line("caller", texts("help.caller"), input.callers, answers));
    call.lines.push_back(choice_line("reason", texts("help.reason"), input.reasons, answers));
    sheet.sections.push_back(std::move(call));
    const bool whole = !answer_of(answers, "caller").empty() && !answer_of(answers, "reason").empty();
    sheet.foot.push_back({"help.press", texts("help.press"), {DeedKind::CallForHelp, input.patient.encounter, answer_of(answers,
        "caller"), answer_of(answers, "reason")},
                          TapLook::Danger, Mark::Help, whole});
    if (!whole) sheet.foot_words = texts("help.missing");
    return sheet;
  }
  SheetLine pressed{"help.pressed", Mark::Help, Tone::Bad, texts("help.pressed", {{"age", age_text(moment, *input.pressed_at,
      texts)}})};
  if (input.delivered || input.confirmed_at || !input.arrived_at)
    pressed.detail = texts(input.delivered      ? "help.delivered"
                           : input.confirmed_at ? "help.told_by_phone"
                                                : "help.not_delivered");
  if (input.sound != AlarmSound::Off)
    pressed.badges.push_back(
        {texts(input.sound == AlarmSound::Sounding ? "help.sounding" : "help.no_sound"), Tone::Warn});
  pressed.filled = !input.arrived_at;
  call.lines.push_back(std::move(pressed));
  call.lines.push_back(choice_line("outcome", texts("help.outcome"), input.outcomes, answers));
  sheet.sections.push_back(std::move(call));
  const bool chosen = !answer_of(answers, "outcome").empty();
  sheet.foot.push_back({"help.arrived", input.arrived_at ? texts("help.save_outcome") : texts("help.arrived"),
                        {DeedKind::HelpArrived, input.patient.encounter, input.call_id, answer_of(answers, "outcome")},
                            TapLook::Main, Mark::Done, !input.arrived_at || chosen});
  return sheet;
}

}  // namespace wardlight::models
