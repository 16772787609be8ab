// SPDX-License-Identifier: Apache-2.0
#include "ui/models/report.h"

#include <utility>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {

// What happened is chosen and told in a few words; it is sent when something was chosen.
SheetSection told_section(SheetSection section, const std::vector<CodeWords>& kinds, const SheetAnswers& answers, Tap send,
                          const Texts& texts) {
  const std::string id = section.key;
  SheetLine what;
  what.key = "report." + id;
  what.choices = one_of(kinds, id, answers);
  SheetLine words;
  words.key = "report." + id + "_words";
  words.field = SheetField{texts("report.words"), false, {DeedKind::Type, {}, id + "_words"}};
  send.deed.id = answer_of(answers, id);
  send.enabled = !send.deed.id.empty();
  words.taps.push_back(std::move(send));
  section.lines = {std::move(what), std::move(words)};
  return section;
}

}  // namespace

Sheet build_report(const ReportInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet;
  if (input.patient != nullptr) sheet = start_sheet(*input.patient, texts("report.title"), moment, texts);
  sheet.title = texts("report.title");
  sheet.back_label = texts("patient.back");
  const EncounterId encounter = input.patient != nullptr ? input.patient->encounter : EncounterId{};

  SheetSection problem{"problem", texts("report.problem"), texts("report.problem_note"), {}, ""};
  SheetSection hazard{"hazard", texts("report.hazard"), texts("report.hazard_note"), {}, ""};
  const Tap save_problem{"report.save_problem", texts("report.save_problem"), {DeedKind::SaveProblem, encounter},
                         TapLook::Main, Mark::Task};
  const Tap save_hazard{"report.save_hazard", texts("report.save_hazard"), {DeedKind::SaveHazard, encounter}, TapLook::Plain,
                        Mark::Hazard};
  SheetSection thanks{"thanks", texts("report.thanks"), texts("report.thanks_note"), {}, texts("assign.no_nurses")};
  for (const auto& colleague : input.colleagues) {
    SheetLine line{"thank." + colleague.practitioner.value, Mark::Thanks, Tone::Violet, colleague.name, role_text(colleague.role,
        texts)};
    line.opens = Deed{DeedKind::Thank, encounter, colleague.practitioner.value};
    thanks.lines.push_back(std::move(line));
  }
  sheet.sections = {told_section(std::move(problem), input.problems, answers, save_problem, texts),
                    told_section(std::move(hazard), input.hazards, answers, save_hazard, texts), std::move(thanks)};
  return sheet;
}

}  // namespace wardlight::models
