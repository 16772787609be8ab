// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/ward.h"

namespace wardlight::models {

// What was tapped and not yet saved: patient's stay and the nurse it goes to.
using AssignChoice = std::map<EncounterId, PractitionerId>;

struct AssignInput {
  const WardInput& ward;
  std::optional<PractitionerId> nurse;  // the one patients are given to
  AssignChoice changed;
};

struct AssignNurse {
  PractitionerId practitioner;
  std::string initials;
  std::string name;
  std::string role;
  std::string patients;  // with what was tapped counted in
  bool selected = false;
};

struct AssignPatient {
  EncounterId encounter;
  std::string bed;
  std::string name;
  std::string nurse;   // whose now, or "no nurse"
  std::string change;  // "→ Amara Okafor" when tapped
  Tone tone = Tone::Neutral;
  bool theirs = false;  // belongs, after saving, to the chosen nurse
  std::string label;    // for ears
};

// The charge nurse gives patients to nurses: choose a nurse, tap the beds, save.
struct Assign {
  std::string title;
  std::string hint;
  std::string nurses_title;
  std::string patients_title;
  std::vector<AssignNurse> nurses;
  std::vector<AssignPatient> patients;  // by bed
  Control save;
  std::string undo_label;
  std::string back_label;
  std::string banner;
  Notice notice;
};

Assign build_assign(const AssignInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
