// SPDX-License-Identifier: Apache-2.0
#include "core/care/round_response.h"

#include <algorithm>

#include "core/care/facts/fact_paths.h"

namespace wardlight::care {
namespace {

std::string_view code_of(const json::Value& answer) {
  return answer.is_object() ? answer.text_of("code") : std::string_view(answer.text());
}

bool was_seen(const ChecklistMeaning& checklist, const json::Value& response, const std::string& link_id) {
  const auto answers = facts::find_answers(response, link_id);
  return !answers.empty() && std::ranges::none_of(answers, [&](const json::Value* answer) {
    return std::ranges::find(checklist.unseen, code_of(*answer)) != checklist.unseen.end();
  });
}

bool is_complete(const ChecklistMeaning& checklist, const json::Value& response, const std::vector<std::string>& glance) {
  return std::ranges::all_of(glance, [&](const std::string& link_id) { return was_seen(checklist, response, link_id); });
}

}  // namespace

std::optional<Round> read_round(const RoundingPack& pack, const json::Value& response) {
  const ChecklistMeaning& checklist = pack.checklist;
  const std::string_view canonical = response.text_of("questionnaire");
  if (canonical.substr(0, canonical.find('|')) != checklist.url || response.text_of("status") == "entered-in-error")
    return std::nullopt;
  const auto at = parse_time(response.text_of("authored"));
  if (!at) return std::nullopt;
  Round round{at->instant, RoundKind::InRoomCare, Completeness::Partial, Completeness::Complete};
  const auto said = facts::find_answers(response, checklist.kind_link_id);
  if (said.empty()) return round;
  const auto kind = std::ranges::find(checklist.kinds, code_of(*said.front()), &ChecklistMeaning::KindCode::code);
  if (kind == checklist.kinds.end()) return round;
  round.kind = kind->kind;
  const auto& glance = kind->kind == RoundKind::Asleep ? checklist.asleep_glance : checklist.glance;
  round.glance = is_complete(checklist, response, glance) ? Completeness::Complete : Completeness::Partial;
  return round;
}

}  // namespace wardlight::care
