// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "ui/models/sign_in.h"

namespace wardlight::models {

enum class PinStep { Old, New, Again };

// How far the change has got at the door; whoever asks it again learns nothing new until it moves.
enum class PinChange { None, Checking, Done, WrongOld, TooEasy, Failed };

struct ChangePinInput {
  std::string my_name;
  Role role = Role::Nurse;
  PinStep step = PinStep::Old;
  bool different = false;  // the second time was not the first
  PinChange change = PinChange::None;
  std::string failure;     // of PinChange::Failed: one plain sentence
};

// The old PIN once, the new one twice, on one pad. The digits themselves never enter a model.
struct ChangePin {
  std::string title;
  std::string explanation;
  PinPad pad;
};

ChangePin build_change_pin(const ChangePinInput& input, const Texts& texts);

}  // namespace wardlight::models
