// SPDX-License-Identifier: Apache-2.0
#include "core/forms/questionnaire.h"

#include <array>

namespace wardlight::forms {
namespace {

constexpr std::array<std::string_view, 15> kTypeCodes{"group", "display",  "boolean",     "decimal",  "integer",
                                                      "date",  "dateTime", "time",        "string",   "text",
                                                      "url",   "choice",   "open-choice", "quantity", "unshown"};

}  // namespace

std::string_view to_code(Severity severity) { return severity == Severity::Error ? "error" : "warning"; }

std::string_view to_code(ItemType type) { return kTypeCodes[static_cast<std::size_t>(type)]; }

const std::string& LocalText::in(std::string_view language) const {
  const auto find = [&](std::string_view wanted) -> const std::string* {
    for (const auto& [code, words] : translations)
      if (code == wanted) return &words;
    return nullptr;
  };
  if (const std::string* words = find(language)) return *words;
  if (const std::string* words = find(language.substr(0, language.find('-')))) return *words;
  return text;
}

const Item* Questionnaire::find(std::string_view link_id) const {
  const auto found = index.find(link_id);
  return found == index.end() ? nullptr : &items[found->second];
}

}  // namespace wardlight::forms
