// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/models/patient_head.h"
#include "ui/models/sign_in.h"

namespace wardlight::models {

enum class SignFor { Give, Accept, LeavePatientView, CloseShift };

struct SignOffInput {
  SignFor purpose = SignFor::Give;
  const PatientInput* patient = nullptr;
  std::vector<NurseInput> signers = {};  // who may sign; one: no choice is asked
  std::optional<PractitionerId> chosen = {};
  PinState pin = {};
};

// One person's signature by PIN, over what is on the screen. Two people never sign as one: each picks a name and types a PIN.
struct SignOff {
  std::string title = {};
  std::string patient = {};
  std::string explanation = {};
  std::vector<StaffTile> signers = {};  // to choose from; empty once somebody is chosen
  std::optional<PinPad> pad = {};
  PractitionerId signer = {};
  std::string cancel_label = {};
};
SignOff build_sign_off(const SignOffInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
