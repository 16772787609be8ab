// SPDX-License-Identifier: Apache-2.0
#include "core/care/handoff/handoff_prefill.h"

#include <algorithm>

namespace wardlight::care {
namespace {

std::optional<Fact> newest_of(const std::vector<Fact>& facts, const std::vector<std::string>& kinds, Instant now) {
  std::optional<Fact> newest;
  for (const std::string& kind : kinds) {
    auto fact = latest_fact(facts, kind, now);
    if (fact && (!newest || newest->at < fact->at)) newest = std::move(fact);
  }
  return newest;
}

PrefillLine fill_line(const KnownRowRule& rule, const std::vector<Fact>& facts, Instant now,
    std::optional<Instant> last_handoff) {
  PrefillLine line{&rule, newest_of(facts, rule.kinds, now), 0, Freshness::NotRecorded, false};
  if (!line.fact) return line;
  line.age_minutes = age_minutes(*line.fact, now);
  const bool stale = rule.cadence > Duration{} && age_of(*line.fact, now) > rule.cadence;
  line.freshness = stale ? Freshness::Stale : Freshness::Fresh;
  line.changed = last_handoff && line.fact->at > *last_handoff;
  return line;
}

}  // namespace

std::vector<PrefillLine> prefill_handoff(const HandoffPack& pack, const std::vector<Fact>& facts, Instant now,
                                         std::optional<Instant> last_handoff) {
  std::vector<PrefillLine> lines;
  for (const KnownRowRule& rule : pack.prefill) lines.push_back(fill_line(rule, facts, now, last_handoff));
  std::ranges::stable_partition(lines, &PrefillLine::changed);
  return lines;
}

bool may_confirm_all(std::span<const PrefillLine> lines) {
  return std::ranges::none_of(lines, [](const PrefillLine& line) { return line.freshness == Freshness::Stale; });
}

}  // namespace wardlight::care
