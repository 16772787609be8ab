// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include "core/care/tasks/task_thread.h"
#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const TaskRules& rules() {
  static const TaskRules loaded = must_load(load_task_rules(clinical_file("tasks.json")));
  return loaded;
}

Instant minute(int at) { return Instant{} + minutes(at); }

TaskBeginning service(bool now = false) { return {"service", "aide", minute(0), "nurse-1", minute(30), now}; }

TEST_CASE("The task pack loads and its worked examples come out; changing the ladder without them is refused") {
  CHECK(rules().find_kind("service") != nullptr);
  refuses(load_task_rules(changed_file("tasks.json", "\"unacceptedMin\": 15", "\"unacceptedMin\": 20")), "nobody-accepts");
  refuses(load_task_rules(changed_file("tasks.json", "call ext. {extension}", "call somebody")), "extension");
  refuses(load_task_rules(changed_file("tasks.json", "\"kind\": \"pain\"", "\"kind\": \"service\"")), "twice");
}

TEST_CASE("A problem in a round becomes a task of its owner, each kind once") {
  const auto raised = tasks_from_round(rules(), {{"RND-12", "problem"}, {"RND-N6", "problem"}, {"RND-14", "none"}});
  REQUIRE(raised.size() == 1);
  CHECK(raised.front()->kind == "line-problem");
  CHECK(raised.front()->owner_role == "nurse");
}

TEST_CASE("A task climbs to the charge nurse when nobody accepts it, and comes back when somebody does") {
  CHECK(judge_task(rules(), service(), {}, minute(14)).whose == "aide");
  CHECK(judge_task(rules(), service(), {}, minute(15)).whose == "charge");
  const std::vector<TaskStepTaken> accepted{{TaskStepKind::Accept, "aide-1", minute(20), ""}};
  CHECK(judge_task(rules(), service(), accepted, minute(44)).whose == "aide");
  CHECK(judge_task(rules(), service(), accepted, minute(45)).whose == "charge");
}

TEST_CASE("Declining and reopening need a reason; a step that does not follow is kept without effect") {
  const TaskStanding fresh = judge_task(rules(), service(), {}, minute(1));
  CHECK(task_objection(rules(), fresh, {TaskStepKind::Decline, "a", minute(1), ""}).has_value());
  CHECK_FALSE(task_objection(rules(), fresh, {TaskStepKind::Decline, "a", minute(1), "at lunch"}).has_value());
  CHECK(task_objection(rules(), fresh, {TaskStepKind::Verify, "a", minute(1), ""}).has_value());
  const TaskStanding done = judge_task(rules(), service(), {{TaskStepKind::Done, "a", minute(2), ""}}, minute(3));
  CHECK(task_objection(rules(), done, {TaskStepKind::Accept, "b", minute(3), ""}).has_value());
  CHECK(task_objection(rules(), done, {TaskStepKind::Reopen, "b", minute(3), ""}).has_value());
}

TEST_CASE("NOT DELIVERED stands until somebody confirms, accepts or it is delivered") {
  const auto warns = [](const std::vector<TaskStepTaken>& steps, TaskDelivery delivery, bool now = true) {
    const TaskBeginning beginning = service(now);
    return not_delivered(rules(), beginning, judge_task(rules(), beginning, steps, minute(5)), delivery, "4400").has_value();
  };
  CHECK(warns({}, TaskDelivery::OnThisTabletOnly));
  CHECK_FALSE(warns({}, TaskDelivery::OnThisTabletOnly, false));
  CHECK_FALSE(warns({}, TaskDelivery::Delivered));
  CHECK_FALSE(warns({{TaskStepKind::ToldByPhone, "a", minute(2), ""}}, TaskDelivery::OnThisTabletOnly));
  CHECK_FALSE(warns({{TaskStepKind::Accept, "a", minute(2), ""}}, TaskDelivery::OnThisTabletOnly));
}

TEST_CASE("Whatever steps are taken, a task is always somebody's and never lost") {
  CHECK(rc::check("any steps", [] {
    std::vector<TaskStepTaken> steps;
    const int count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i)
      steps.push_back({*rc::gen::element(TaskStepKind::Accept, TaskStepKind::Decline, TaskStepKind::Done, TaskStepKind::Verify,
                                         TaskStepKind::Reopen, TaskStepKind::Escalate, TaskStepKind::ToldByPhone),
                       "n", minute(i), *rc::gen::element(std::string(), std::string("why"))});
    const TaskStanding standing = judge_task(rules(), service(), steps, minute(60));
    RC_ASSERT(!standing.whose.empty());
    RC_ASSERT(standing.rung <= rules().ladder.size());
    RC_ASSERT(standing.state != TaskState::Accepted || !standing.accepted_by.empty());
    RC_ASSERT(standing.is_open() || standing.state == TaskState::Verified);
  }));
}

}  // namespace
}  // namespace wardlight::care
