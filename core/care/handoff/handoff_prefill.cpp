// SPDX-License-Identifier: Apache-2.0
#include "core/care/handoff/handoff_prefill.h"

#include <algorithm>

namespace wardlight::care {
namespace {

const Fact* newest_of(const FactsAt& facts, const std::vector<std::string>& kinds) {
  const Fact* newest = nullptr;
  for (const std::string& kind : kinds) {
    const Fact* fact = facts.latest(kind);
    if (fact != nullptr && (newest == nullptr || newest->at < fact->at)) newest = fact;
  }
  return newest;
}

// Each value once, the oldest first; one alone stays what it is.
json::Value all_values(const FactsAt& facts, const std::string& kind) {
  std::vector<json::Value> values;
  for (const Fact* fact : facts.of(kind))
    if (fact->at <= facts.now() && std::ranges::find(values, fact->value) == values.end()) values.push_back(fact->value);
  return values.size() == 1 ? values.front() : json::Value::array(std::move(values));
}

PrefillLine fill_line(const KnownRowRule& rule, const FactsAt& facts, std::optional<Instant> last_handoff) {
  const Instant now = facts.now();
  const Fact* newest = newest_of(facts, rule.kinds);
  PrefillLine line{&rule, {}, 0, Freshness::NotRecorded, false};
  if (newest == nullptr) return line;
  line.fact = *newest;
  if (rule.all) line.fact->value = all_values(facts, newest->kind);
  line.age_minutes = age_minutes(*line.fact, now);
  const bool stale = rule.cadence > Duration{} && age_of(*line.fact, now) > rule.cadence;
  line.freshness = stale ? Freshness::Stale : Freshness::Fresh;
  line.changed = last_handoff && line.fact->at > *last_handoff;
  return line;
}

}  // namespace

std::vector<PrefillLine> prefill_handoff(const HandoffPack& pack, const std::vector<Fact>& facts, Instant now,
                                         std::optional<Instant> last_handoff) {
  const KnownFacts known(facts);
  return prefill_handoff(pack, FactsAt(known, {}, now), last_handoff);
}

std::vector<PrefillLine> prefill_handoff(const HandoffPack& pack, const FactsAt& facts, std::optional<Instant> last_handoff) {
  std::vector<PrefillLine> lines;
  for (const KnownRowRule& rule : pack.prefill) lines.push_back(fill_line(rule, facts, last_handoff));
  std::ranges::stable_partition(lines, &PrefillLine::changed);
  return lines;
}

}  // namespace wardlight::care
