// SPDX-License-Identifier: Apache-2.0
#include "ui/models/bedside_lines.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace wardlight::models {

namespace {

constexpr Duration kSoon = minutes(60);  // what is due so soon is drawn to be seen

Tone urgency_tone(Urgency urgency) {
  switch (urgency) {
    case Urgency::Now: return Tone::Bad;
    case Urgency::Soon: return Tone::Warn;
    case Urgency::Watch: return Tone::Info;
  }
  return Tone::Neutral;
}

std::string basis_words(const BasisInput& basis, const Moment& moment, const Texts& texts) {
  if (basis.missing || !basis.at) return basis.words + ": " + texts("sheet.not_recorded");
  std::string words = basis.words + " (" + age_text(moment, *basis.at, texts);
  if (basis.stale) words += ", " + texts("sheet.too_old");
  if (!basis.source.empty()) words += ", " + basis.source;
  return words + ")";
}

void offer_snooze(SheetLine& line, const PromptInput& prompt, const EncounterId& encounter, const SheetAnswers& answers,
    const Texts& texts) {
  if (!prompt.can_snooze || prompt.snoozed_until) return;
  const std::string asked = "snooze." + prompt.id;
  if (!answers.contains(asked)) {
    line.taps.push_back({"prompt.snooze." + prompt.id, texts("prompt.snooze"), {DeedKind::Choose, encounter, asked, ""},
        TapLook::Quiet, Mark::Clock});
    return;
  }
  line.field = SheetField{texts("prompt.snooze_why"), false, {DeedKind::Type, encounter, asked}};
  line.taps.push_back({"prompt.snooze." + prompt.id, texts("prompt.snooze_save"), {DeedKind::Snooze, encounter, prompt.id,
      answer_of(answers, asked)},
                       TapLook::Plain, Mark::Clock, !answer_of(answers, asked).empty()});
}

}  // namespace

SheetChoices one_of(const std::vector<CodeWords>& words, const std::string& id, const SheetAnswers& answers) {
  SheetChoices choices;
  choices.deed = {DeedKind::Choose, {}, id};
  for (const auto& one : words) choices.options.push_back({one.code, one.words, answer_of(answers, id) == one.code});
  return choices;
}

std::string join(const std::vector<std::string>& words, const char* between) {
  std::string joined;
  for (const auto& word : words) joined += (joined.empty() ? "" : between) + word;
  return joined;
}

bool is_late(std::optional<Instant> due, const Moment& moment) { return due && *due < moment.now; }

Badge due_badge(std::optional<Instant> due, const Moment& moment, const Texts& texts) {
  if (!due) return {};
  if (is_late(due, moment)) return {texts("sheet.late", {{"length", duration_text(moment.now - *due, texts)}}), Tone::Bad};
  const bool soon = *due - moment.now <= kSoon;
  return {texts("sheet.due", {{"time", clock_text(moment, *due, texts)}}), soon ? Tone::Warn : Tone::Neutral};
}

std::vector<PromptInput> in_order(std::vector<PromptInput> prompts) {
  std::ranges::stable_sort(prompts, [](const PromptInput& one, const PromptInput& other) {
    const auto key = [](const PromptInput& prompt) {
      constexpr auto never = std::numeric_limits<std::int64_t>::max();
      return std::tuple(prompt.snoozed_until.has_value(), prompt.urgency, prompt.due ? prompt.due->milliseconds : never,
          prompt.id);
    };
    return key(one) < key(other);
  });
  return prompts;
}

