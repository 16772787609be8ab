// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/turnstile.h"

#include <algorithm>

namespace wardlight::hub {
namespace {

bool goes_after(const Turnstile::Visit& one, const Turnstile::Visit& other) {
  if (one.urgent != other.urgent) return other.urgent;
  if (one.oldest_unsent.has_value() != other.oldest_unsent.has_value()) return other.oldest_unsent.has_value();
  return one.oldest_unsent && *other.oldest_unsent < *one.oldest_unsent;
}

}  // namespace

void Turnstile::enter(Visit visit) {
  std::optional<Visit> served;
  std::optional<Visit> turned_away;
  {
    const std::lock_guard lock(m_mutex);
    if (m_inside < m_at_once) {
      ++m_inside;
      served = std::move(visit);
    } else {
      // Before its equals, as seen from the end: who came first is served first.
      m_line.insert(std::ranges::lower_bound(m_line, visit, goes_after), std::move(visit));
      if (m_line.size() > m_in_line) {
        turned_away = std::move(m_line.front());
        m_line.erase(m_line.begin());
      }
    }
  }
  if (turned_away) turned_away->turn_away();
  for (; served; served = leave()) served->serve();
}

std::optional<Turnstile::Visit> Turnstile::leave() {
  const std::lock_guard lock(m_mutex);
  if (m_line.empty()) {
    --m_inside;
    return std::nullopt;
  }
  std::optional next(std::move(m_line.back()));
  m_line.pop_back();
  return next;
}

}  // namespace wardlight::hub
