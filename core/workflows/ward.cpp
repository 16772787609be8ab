// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/ward.h"

namespace wardlight::workflows {
namespace {

Error in_file(const Error& error, const std::string& name) {
  return {error.code, error.text, error.where.empty() ? name : name + ": " + error.where};
}

Expected<std::string> read_text(Disk& disk, const std::string& folder, const std::string& name) {
  auto bytes = read_file(disk, folder + "/" + name);
  if (!bytes) return in_file(bytes.error(), name);
  return to_string(*bytes);
}

Expected<forms::Questionnaire> read_form(Disk& disk, const std::string& folder, const std::string& name) {
  WL_TRY(const std::string text, read_text(disk, folder, name));
  auto loaded = forms::parse_questionnaire(text);
  if (!loaded) return in_file(loaded.error(), name);
  for (const forms::Problem& problem : loaded->problems)
    if (problem.severity == forms::Severity::Error)
      return Error{ErrorCode::InvalidContent, problem.text, name + ": " + problem.link_id};
  return *std::move(loaded->form);
}

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

}  // namespace

Expected<WardContent> load_ward_content(Disk& disk, const std::string& assets) {
  const std::string folder = assets + "/clinical";
  WL_TRY(const std::string pack_text, read_text(disk, folder, "rounding.json"));
  WL_TRY(care::RoundingPack rounding, care::load_rounding_pack(pack_text));
  WL_TRY(forms::Questionnaire round, read_form(disk, folder, "hourly-round.questionnaire.json"));
  WL_TRY(forms::Questionnaire slot_reason, read_form(disk, folder, "slot-reason.questionnaire.json"));
  WL_TRY(forms::Questionnaire off_unit, read_form(disk, folder, "off-unit.questionnaire.json"));
  return WardContent{std::move(rounding), std::move(round), std::move(slot_reason), std::move(off_unit)};
}

store::ProjectionRules projection_rules(const care::RoundingPack& rounding) {
  store::ProjectionRules rules;
  rules.acts.push_back(round_rule(rounding.checklist));
  store::ActRule closing;
  closing.questionnaire = rounding.slot_reason.url;
  closing.act = "slot-closing";
  closing.kind_link_id = rounding.slot_reason.kind_link_id;
  closing.starts_link_id = rounding.slot_reason.starts_link_id;
  rules.acts.push_back(std::move(closing));
  store::ActRule away;
  away.questionnaire = rounding.off_unit.url;
  away.act = "off-unit";
  away.kind_link_id = rounding.off_unit.kind_link_id;
  away.starts_link_id = rounding.off_unit.starts_link_id;
  away.ends_link_id = rounding.off_unit.ends_link_id;
  rules.acts.push_back(std::move(away));
  return rules;
}

}  // namespace wardlight::workflows
