// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "core/store/fhir_parts.h"
#include "core/store/projection.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kPutFact =
    "INSERT OR REPLACE INTO fact (encounter, occurred_at, position, act, kind, id, author, recorded_at, glance, starts_at, ends_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kPutSupersession = "INSERT OR IGNORE INTO supersession (superseded, by) VALUES (?, ?)";
constexpr std::string_view kIsSuperseded = "SELECT 1 FROM supersession WHERE superseded = ?";
constexpr std::string_view kPutAssignment =
    "INSERT OR REPLACE INTO assignment (encounter, authored_at, id, practitioner, role, active) VALUES (?, ?, ?, ?, ?, ?)";

const json::Value* find_item(const json::Value& parent, std::string_view link_id) {
  for (const auto& item : parent["item"].items()) {
    if (item.text_of("linkId") == link_id) return &item;
    if (const auto* deeper = find_item(item, link_id)) return deeper;
    for (const auto& answer : item["answer"].items())
      if (const auto* deeper = find_item(answer, link_id)) return deeper;
  }
  return nullptr;
}

const json::Value& first_answer(const json::Value& response, std::string_view link_id) {
  static const json::Value kNone;
  const auto* item = find_item(response, link_id);
  return item == nullptr ? kNone : (*item)["answer"][std::size_t{0}];
}

std::string_view answered_code(const json::Value& answer) {
  if (const auto code = answer["valueCoding"].text_of("code"); !code.empty()) return code;
  return answer.text_of("valueString");
}

bool says_unseen(const ActRule& rule, const json::Value& item) {
  return std::any_of(item["answer"].items().begin(), item["answer"].items().end(), [&](const json::Value& answer) {
    return std::find(rule.unseen.begin(), rule.unseen.end(), answered_code(answer)) != rule.unseen.end();
  });
}

// Every item answered, and not by a word for "not looked at"; one with parts counts when each part of it does.
bool is_glance_complete(const ActRule& rule, const json::Value& response, const std::vector<std::string>& glance) {
  return std::all_of(glance.begin(), glance.end(), [&](const std::string& link_id) {
    const auto* item = find_item(response, link_id);
    return item != nullptr && !says_unseen(rule, *item) &&
           (!(*item)["answer"].items().empty() || !(*item)["item"].items().empty());
  });
}

std::optional<Instant> answered_time(const json::Value& response, std::string_view link_id) {
  return link_id.empty() ? std::nullopt : time_of(first_answer(response, link_id).text_of("valueDateTime"));
}

struct Judged {
  std::string act;
  std::string kind;
  bool glance = true;
  std::optional<Instant> starts_at;
  std::optional<Instant> ends_at;
};

Judged judge_by_rule(const ActRule& rule, const json::Value& response) {
  Judged judged{rule.act, rule.otherwise, is_glance_complete(rule, response, rule.glance), answered_time(response, rule.starts_link_id),
                answered_time(response, rule.ends_link_id)};
  if (rule.kind_link_id.empty()) return judged;
  const auto code = answered_code(first_answer(response, rule.kind_link_id));
  for (const auto& kind : rule.kinds) {
    if (kind.code != code) continue;
    judged.kind = kind.kind;
    judged.glance = is_glance_complete(rule, response, kind.glance);
    return judged;
  }
  if (rule.otherwise.empty()) judged.kind = code;
  return judged;
}

// Of a task's step which step; of words what they were for; of a device which.
std::string kind_of(const Projected& projected) {
  const auto& resource = projected.resource;
  if (projected.type == "Communication") return std::string(first_code(resource["category"][std::size_t{0}]));
  if (projected.type == "DeviceUseStatement") return std::string(resource["device"]["identifier"].text_of("value"));
  const auto step = first_code(resource["businessStatus"]);
  return std::string(step.empty() ? first_code(resource["code"]) : step);
}

Judged judge_type(const ProjectionRules& rules, const Projected& projected) {
  if (projected.type != "QuestionnaireResponse") return {std::string(projected.type), kind_of(projected), true, {}, {}};
  const auto canonical = projected.resource.text_of("questionnaire");
  const auto url = canonical.substr(0, canonical.find('|'));
  for (const auto& rule : rules.acts)
    if (rule.questionnaire == url) return judge_by_rule(rule, projected.resource);
  return {std::string(url), {}, true, {}, {}};
}

