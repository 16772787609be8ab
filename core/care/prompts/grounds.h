// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <limits>

#include "core/care/facts/known_facts.h"

namespace wardlight::care::prompts {

// What something rests on that was worked out at a moment: until then, and as long as no facts of these kinds come or go,
// working it out later gives the same.
class Grounds {
 public:
  void look_at(std::string_view kind) { m_kinds.add(kind); }
  void may_change_at(Instant at) { m_until = std::min(m_until, at); }
  bool still_hold(const KindSet& changed, Instant now) const { return now < m_until && !m_kinds.meets(changed); }

 private:
  KindSet m_kinds;
  Instant m_until{std::numeric_limits<std::int64_t>::max()};
};

}  // namespace wardlight::care::prompts