SheetLine prompt_line(const PromptInput& prompt, const EncounterId& encounter, const SheetAnswers& answers, const Moment& moment,
                      const Texts& texts) {
  SheetLine line;
  line.key = "prompt." + prompt.id;
  line.tone = prompt.snoozed_until ? Tone::Neutral : urgency_tone(prompt.urgency);
  line.mark = prompt.snoozed_until ? Mark::Clock : prompt.urgency == Urgency::Now ? Mark::Prompt : Mark::Warning;
  line.title = prompt.text;
  if (!prompt.inside.empty()) {  // one line for its list
    const std::string opened = "open." + prompt.id;
    const bool is_open = answer_of(answers, opened) == "yes";
    if (prompt.due) line.badges.push_back(due_badge(prompt.due, moment, texts));
    line.taps.push_back({"prompt.open." + prompt.id, texts(is_open ? "prompt.close" : "prompt.open"),
        {DeedKind::Choose, encounter, opened, is_open ? "" : "yes"}, TapLook::Quiet});
    return line;
  }
  std::vector<std::string> basis;
  for (const auto& one : prompt.basis) basis.push_back(basis_words(one, moment, texts));
  line.detail = prompt.snoozed_until ? texts("prompt.snoozed_why", {{"why", prompt.snoozed_why}}) : join(basis, " · ");
  line.source = texts("prompt.source", {{"rule", prompt.rule}, {"pack", prompt.pack}, {"source", prompt.source}});
  if (prompt.snoozed_until)
    line.badges.push_back({texts("prompt.snoozed", {{"time", clock_text(moment, *prompt.snoozed_until, texts)}}), Tone::Neutral});
  else if (prompt.due)
    line.badges.push_back(due_badge(prompt.due, moment, texts));
  if (!prompt.who.empty()) line.badges.push_back({prompt.who, Tone::Neutral});
  if (!prompt.ends.empty()) line.badges.push_back({texts("prompt.ends", {{"how", prompt.ends}}), Tone::Neutral});
  if (prompt.act) line.taps.push_back(*prompt.act);
  if (prompt.can_be_task)
    line.taps.push_back({"prompt.task." + prompt.id, texts("prompt.make_task"), {DeedKind::MakeTask, encounter, prompt.id},
        TapLook::Plain, Mark::Task});
  offer_snooze(line, prompt, encounter, answers, texts);
  line.filled = prompt.urgency == Urgency::Now && !prompt.snoozed_until;
  return line;
}

SheetLine fall_line(const FallRiskInput& fall, const Moment& moment, const Texts& texts) {
  SheetLine line;
  line.key = "plan.fall";
  line.mark = Mark::Fall;
  line.tone = fall.total ? fall.tone : Tone::Warn;
  line.title = fall.total ? fall.band : texts("fall.not_assessed");
  if (fall.total) line.value = *fall.total, line.value_note = texts("fall.total");
  if (fall.at) line.detail = texts("fall.assessed", {{"age", age_text(moment, *fall.at, texts)}});
  line.source = fall.pack;
  if (!fall.harm.empty()) line.badges.push_back({texts("fall.harm", {{"why", join(fall.harm, ", ")}}), Tone::Bad});
  if (fall.harm.empty() && !fall.harm_known) line.badges.push_back({texts("fall.harm_unknown"), Tone::Warn});
  if (fall.due) line.badges.push_back(due_badge(fall.due, moment, texts));
  return line;
}

SheetLine form_line(const FormDueInput& form, const EncounterId& encounter, const Moment& moment, const Texts& texts) {
  SheetLine line;
  line.key = "form." + form.form;
  line.mark = form.mark;
  line.title = form.title;
  const bool late = is_late(form.due, moment);
  line.tone = late ? Tone::Bad : form.due && *form.due - moment.now <= kSoon ? Tone::Warn : Tone::Primary;
  line.detail = form.last_at ? form.last + (form.last.empty() ? "" : " · ") + age_text(moment, *form.last_at, texts)
      : texts("forms.never");
  if (form.due) line.badges.push_back(due_badge(form.due, moment, texts));
  line.opens = Deed{DeedKind::OpenForm, encounter, form.form};
  return line;
}

SheetLine question_line(const QuestionInput& question, const EncounterId& encounter, const Moment& moment, const Texts& texts) {
  SheetLine line;
  line.key = "question." + question.id;
  line.mark = question.answered ? Mark::Done : Mark::Question;
  line.tone = question.answered ? Tone::Ok : Tone::Info;
  line.title = question.text;
  line.detail = question.category + (question.asked_of.empty() ? "" : " · " + question.asked_of);
  line.badges.push_back({age_text(moment, question.at, texts), Tone::Neutral});
  if (question.answered)
    line.badges.push_back({texts("ask.answered"), Tone::Ok});
  else
    line.taps.push_back({"question.answer." + question.id, texts("ask.mark_answered"), {DeedKind::AnswerQuestion, encounter,
        question.id}, TapLook::Plain, Mark::Done});
  return line;
}

SheetLine basis_line(const std::string& key, const BasisInput& basis, const Moment& moment, const Texts& texts) {
  SheetLine line;
  line.key = key;
  line.title = basis.words;
  const bool missing = basis.missing || !basis.at;
  line.mark = missing ? Mark::Question : basis.stale ? Mark::Clock : Mark::Done;
  line.tone = missing || basis.stale ? Tone::Warn : Tone::Neutral;
  if (missing)
    line.badges.push_back({texts("sheet.not_recorded"), Tone::Warn});
  else
    line.badges.push_back({basis.stale ? texts("sheet.stale", {{"age", age_text(moment, *basis.at, texts)}}) : age_text(moment,
        *basis.at, texts),
                           basis.stale ? Tone::Warn : Tone::Neutral});
  line.source = basis.source;
  return line;
}

}  // namespace wardlight::models
