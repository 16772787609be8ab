// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ui/models/add_patient.h"
#include "ui/models/moment.h"
#include "ui/models/patient.h"
#include "ui/models/sign_in.h"
#include "ui/models/ward.h"

// A made-up ward at a fixed minute, for pictures, benches and tests of the screens: forty patients, two with one name, one
// with a very long one, one without a bed, some overdue, some with drafts. Nobody in it exists.
namespace wardlight::models::samples {

// The words of content and chart in one of the app's languages.
struct Say {
  bool spanish = false;
  std::string operator()(const char* english, const char* spanish_words) const { return spanish ? spanish_words : english; }
};

enum class Network { Fresh, Offline, Sending, Rejected, Never, Loading, SlowClock };

Moment moment();  // 10 June 2025, 14:12 in New York
SyncStatus sync(Network network, const Say& say = {});
WardInput ward(Network network, Role role = Role::Nurse, const Say& say = {});
WardInput empty_ward(Network network, const Say& say = {});
WardInput failed_ward(const Say& say = {});
SignInInput sign_in();
std::vector<ActInput> acts(const Say& say = {});
NewPatient new_patient();

}  // namespace wardlight::models::samples
