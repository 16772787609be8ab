// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sepsis.h"

#include <utility>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {

struct ResultLook {
  const char* words;
  Tone tone;
  Mark mark;
};

ResultLook look_of(ScreenResult result) {
  switch (result) {
    case ScreenResult::Positive: return {"sepsis.positive", Tone::Bad, Mark::Prompt};
    case ScreenResult::Negative: return {"sepsis.negative", Tone::Ok, Mark::Done};
    case ScreenResult::CannotExclude: return {"sepsis.cannot_exclude", Tone::Warn, Mark::Question};
    case ScreenResult::NotForThisAge: return {"sepsis.disabled", Tone::Neutral, Mark::Person};
  }
  return {"sepsis.cannot_exclude", Tone::Warn, Mark::Question};
}

SheetSection screen_section(const ScreenInput& screen, std::size_t index, const Moment& moment, const Texts& texts) {
  SheetSection section{"screen." + std::to_string(index), screen.name, screen.pack, {}, ""};
  const ResultLook look = look_of(screen.result);
  SheetLine result{"screen." + std::to_string(index), look.mark, look.tone, texts(look.words), screen.count,
      screen.rule + " · " + screen.source};
  result.filled = screen.result != ScreenResult::Negative && screen.result != ScreenResult::NotForThisAge;
  section.lines.push_back(std::move(result));
  for (std::size_t i = 0; i < screen.basis.size(); ++i)
    section.lines.push_back(basis_line("screen." + std::to_string(index) + "." + std::to_string(i), screen.basis[i], moment,
        texts));
  return section;
}

SheetSection infection_section(const SepsisInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  SheetSection section{"infection", texts("sepsis.infection"), "", {}, ""};
  SheetLine line;
  line.key = "sepsis.infection";
  line.title = texts("sepsis.infection_question");
  line.tone = Tone::Primary;
  line.mark = Mark::Sepsis;
  if (input.infection_at)
    line.badges.push_back({age_text(moment, *input.infection_at, texts), Tone::Neutral});
  else if (input.answer_due)
    line.badges.push_back(due_badge(input.answer_due, moment, texts));
  SheetChoices choices;
  choices.deed = {DeedKind::Choose, input.patient.encounter, "infection"};
  const std::string& chosen = answers.contains("infection") ? answer_of(answers, "infection") : input.infection;
  for (const auto& [code, words] : {std::pair{"yes", "sepsis.infection_yes"}, std::pair{"no", "sepsis.infection_no"},
                                    std::pair{"unsure", "sepsis.infection_unsure"}})
    choices.options.push_back({code, texts(words), chosen == code});
  line.choices = std::move(choices);
  section.lines.push_back(std::move(line));
  for (std::size_t i = 0; i < input.notes.size(); ++i)
    section.lines.push_back({"sepsis.note." + std::to_string(i), Mark::Warning, Tone::Info, input.notes[i]});
  return section;
}

}  // namespace

Sheet build_sepsis(const SepsisInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(input.patient, texts("sepsis.title"), moment, texts);
  for (std::size_t i = 0; i < input.screens.size(); ++i) sheet.sections.push_back(screen_section(input.screens[i], i, moment,
      texts));
  const bool asks = !input.screens.empty() && input.screens.front().result != ScreenResult::NotForThisAge;
  if (!asks) return sheet;
  sheet.sections.push_back(infection_section(input, answers, moment, texts));
  const std::string& chosen = answer_of(answers, "infection");
  sheet.foot.push_back({"sepsis.save", texts("sepsis.save"), {DeedKind::ConfirmInfection, input.patient.encounter, "", chosen},
      TapLook::Main, Mark::Done,
                        !chosen.empty()});
  sheet.foot_words = chosen.empty() ? texts("sepsis.answer_first") : chosen == "no" ? "" : texts("sepsis.then");
  return sheet;
}

}  // namespace wardlight::models
