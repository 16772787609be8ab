// SPDX-License-Identifier: Apache-2.0
#include "ui/models/undelivered.h"

#include <algorithm>

namespace wardlight::models {

std::string undelivered_title(const std::string& number, const Texts& texts) {
  if (number.empty()) return texts("undelivered.title_no_number");
  return texts("undelivered.title", {{"number", number}});
}

std::optional<Undelivered> build_undelivered(const std::vector<UndeliveredInput>& all, const Moment& moment, const Texts& texts) {
  if (all.empty()) return std::nullopt;
  const auto oldest = std::ranges::min_element(all, {}, &UndeliveredInput::since);
  Undelivered model;
  model.title = undelivered_title(oldest->extension, texts);
  model.text = oldest->text + " · " + age_text(moment, oldest->since, texts);
  if (all.size() > 1) model.more = texts.count("undelivered.more", static_cast<std::int64_t>(all.size() - 1));
  model.confirm = {"undelivered.confirm", texts("undelivered.confirm"), {DeedKind::ConfirmCalled, {}, oldest->id}, TapLook::Main,
      Mark::Phone};
  return model;
}

}  // namespace wardlight::models
