// SPDX-License-Identifier: Apache-2.0
#include "core/care/scales/prefill.h"

#include <algorithm>

namespace wardlight::care {
namespace {

std::optional<Fact> basis_of(const PrefillRule& rule, const std::vector<Fact>& facts, Instant now) {
  const std::vector<Fact> known = facts_of(facts, rule.fact, now);
  if (known.size() < static_cast<std::size_t>(rule.at_least)) return std::nullopt;
  if (!rule.is.empty() && std::ranges::find(rule.is, known.back().value) == rule.is.end()) return std::nullopt;
  return known.back();
}

}  // namespace

std::vector<SuggestedAnswer> suggest_answers(const Instrument& instrument, const std::vector<Fact>& facts, Instant now) {
  std::vector<SuggestedAnswer> suggested;
  for (const PrefillRule& rule : instrument.prefill) {
    const auto has_one = [&](const SuggestedAnswer& one) { return one.item->key == rule.key; };
    if (std::ranges::any_of(suggested, has_one)) continue;
    if (auto basis = basis_of(rule, facts, now))
      suggested.push_back({instrument.find_item(rule.key), rule.code, rule.rule, *std::move(basis), rule.fixed});
  }
  return suggested;
}

std::optional<std::string> compare_own_limits(const Instrument& instrument, std::string_view said, std::string_view ordered) {
  if (!instrument.own_limits) return std::nullopt;
  for (const OwnLimitsRule::Pair& pair : instrument.own_limits->pairs)
    if (pair.said == said && pair.ordered == ordered) return pair.code;
  return std::nullopt;
}

}  // namespace wardlight::care
