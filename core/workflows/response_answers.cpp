// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/response_answers.h"

namespace wardlight::workflows {

const json::Value* find_first_answer(const json::Value& resource, std::string_view link_id) {
  for (const json::Value& item : resource["item"].items()) {
    if (item.text_of("linkId") == link_id && !item["answer"].items().empty()) return &item["answer"][std::size_t{0}];
    if (const json::Value* found = find_first_answer(item, link_id)) return found;
    for (const json::Value& answer : item["answer"].items())
      if (const json::Value* found = find_first_answer(answer, link_id)) return found;
  }
  return nullptr;
}

std::string first_answer(const json::Value& resource, std::string_view link_id) {
  const json::Value* answer = find_first_answer(resource, link_id);
  if (answer == nullptr) return {};
  if (const json::Value* coding = answer->find("valueCoding")) return std::string(coding->text_of("code"));
  for (const json::Member& member : answer->members())
    if (member.name.starts_with("value")) return member.value.text();
  return {};
}

std::size_t count_items(const json::Value& resource, std::string_view link_id) {
  std::size_t count = 0;
  for (const json::Value& item : resource["item"].items())
    count += (item.text_of("linkId") == link_id ? 1 : 0) + count_items(item, link_id);
  return count;
}

}  // namespace wardlight::workflows
