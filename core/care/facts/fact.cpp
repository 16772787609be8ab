// SPDX-License-Identifier: Apache-2.0
#include "core/care/facts/fact.h"

#include <algorithm>
#include <utility>

namespace wardlight::care {

bool comes_before(const Fact& a, const Fact& b) {
  if (a.at != b.at) return a.at < b.at;
  if (a.kind != b.kind) return a.kind < b.kind;
  if (a.source != b.source) return a.source < b.source;
  return json::write(a.value) < json::write(b.value);
}

std::vector<Fact> in_order(std::vector<Fact> facts) {
  std::ranges::sort(facts, comes_before);
  return facts;
}

std::vector<Fact> facts_of(const std::vector<Fact>& facts, std::string_view kind, Instant now) {
  std::vector<Fact> found;
  for (const Fact& fact : facts)
    if (fact.kind == kind && fact.at <= now) found.push_back(fact);
  return in_order(std::move(found));
}

std::optional<Fact> latest_fact(const std::vector<Fact>& facts, std::string_view kind, Instant now) {
  const std::vector<Fact> found = facts_of(facts, kind, now);
  if (found.empty()) return std::nullopt;
  return found.back();
}

}  // namespace wardlight::care
