// SPDX-License-Identifier: Apache-2.0
#include "core/care/tasks/task_rules.h"

#include <algorithm>
#include <charconv>

#include "core/care/tasks/task_thread.h"

namespace wardlight::care {
namespace {

constexpr int kMostMinutes = 30 * kMinutesPerDay;

TaskTrigger read_trigger(PackReader& in) {
  in.known({"linkId", "codes", "unless"});
  return {in.text("linkId"), in.texts_if_any("codes"), in.texts_if_any("unless")};
}

TaskKindRule read_kind(PackReader& in) {
  in.known({"kind", "text", "es", "owner", "dueMin", "needsPersonNow", "from"});
  TaskKindRule rule;
  rule.kind = in.text("kind");
  rule.text = read_words(in);
  rule.owner_role = in.text("owner");
  rule.due = in.minutes_of("dueMin", kMostMinutes);
  rule.needs_person_now = in.yes_or_no("needsPersonNow");
  rule.from = in.objects_if_any("from", read_trigger);
  return rule;
}

LadderRung read_rung(PackReader& in) {
  in.known({"to", "unacceptedMin", "afterDueMin"});
  return {in.text("to"), in.minutes_of("unacceptedMin", kMostMinutes), in.minutes_of("afterDueMin", kMostMinutes)};
}

// {"steps": [{"do","by","ago","note"}], "kind", "delivered"?} or {"answers": {linkId: code}}.
std::vector<RoundAnswer> answers_of(const json::Value& example) {
  std::vector<RoundAnswer> answers;
  for (const json::Member& member : example["answers"].members()) answers.push_back({member.name, member.value.text()});
  return answers;
}

std::int64_t whole(const json::Value& value) {
  std::int64_t number = 0;
  std::from_chars(value.text().data(), value.text().data() + value.text().size(), number);
  return number;
}

Expected<json::Value> run_thread(const TaskRules& rules, const json::Value& example) {
  const TaskKindRule* kind = rules.find_kind(example.text_of("kind"));
  if (kind == nullptr) return Error{ErrorCode::InvalidContent, "The example's kind is not in the list.", "kind"};
  const Instant now{minutes(kMostMinutes).milliseconds};
  const Instant raised = now - minutes(whole(example["ago"]));
  const TaskBeginning beginning{kind->kind, kind->owner_role, raised, "raiser", raised + kind->due, kind->needs_person_now};
  std::vector<TaskStepTaken> steps;
  for (const json::Value& given : example["steps"].items()) {
    const auto step = task_step_from_code(given.text_of("do"));
    if (!step) return Error{ErrorCode::InvalidContent, "This is no step of a task.", "do"};
    steps.push_back({*step, std::string(given.text_of("by")), now - minutes(whole(given["ago"])),
                     std::string(given.text_of("note"))});
  }
  const TaskStanding standing = judge_task(rules, beginning, steps, now);
  const TaskDelivery delivery = example["delivered"].boolean() ? TaskDelivery::Delivered : TaskDelivery::OnThisTabletOnly;
  const auto warning = not_delivered(rules, beginning, standing, delivery, "5555");
  json::Value report;
  report.set("state", to_code(standing.state)).set("whose", standing.whose).set("overdue", standing.overdue);
  report.set("out_of_place", json::Value(static_cast<std::int64_t>(standing.out_of_place.size())));
  report.set("warning", warning ? json::Value(warning->en) : json::Value());
  return report;
}

Expected<json::Value> run_example(const TaskRules& rules, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "answers", "kind", "ago", "steps", "delivered", "expect"},
                                        "tasks: example"));
  if (example.find("answers") == nullptr) return run_thread(rules, example);
  json::Value kinds = json::Value::array();
  for (const TaskKindRule* kind : tasks_from_round(rules, answers_of(example))) kinds.push(kind->kind);
  json::Value report;
  report.set("raises", std::move(kinds));
  return report;
}

bool fires(const TaskTrigger& trigger, const RoundAnswer& answer) {
  if (trigger.link_id != answer.link_id) return false;
  if (!trigger.codes.empty()) return std::ranges::find(trigger.codes, answer.code) != trigger.codes.end();
  return std::ranges::find(trigger.unless, answer.code) == trigger.unless.end();
}

}  // namespace

const TaskKindRule* TaskRules::find_kind(std::string_view kind) const {
  const auto found = std::ranges::find(kinds, kind, &TaskKindRule::kind);
  return found == kinds.end() ? nullptr : &*found;
}

Expected<TaskRules> load_task_rules(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  TaskRules rules;
  rules.head = read_pack_head(in, {"kinds", "ladder", "otherPersonVerifies", "notDelivered", "thanks"});
  rules.kinds = in.objects("kinds", read_kind);
  rules.ladder = in.objects("ladder", read_rung);
  rules.other_person_verifies = in.yes_or_no("otherPersonVerifies");
  rules.not_delivered = read_words(in, "notDelivered");
  rules.thanks = read_choices(in, "thanks");
  for (auto kind = rules.kinds.begin(); kind != rules.kinds.end(); ++kind)
    if (rules.find_kind(kind->kind) != &*kind) in.fail("\"" + kind->kind + "\" stands here twice.", "kinds");
  for (const std::string& words : {rules.not_delivered.en, rules.not_delivered.es})
    if (words.find("{extension}") == std::string::npos)
      in.fail("These words must say whom to call: {extension}.", "notDelivered");
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(rules.head, root, [&](const json::Value& example) { return run_example(rules, example); }));
  return rules;
}

std::vector<const TaskKindRule*> tasks_from_round(const TaskRules& rules, const std::vector<RoundAnswer>& answers) {
  std::vector<const TaskKindRule*> raised;
  for (const TaskKindRule& kind : rules.kinds) {
    const bool any = std::ranges::any_of(kind.from, [&](const TaskTrigger& trigger) {
      return std::ranges::any_of(answers, [&](const RoundAnswer& answer) { return fires(trigger, answer); });
    });
    if (any) raised.push_back(&kind);
  }
  return raised;
}

}  // namespace wardlight::care
