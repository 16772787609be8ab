// SPDX-License-Identifier: Apache-2.0
#include "ui/models/change_pin.h"

namespace wardlight::models {
namespace {

std::string prompt_of(PinStep step, const Texts& texts) {
  switch (step) {
    case PinStep::Old: return texts("pin.old");
    case PinStep::New: return texts("pin.new");
    case PinStep::Again: return texts("pin.again");
  }
  return {};
}

Badge message_of(const ChangePinInput& input, const Texts& texts) {
  switch (input.change) {
    case PinChange::Checking: return {texts("sign_in.checking"), Tone::Neutral};
    case PinChange::WrongOld: return {texts("pin.wrong_old"), Tone::Bad};
    case PinChange::TooEasy: return {texts("pin.too_easy"), Tone::Warn};
    case PinChange::Failed: return {texts.said(input.failure), Tone::Bad};
    case PinChange::None:
    case PinChange::Done: break;
  }
  if (input.different && input.step == PinStep::New) return {texts("pin.different"), Tone::Warn};
  return {};
}

}  // namespace

ChangePin build_change_pin(const ChangePinInput& input, const Texts& texts) {
  ChangePin model;
  model.title = texts("menu.change_pin");
  model.explanation = texts("pin.explanation");
  model.pad.who = input.my_name;
  model.pad.role = role_text(input.role, texts);
  model.pad.initials = initials(input.my_name);
  model.pad.prompt = prompt_of(input.step, texts);
  model.pad.message = message_of(input, texts);
  model.pad.checking = input.change == PinChange::Checking;
  model.pad.keys_enabled = !model.pad.checking;
  model.pad.erase_label = texts("sign_in.erase");
  model.pad.back_label = texts("reason.cancel");
  return model;
}

}  // namespace wardlight::models
