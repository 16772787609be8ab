// SPDX-License-Identifier: Apache-2.0
#include "ui/models/prompts.h"

namespace wardlight::models {

Prompts build_prompts(const std::vector<care::PromptRule>& rules, const care::RoundingPack& pack, const PatientInput& patient,
                      const Texts& texts) {
  Prompts model;
  model.title = texts("prompts.title");
  model.patient = (patient.bed.empty() ? texts("patient.no_bed") : texts("patient.bed", {{"bed", patient.bed}})) + " · " +
                  patient_name(patient, texts);
  model.close_label = texts("prompts.close");
  for (const care::PromptRule& rule : rules) {
    PromptLine line;
    line.text = texts.language() == "es" && !rule.text_es.empty() ? rule.text_es : rule.text;
    line.when = rule.within_minutes == 0
                    ? texts("prompts.now")
                    : texts("prompts.within", {{"length", duration_text(minutes(rule.within_minutes), texts)}});
    line.source = texts("prompts.source", {{"rule", rule.id}, {"version", pack.id_and_version()}, {"source", rule.source}});
    line.tone = rule.within_minutes == 0 ? Tone::Bad : Tone::Warn;
    model.lines.push_back(std::move(line));
  }
  return model;
}

}  // namespace wardlight::models
