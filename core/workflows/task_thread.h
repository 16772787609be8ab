// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <vector>

#include "core/workflows/tasks.h"

// Tasks, questions, family calls and thanks as their statements tell them: each is the fold of its thread.
namespace wardlight::workflows {

struct ThreadReading {
  const Ward& ward;
  Instant now;
  const std::map<PractitionerId, std::string>& names;
  const std::map<EncounterId, std::string>* beds = nullptr;  // none: no bed is named

  std::string name_of(const PractitionerId& practitioner) const;
  std::string bed_of(const EncounterId& encounter) const;
};

std::vector<WorkTask> read_tasks(const ThreadReading& reading, std::span<const store::Record> records);
// The most urgent first: a person is needed now, then the latest due, then the oldest.
void sort_by_urgency(std::vector<WorkTask>& tasks);

// What stands against this step by who is signed in, as a sentence; nothing: it may be taken. Of one thread's records.
std::optional<std::string> objection_to(const ThreadReading& reading, std::span<const store::Record> records, TaskStep step,
                                        const std::string& note);

}  // namespace wardlight::workflows