// What was taken back is still on the timeline, but is no act any more: it never counts as one (clinical.md G-4).
Judged judge(const ProjectionRules& rules, const Projected& projected) {
  Judged judged = judge_type(rules, projected);
  if (projected.resource.text_of("status") == "entered-in-error") judged.kind = std::exchange(judged.act, "entered-in-error");
  return judged;
}

}  // namespace

std::string encounter_of(const json::Value& resource) {
  for (const auto* member : {"encounter", "context"})
    if (auto id = id_of_reference(resource[member], "Encounter"); !id.empty()) return id;
  const auto* extension = find_wardlight_extension(resource, "encounter");
  return extension == nullptr ? std::string() : id_of_reference((*extension)["valueReference"], "Encounter");
}

namespace {

std::optional<Instant> recorded_at(const json::Value& resource) {
  const auto* extension = find_wardlight_extension(resource, "recorded");
  return extension == nullptr ? std::nullopt : time_of(extension->text_of("valueDateTime"));
}

}  // namespace

std::optional<Instant> occurred_at(const json::Value& resource) {
  for (const auto* member : {"authored", "authoredOn", "sent", "date", "recordedOn", "detected"})
    if (const auto time = time_of(resource.text_of(member))) return time;
  return recorded_at(resource);
}

namespace {

std::string author_of(const Projected& projected) {
  for (const auto* member : {"author", "requester", "sender", "recorder"})
    if (auto id = id_of_reference(projected.resource[member], "Practitioner"); !id.empty()) return id;
  return std::string(projected.signer);
}

Expected<void> project_supersession(Database& database, const Projected& projected) {
  const auto* extension = find_wardlight_extension(projected.resource, "supersedes");
  if (extension == nullptr) return {};
  const std::string old = id_of_reference((*extension)["valueReference"], projected.type);
  if (old.empty() || old == projected.id) return {};
  if (projected.change != nullptr) projected.change->supersedes = old;
  return database.run(kPutSupersession, old, projected.id);
}

Expected<void> project_assignment(Database& database, const ProjectionRules& rules, const Projected& projected,
                                  const std::string& encounter, Instant authored_at) {
  if (projected.type != "Task" || !has_code(projected.resource["code"], rules.assignment_code)) return {};
  const auto owner = id_of_reference(projected.resource["owner"], "Practitioner");
  constexpr std::array<std::string_view, 3> kHolds{"requested", "accepted", "in-progress"};
  const bool active =
      !owner.empty() && std::find(kHolds.begin(), kHolds.end(), projected.resource.text_of("status")) != kHolds.end();
  const auto role = first_code(projected.resource["performerType"][std::size_t{0}]);
  return database.run(kPutAssignment, encounter, authored_at, projected.id, owner, role, active);
}

Expected<void> note_superseded(Database& database, const Projected& projected) {
  WL_TRY(auto row, database.query(kIsSuperseded, projected.id));
  WL_TRY(projected.change->superseded, row.step());
  return {};
}

}  // namespace

Expected<void> project_act(Database& database, const ProjectionRules& rules, const Projected& projected) {
  WL_CHECK(project_supersession(database, projected));
  if (projected.change != nullptr) WL_CHECK(note_superseded(database, projected));
  const std::string encounter = encounter_of(projected.resource);
  const auto occurred = occurred_at(projected.resource);
  if (encounter.empty() || !occurred) return {};  // kept and sent like any other, but no screen has a row for it
  const Judged judged = judge(rules, projected);
  if (projected.change != nullptr)
    projected.change->act = Act{{encounter}, {std::string(projected.id)}, judged.act, judged.kind, {author_of(projected)}, *occurred,
                                recorded_at(projected.resource).value_or(*occurred),
                                judged.glance ? Glance::Complete : Glance::Incomplete, judged.starts_at, judged.ends_at,
                                projected.change->superseded ? Standing::Superseded : Standing::Current, Delivery::OnHub, {}};
  WL_CHECK(database.run(kPutFact, encounter, *occurred, projected.position, judged.act, judged.kind, projected.id,
                        author_of(projected), recorded_at(projected.resource).value_or(*occurred), judged.glance, judged.starts_at,
                        judged.ends_at));
  return project_assignment(database, rules, projected, encounter, *occurred);
}

}  // namespace wardlight::store
