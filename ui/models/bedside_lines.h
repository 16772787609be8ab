// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside.h"

// Lines that several bedside pages share.
namespace wardlight::models {

// "Due 14:30", "12 min late": the tone follows the time.
Badge due_badge(std::optional<Instant> due, const Moment& moment, const Texts& texts);
bool is_late(std::optional<Instant> due, const Moment& moment);

SheetLine prompt_line(const PromptInput& prompt, const EncounterId& encounter, const SheetAnswers& answers, const Moment& moment,
                      const Texts& texts);
// The most harmful first, then the latest; what is snoozed last. Same prompts, same order.
std::vector<PromptInput> in_order(std::vector<PromptInput> prompts);

SheetLine fall_line(const FallRiskInput& fall, const Moment& moment, const Texts& texts);
SheetLine form_line(const FormDueInput& form, const EncounterId& encounter, const Moment& moment, const Texts& texts);
SheetLine question_line(const QuestionInput& question, const EncounterId& encounter, const Moment& moment, const Texts& texts);
SheetLine basis_line(const std::string& key, const BasisInput& basis, const Moment& moment, const Texts& texts);

// The answer under `id` is one of these words.
SheetChoices one_of(const std::vector<CodeWords>& words, const std::string& id, const SheetAnswers& answers);

std::string join(const std::vector<std::string>& words, const char* between);

}  // namespace wardlight::models
