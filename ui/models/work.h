// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside.h"
#include "ui/models/work_known.h"

namespace wardlight::models {

enum class WorkView { Tasks, Calls, Open, Mine };

enum class TaskStanding { Requested, Accepted, Declined, Done, Verified, Reopened };

struct TaskInput {
  std::string id = {};
  EncounterId encounter = {};
  std::string place = {};   // bed and name, or the unit
  std::string text = {};
  std::string owner = {};   // role, or the person who took it
  TaskStanding standing = TaskStanding::Requested;
  std::optional<Instant> due = {};
  Instant since = {};
  bool escalated = false;
  bool mine = false;
  bool can_verify = false;  // not by who did it
  std::string note = {};         // why it was declined or opened again
};

struct CallInput {
  std::string id = {};
  std::string name = {};
  std::string phone = {};
  std::string language = {};
  Instant discharged_at = {};
  Instant open_at = {};
  Instant target_at = {};
  int attempts = 0;
  int most_attempts = 4;
  std::string last_result = {};
  bool reached = false;
  bool closed = false;
};

struct OpenWorkInput {
  std::string kind = {};  // "Due rounds", "Open tasks", "Devices to review"
  int count = 0;
  std::string detail = {};
  Tone tone = Tone::Neutral;
};

struct OwnFigureInput {
  std::string words = {};
  std::string number = {};
  std::string note = {};
};

struct WorkInput {
  WorkView view = WorkView::Tasks;
  Role role = Role::Nurse;
  std::vector<TaskInput> tasks = {};
  std::optional<std::vector<CallInput>> calls = {};  // absent: this tablet does not know who was discharged
  std::vector<CodeWords> attempt_results = {};
  std::vector<OpenWorkInput> open = {};
  std::vector<OwnFigureInput> mine = {};
  std::vector<OwnFigureInput> unit = {};  // pooled
  SyncStatus sync = {};
  WorkKnown known = {};
};

// The unit's work: tasks with their next step, discharge calls in their windows, what is open this shift, and one's own
// figures. Nobody is ranked: the unit's list has no names of nurses in it.
// answers: "why.<task>" while a reason is typed, "attempt.<call>" while a result is chosen.
Sheet build_work(const WorkInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

SheetLine task_line(const TaskInput& task, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
