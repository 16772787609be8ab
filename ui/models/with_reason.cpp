// SPDX-License-Identifier: Apache-2.0
#include "ui/models/with_reason.h"

#include <algorithm>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

std::string reason_given(const ReasonFirst& input, const SheetAnswers& answers) {
  if (const std::string& words = answer_of(answers, "reason-words"); !words.empty()) return words;
  const auto chosen = std::ranges::find(input.reasons, answer_of(answers, "reason-code"), &CodeWords::code);
  return chosen == input.reasons.end() ? std::string() : chosen->words;
}

Sheet build_reason_first(const ReasonFirst& input, const SheetAnswers& answers, const Texts& texts) {
  Sheet sheet;
  sheet.title = input.title;
  sheet.back_label = texts("shift.back");
  if (input.refusal) sheet.banners.push_back({Tone::Bad, Mark::Warning, texts("apart.not_opened"), *input.refusal});
  sheet.banners.push_back({Tone::Info, Mark::Private, texts("apart.reason_first"), input.what});
  SheetSection why{"why", texts("apart.why")};
  SheetLine line{"reason", Mark::Question, Tone::Neutral, texts("apart.why_title")};
  line.choices = one_of(input.reasons, "reason-code", answers);
  line.field = SheetField{texts("apart.own_words"), false, {DeedKind::Type, {}, "reason-words"}};
  why.lines.push_back(std::move(line));
  sheet.sections.push_back(std::move(why));
  sheet.foot_words = texts("apart.audited");
  sheet.foot.push_back({"apart-open", texts("apart.open"), {DeedKind::GiveReason}, TapLook::Main, Mark::Next,
                        !reason_given(input, answers).empty()});
  return sheet;
}

}  // namespace wardlight::models
