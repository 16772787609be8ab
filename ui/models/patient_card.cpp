// SPDX-License-Identifier: Apache-2.0
#include "ui/models/patient_card.h"

#include <utility>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

PaperCard build_patient_card(const PatientViewInput& input, const std::optional<IsolationInput>& isolation, const Moment& moment,
                               const Texts& texts) {
  const PatientView view = build_patient_view(input, moment, texts);
  PaperCard card;
  card.greeting = view.greeting;
  card.place = texts("card.place", {{"bed", input.patient.bed.empty() ? "?" : input.patient.bed},
      {"time", clock_text(moment, moment.now, texts)}});
  card.help = view.help_words;
  card.parts = view.cards;
  card.foot = texts("card.stays");
  if (!isolation) return card;
  card.isolation = texts("isolation.title", {{"kind", isolation->kind}});
  if (!isolation->equipment.empty())
    card.wear.push_back(texts("card.wear", {{"what", join(isolation->equipment, ", ")}}));
  card.wear.push_back(texts(isolation->soap_and_water ? "card.soap" : "card.hands"));
  return card;
}

Sheet build_card_page(const PatientInput& patient, const PaperCard& card, const std::optional<PrintedInput>& printed,
                      const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(patient, texts("card.title"), moment, texts);
  sheet.banners.push_back({Tone::Warn, Mark::Isolation, texts("view.isolation"), texts("card.why")});
  if (printed)
    sheet.banners.push_back({printed->failure.empty() ? Tone::Ok : Tone::Bad, Mark::Print,
        texts(printed->failure.empty() ? "print.done" : "print.failed"), printed_words(*printed, texts)});
  SheetSection section{"card", texts("card.on_it"), card.place, {}, ""};
  const auto add = [&](std::string key, Mark mark, Tone tone, std::string title, const std::vector<std::string>& lines) {
    section.lines.push_back({std::move(key), mark, tone, std::move(title), join(lines, " ")});
  };
  if (!card.isolation.empty()) add("card-isolation", Mark::Isolation, Tone::Violet, card.isolation, card.wear);
  for (const ViewCard& part : card.parts) add("card." + part.id, part.mark, part.tone, part.title, part.lines);
  add("card-help", Mark::Help, Tone::Bad, card.help, {});
  sheet.sections.push_back(std::move(section));
  sheet.foot.push_back({"card-print", texts("card.print"), {DeedKind::PrintCard, patient.encounter}, TapLook::Main, Mark::Print});
  sheet.foot_words = texts("print.careful");
  return sheet;
}

}  // namespace wardlight::models
