// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sign_off.h"

#include <algorithm>

namespace wardlight::models {

namespace {

const char* title_key(SignFor purpose) {
  switch (purpose) {
    case SignFor::Give: return "sign.give";
    case SignFor::Accept: return "sign.accept";
    case SignFor::LeavePatientView: return "sign.leave";
    case SignFor::CloseShift: return "sign.shift";
  }
  return "";
}

const char* text_key(SignFor purpose) {
  switch (purpose) {
    case SignFor::Give: return "sign.give_text";
    case SignFor::Accept: return "sign.accept_text";
    case SignFor::LeavePatientView: return "sign.leave_text";
    case SignFor::CloseShift: return "sign.shift_text";
  }
  return "";
}

}  // namespace

SignOff build_sign_off(const SignOffInput& input, const Moment& moment, const Texts& texts) {
  SignOff model;
  model.title = texts(title_key(input.purpose));
  model.explanation = texts(text_key(input.purpose));
  if (input.patient != nullptr && input.purpose != SignFor::LeavePatientView) {
    const PatientHead head = build_patient_head(*input.patient, moment, texts);
    model.patient = head.bed_label + " · " + head.name;
  }
  model.cancel_label = texts("sign.cancel");
  const auto chosen = input.signers.size() == 1 ? input.signers.begin() : std::ranges::find_if(input.signers,
      [&](const auto& one) { return input.chosen == one.practitioner; });
  if (chosen == input.signers.end()) {
    for (const auto& one : input.signers) model.signers.push_back({one.practitioner, initials(one.name), one.name,
        role_text(one.role, texts), {}, false});
    return model;
  }
  SignInInput door;
  door.staff.push_back({chosen->practitioner, chosen->name, chosen->role});
  door.chosen = chosen->practitioner;
  door.pin = input.pin;
  model.signer = chosen->practitioner;
  model.pad = build_sign_in(door, moment, texts).pad;
  return model;
}

}  // namespace wardlight::models
