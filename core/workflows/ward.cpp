// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/ward.h"

#include <algorithm>

#include "core/care/pack.h"
#include "core/crypto/crypto.h"
#include "core/workflows/content_file.h"
#include "core/workflows/replay.h"

namespace wardlight::workflows {
namespace {

const std::vector<std::string>& glance_of(const care::ChecklistMeaning& checklist, care::RoundKind kind) {
  return kind == care::RoundKind::Asleep ? checklist.asleep_glance : checklist.glance;
}

store::ActRule round_rule(const care::ChecklistMeaning& checklist) {
  store::ActRule rule;
  rule.questionnaire = checklist.url;
  rule.act = "round";
  rule.kind_link_id = checklist.kind_link_id;
  rule.unseen = checklist.unseen;
  for (const auto& kind : checklist.kinds)
    rule.kinds.push_back({kind.code, std::string(to_code(kind.kind)), glance_of(checklist, kind.kind)});
  return rule;
}

store::ActRule small_rule(const care::SmallFormMeaning& meaning, std::string act) {
  store::ActRule rule;
  rule.questionnaire = meaning.url;
  rule.act = std::move(act);
  rule.kind_link_id = meaning.kind_link_id;
  rule.starts_link_id = meaning.starts_link_id;
  rule.ends_link_id = meaning.ends_link_id;
  return rule;
}

// A resource that is none has no facts.
std::vector<store::ReadFact> read_facts_of(const care::FactRules& rules, const json::Value& resource) {
  std::vector<store::ReadFact> read;
  const auto facts = care::read_facts(rules, resource, author_role(resource));
  if (!facts) return read;
  for (const care::Fact& fact : *facts) read.push_back({fact.kind, json::write(fact.value), fact.at, fact.source});
  return read;
}

// Every number of the file in bounds, and nothing in it that is not known.
Expected<ChartRules> read_chart_rules(const json::Value& chart) {
  care::PackReader in(chart, "chart.json");
  in.known({"id", "version", "asOf", "title", "source", "rights", "noKnownAllergy", "ownHandHygiene"});
  ChartRules rules;
  rules.no_allergy_codes = in.texts("noKnownAllergy");
  rules.own_hand_hygiene = in.text("ownHandHygiene");
  if (in.error()) return *in.error();
  return rules;
}

}  // namespace

Expected<WardContent> load_ward_content(Disk& disk, const std::string& assets) {
  const std::string folder = assets + "/clinical";
  WardContent content;
  WL_TRY(const std::string rounding, read_content_text(disk, folder, "rounding.json"));
  WL_TRY(content.rounding, care::load_rounding_pack(rounding));
  WL_TRY(content.round_form, read_content_form(disk, folder, "hourly-round.questionnaire.json"));
  WL_TRY(content.slot_reason_form, read_content_form(disk, folder, "slot-reason.questionnaire.json"));
  WL_TRY(content.off_unit_form, read_content_form(disk, folder, "off-unit.questionnaire.json"));
  WL_TRY(content.forms, FormCatalogue::load(disk, folder));
  WL_TRY(const std::string forms, read_content_text(disk, folder, "forms.json"));
  WL_TRY(const std::string handoff, read_content_text(disk, folder, "handoff.json"));
  WL_TRY(content.handoff, care::load_handoff_pack(handoff));
  WL_TRY(const std::string tasks, read_content_text(disk, folder, "tasks.json"));
  WL_TRY(content.tasks, care::load_task_rules(tasks));
  WL_TRY(const std::string harm, read_content_text(disk, folder, "harm.json"));
  WL_TRY(content.harm, care::load_harm(harm));
  WL_TRY(const std::string fall_event, read_content_text(disk, folder, "fall-event.json"));
  WL_TRY(content.fall_event, care::load_fall_event(fall_event));
  WL_TRY(const std::string shift, read_content_text(disk, folder, "shift.json"));
  WL_TRY(content.shift, care::load_shift_pack(shift));
  WL_TRY(const std::string calls, read_content_text(disk, folder, "discharge-call.json"));
  WL_TRY(content.calls, care::load_discharge_call_pack(calls));
  WL_TRY(const std::string hygiene, read_content_text(disk, folder, "hand-hygiene.json"));
  WL_TRY(content.hygiene, care::load_hygiene_pack(hygiene));
  WL_TRY(const std::string devices, read_content_text(disk, folder, "devices.json"));
  WL_TRY(content.devices, care::load_device_pack(devices));
  WL_TRY(const std::string teach_back, read_content_text(disk, folder, "teach-back.json"));
  WL_TRY(content.teach_back, care::load_teach_back_pack(teach_back));
  WL_TRY(const json::Value chart, read_content_json(disk, folder, "chart.json"));
  WL_TRY(content.chart, read_chart_rules(chart));
  std::string read_by;  // all that facts are read by
  const auto read = [&](const std::string& name) -> Expected<std::string> {
    WL_TRY(std::string text, read_content_text(disk, folder, name));
    read_by += text;
    return text;
  };
  WL_TRY(content.prompts, care::load_prompt_book(read));
  content.rules_version = crypto::to_hex(crypto::sha256(as_bytes(rounding + forms + json::write(chart) + read_by)));
  return content;
}

store::ProjectionRules projection_rules(const WardContent& content) {
  const care::RoundingPack& rounding = content.rounding;
  store::ProjectionRules rules;
  rules.version = content.rules_version;
  rules.no_allergy_codes = content.chart.no_allergy_codes;
  rules.read_facts = [facts = std::make_shared<const care::FactRules>(content.prompts.facts)](const json::Value& resource) {
    return read_facts_of(*facts, resource);
  };
  rules.acts.push_back(round_rule(rounding.checklist));
  rules.acts.push_back(small_rule(rounding.slot_reason, "slot-closing"));
  rules.acts.push_back(small_rule(rounding.off_unit, "off-unit"));
  for (const auto& form : content.forms.all()) {
    if (std::ranges::find(rules.acts, form->form.url, &store::ActRule::questionnaire) != rules.acts.end()) continue;
    store::ActRule rule;
    rule.questionnaire = form->form.url;
    rule.act = form->name;
    rule.kind_link_id = form->kind_link_id;
    rules.acts.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace wardlight::workflows
