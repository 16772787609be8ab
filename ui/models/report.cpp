// SPDX-License-Identifier: Apache-2.0
#include "ui/models/report.h"

#include <utility>

namespace wardlight::models {

namespace {

SheetLine choice_line(const char* key, const std::vector<CodeWords>& words, const SheetAnswers& answers) {
  SheetLine line;
  line.key = std::string("report.") + key;
  line.choices = SheetChoices{{}, {DeedKind::Choose, {}, key}};
  for (const auto& one : words) line.choices->options.push_back({one.code, one.words, answer_of(answers, key) == one.code});
  return line;
}

SheetLine words_line(const char* id, std::string placeholder) {
  SheetLine line;
  line.key = std::string("report.") + id;
  line.field = SheetField{std::move(placeholder), false, {DeedKind::Type, {}, id}};
  return line;
}

}  // namespace

Sheet build_report(const ReportInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet;
  if (input.patient != nullptr) sheet = start_sheet(*input.patient, texts("report.title"), moment, texts);
  sheet.title = texts("report.title");
  sheet.back_label = texts("patient.back");
  const EncounterId encounter = input.patient != nullptr ? input.patient->encounter : EncounterId{};

  SheetSection problem{"problem", texts("report.problem"), texts("report.problem_note"), {}, ""};
  problem.lines.push_back(choice_line("problem", input.problems, answers));
  SheetLine what = words_line("problem_words", texts("report.words"));
  what.taps.push_back({"report.save_problem", texts("report.save_problem"), {DeedKind::SaveProblem, encounter, answer_of(answers,
      "problem")}, TapLook::Main, Mark::Task,
                       !answer_of(answers, "problem").empty()});
  problem.lines.push_back(std::move(what));

  SheetSection hazard{"hazard", texts("report.hazard"), texts("report.hazard_note"), {}, ""};
  hazard.lines.push_back(choice_line("hazard", input.hazards, answers));
  SheetLine how = words_line("hazard_words", texts("report.words"));
  how.taps.push_back({"report.save_hazard", texts("report.save_hazard"), {DeedKind::SaveHazard, encounter, answer_of(answers,
      "hazard")}, TapLook::Plain, Mark::Hazard,
                      !answer_of(answers, "hazard").empty()});
  hazard.lines.push_back(std::move(how));

  SheetSection thanks{"thanks", texts("report.thanks"), texts("report.thanks_note"), {}, texts("assign.no_nurses")};
  for (const auto& colleague : input.colleagues) {
    SheetLine line{"thank." + colleague.practitioner.value, Mark::Thanks, Tone::Violet, colleague.name, role_text(colleague.role,
        texts)};
    line.opens = Deed{DeedKind::Thank, encounter, colleague.practitioner.value};
    thanks.lines.push_back(std::move(line));
  }
  sheet.sections = {std::move(problem), std::move(hazard), std::move(thanks)};
  return sheet;
}

}  // namespace wardlight::models
