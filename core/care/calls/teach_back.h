// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/care/advice.h"

// Teach-back (clinical.md 11), read from assets/clinical/teach-back.json. Pure; any thread.
namespace wardlight::care {

struct TeachBackResult {
  Choice choice;
  bool offered = false;  // it took place, or was declined
  bool tried = false;    // somebody tried to say or show it
  bool correct = false;
  bool first_try = false;
  bool asks_family = false;  // whatever the number of tries
};

struct TeachBackPack {
  PackHead head;
  std::vector<TeachBackResult> results;
  int failed_tries = 0;  // from so many on the family or another way is needed
  Advice involve_family;

  const TeachBackResult* find_result(std::string_view code) const;
};

struct TeachBackRecord {
  std::string topic;
  std::string result;    // a code of the pack
  int failed_tries = 0;  // of this topic so far
};

// Involve the family or teach another way, and say so at handoff and in the call after discharge.
bool needs_family(const TeachBackPack& pack, const TeachBackRecord& record);

// Percentages: offered of all that were due, correct and right the first time of those tried.
struct TeachBackFigures {
  std::int64_t due = 0;
  std::string offered;
  std::string correct;
  std::string first_try;
};
TeachBackFigures teach_back_figures(const TeachBackPack& pack, std::span<const TeachBackRecord> records);

// Reads a pack and runs its worked examples. Fails with InvalidContent, naming the key or the example.
Expected<TeachBackPack> load_teach_back_pack(std::string_view text);

}  // namespace wardlight::care
