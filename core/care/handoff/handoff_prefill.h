// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/facts/known_facts.h"
#include "core/care/handoff/handoff_pack.h"

// What the record already knows, with its age, in the order it is read out (clinical.md 5.3). Pure; any thread; cannot fail.
namespace wardlight::care {

enum class Freshness { NotRecorded, Fresh, Stale };

struct PrefillLine {
  const KnownRowRule* rule = nullptr;  // of the pack
  std::optional<Fact> fact;           // absent: not recorded, and said so
  std::int64_t age_minutes = 0;
  Freshness freshness = Freshness::NotRecorded;
  bool changed = false;               // newer than the handoff before
};

// One line a rule; what changed since the last handoff comes first, each part in the pack's order.
std::vector<PrefillLine> prefill_handoff(const HandoffPack& pack, const std::vector<Fact>& facts, Instant now,
                                         std::optional<Instant> last_handoff);
std::vector<PrefillLine> prefill_handoff(const HandoffPack& pack, const FactsAt& facts, std::optional<Instant> last_handoff);

}  // namespace wardlight::care
