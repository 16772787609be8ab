// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/amend_round.h"

#include "core/workflows/response.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

// The same answers under a new id, with the status that takes them out of every count.
json::Value taken_back(const Ward& ward, const TakeBack& take_back, const json::Value& wrong, Instant recorded_at) {
  const StatementHead head{wrong.text_of("resourceType"), take_back.id, recorded_at, ward.content.rounding.id_and_version(),
                           take_back.wrong, take_back.reason};
  json::Value resource = begin_statement(ward, head);
  for (const json::Member& member : wrong.members())
    if (resource.find(member.name) == nullptr) resource.set(member.name, member.value);
  resource.set("status", "entered-in-error");
  resource.set("author", reference_to("Practitioner", ward.session.person().practitioner.value));
  return resource;
}

}  // namespace

Expected<Outcome> take_back(const Ward& ward, const TakeBack& take_back) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, take_back.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  Outcome outcome;
  if (take_back.reason.empty())
    outcome.objections.push_back(
        {ObjectionKind::NothingToDo, "", "A correction needs a reason; say in a few words what was wrong."});
  WL_CHECK(check_correctable(ward, take_back.wrong, outcome.objections));
  WL_TRY(const auto wrong, ward.store.find_statement(take_back.wrong));
  if (wrong->type != "QuestionnaireResponse")
    outcome.objections.push_back({ObjectionKind::NothingToDo, "", "This record cannot be taken back here."});
  if (!outcome.objections.empty()) return outcome;
  WL_TRY(const json::Value resource, json::parse(wrong->bytes));
  const Instant now = ward.clock.now();
  WL_TRY(const store::Receipt receipt, save_statements(ward, {{take_back.id, taken_back(ward, take_back, resource, now)}}));
  const Instant occurred = parse_time(resource.text_of("authored")).value_or(OffsetTime{now, 0}).instant;
  outcome.saved = Saved{take_back.id, occurred, now, care::ChartingTime::Prompt, receipt.second_copy};
  return outcome;
}

}  // namespace wardlight::workflows
