// SPDX-License-Identifier: Apache-2.0
#include "core/care/scales/scored_options.h"

#include <charconv>

namespace wardlight::care {
namespace {

bool is_weight(std::string_view url) { return url.ends_with("/ordinalValue") || url.ends_with("/itemWeight"); }

Expected<std::optional<int>> read_weight(const json::Value& element) {
  for (const json::Value& extension : element["extension"].items()) {
    if (!is_weight(extension.text_of("url"))) continue;
    const std::string& digits = extension["valueDecimal"].text();
    int weight = 0;
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    if (bad != std::errc{} || end != digits.data() + digits.size())
      return Error{ErrorCode::InvalidContent, "The weight of an option must be a whole number.", "Questionnaire"};
    return std::optional(weight);
  }
  return std::optional<int>();
}

Expected<void> read_items(const json::Value& list, ScoredOptions& options) {
  for (const json::Value& item : list.items()) {
    for (const json::Value& option : item["answerOption"].items()) {
      const json::Value& coding = option["valueCoding"];
      WL_TRY(const std::optional<int> outer, read_weight(option));
      WL_TRY(const std::optional<int> inner, read_weight(coding));
      options.choices[std::string(item.text_of("linkId"))][std::string(coding.text_of("code"))] = {
          std::string(coding.text_of("system")), outer ? outer : inner};
    }
    WL_CHECK(read_items(item["item"], options));
  }
  return {};
}

}  // namespace

const OptionWeight* ScoredOptions::find(std::string_view link_id, std::string_view code) const {
  const auto item = choices.find(link_id);
  if (item == choices.end()) return nullptr;
  const auto option = item->second.find(code);
  return option == item->second.end() ? nullptr : &option->second;
}

Expected<ScoredOptions> read_scored_options(std::string_view questionnaire) {
  WL_TRY(const json::Value root, json::parse(questionnaire));
  if (root.text_of("resourceType") != "Questionnaire")
    return Error{ErrorCode::InvalidContent, "The pack's form must be a Questionnaire.", "Questionnaire"};
  ScoredOptions options{std::string(root.text_of("url")), std::string(root.text_of("version")), {}};
  WL_CHECK(read_items(root["item"], options));
  return options;
}

}  // namespace wardlight::care
