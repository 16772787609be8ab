// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/models/sheet.h"

namespace wardlight::models {

struct CoverInput {
  std::string id = {};
  std::string away = {}, by = {};
  Instant from = {}, until = {};
  bool now = false;
  std::string signed_by = {};
};

struct AssignmentChangeInput {
  std::string bed = {};
  std::string to = {};
  Instant at = {};
  std::string signed_by = {};
  bool on_hub = true;
};

struct AssignmentBoardInput {
  struct Nurse {
    std::string name = {};
    std::vector<std::string> beds = {};
    std::optional<CoverInput> on_break = {};
  };
  std::string unit = {};
  bool charge = false;
  std::vector<Nurse> nurses = {};          // by name
  std::vector<std::string> unassigned = {};
  std::vector<CoverInput> breaks = {};
  std::vector<AssignmentChangeInput> changes = {};
  std::vector<NurseInput> staff = {};      // who may go on a break and who may cover
  std::vector<int> break_minutes = {15, 30, 45, 60};
};

// Who has whom, whose break is covered by whom, and who signed each change. answers: "away", "cover", "minutes".
Sheet build_assignment_board(const AssignmentBoardInput& input, const SheetAnswers& answers, const Moment& moment,
                             const Texts& texts);

}  // namespace wardlight::models
