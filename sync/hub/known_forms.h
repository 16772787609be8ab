// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/forms/questionnaire.h"
#include "core/json/value.h"

namespace wardlight::hub {

// The forms this hub can judge answers by, every version ever released. Fill it before the hub starts; then it may
// be read from any thread.
class KnownForms {
 public:
  // Fails with InvalidContent when the Questionnaire cannot be used: the sentence names the first reason.
  Expected<void> add(std::string_view questionnaire);

  // The form of that canonical (url|version; without a version the one added last that is not retired); nullptr when unknown.
  const forms::Questionnaire* find(std::string_view canonical) const;

  // Why this QuestionnaireResponse cannot be taken; nothing when it can, or when its form is not known here.
  std::optional<std::string> objection(const json::Value& response) const;

  std::size_t size() const { return m_forms.size(); }

 private:
  std::map<std::string, std::shared_ptr<const forms::Questionnaire>, std::less<>> m_forms;
};

}  // namespace wardlight::hub
