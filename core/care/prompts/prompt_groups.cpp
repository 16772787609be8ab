// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/prompt_groups.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wardlight::care {
namespace {

// What the stay itself says is always there and makes nothing known.
constexpr std::array<std::string_view, 4> kOfTheStay{"arrived", "transferred-in", kBornFact, kAgeFact};

bool is_recorded(const PromptBasis& one) {
  return !one.value.is_null() && std::ranges::find(kOfTheStay, one.kind) == kOfTheStay.end();
}

void take_member(PromptGroup& group, const Prompt& prompt, std::size_t place) {
  group.members.push_back(place);
  group.severity = std::min(group.severity, prompt.severity);
  if (prompt.due && (!group.due || *prompt.due < *group.due)) group.due = prompt.due;
}

}  // namespace

const FactOrigin* origin_of(const FactRules& rules, const Prompt& prompt) {
  if (prompt.severity < prompts::Severity::Medium || prompt.basis.empty()) return nullptr;
  if (std::ranges::any_of(prompt.basis, is_recorded)) return nullptr;
  for (const PromptBasis& one : prompt.basis)
    if (const FactOrigin* origin = rules.find_origin(one.kind)) return origin;
  return nullptr;
}

std::vector<PromptGroup> group_prompts(const FactRules& rules, std::span<const Prompt> prompts) {
  std::vector<const FactOrigin*> origins;
  for (const Prompt& prompt : prompts) origins.push_back(origin_of(rules, prompt));
  std::vector<PromptGroup> groups;
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    const bool alone = origins[i] == nullptr || std::ranges::count(origins, origins[i]) < 2;
    const std::string origin = alone ? std::string() : origins[i]->origin;
    auto group = alone ? groups.end() : std::ranges::find(groups, origin, &PromptGroup::origin);
    if (group == groups.end()) {
      PromptGroup begun{origin, prompts[i].text, prompts[i].severity, {}, {}};
      if (!alone) begun.text = fill(origins[i]->text, {{"n", std::to_string(std::ranges::count(origins, origins[i]))}});
      group = groups.insert(groups.end(), std::move(begun));
    }
    take_member(*group, prompts[i], i);
  }
  return groups;
}

std::size_t count_groups(std::vector<const FactOrigin*> origins) {
  const auto alone = std::erase(origins, nullptr);
  std::ranges::sort(origins);
  origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
  return alone + origins.size();
}

std::size_t count_groups(const FactRules& rules, std::span<const Prompt> prompts) {
  std::vector<const FactOrigin*> origins;
  for (const Prompt& prompt : prompts) origins.push_back(origin_of(rules, prompt));
  return count_groups(std::move(origins));
}

}  // namespace wardlight::care
