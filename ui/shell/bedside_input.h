// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/bedside_content.h"
#include "ui/shell/bedside_services.h"

// What the workflows read of the bedside, as the inputs of the models. Pure; any thread.
namespace wardlight::shell {

struct BedsideWorld {
  const workflows::WardContent& ward;
  const BedsideContent& bedside;
  const models::Moment& moment;
  const models::Texts& texts;
};

BedsideData build_bedside_data(const workflows::BedsideView& view, const BedsideWorld& world);
BedsideChoices build_choices(const workflows::WardContent& ward, const BedsideContent& bedside, const models::Texts& texts);
// The score of a form as its rule pack judges it; nothing while it is not whole, or when no instrument reads it.
std::optional<models::JudgedForm> judge_form(const forms::FormSession& form, const workflows::WardContent& ward,
    const models::Texts& texts);

// A code's words, as the form calls it; the code itself when the form does not know it.
std::string option_words(const workflows::WardContent& ward, const std::string& form, const std::string& code,
    const models::Texts& texts);
models::Tone band_tone(const std::string& band);

}  // namespace wardlight::shell
