// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "core/base/clock.h"

namespace wardlight::hub {

// The order in which deliveries are taken when a hospital's tablets come back all at once (sync.md 3.2, 13): so many at a time,
// the others in line, urgent ones first, then whoever has waited longest for their oldest statement to be taken. A line that is
// full turns away whoever stands last in this order. No thread waits in line: the one that ends a visit serves the next. Safe on
// any thread.
class Turnstile {
 public:
  struct Visit {
    bool urgent = false;
    std::optional<Instant> oldest_unsent = {};  // nothing: behind those who say
    std::function<void()> serve;
    std::function<void()> turn_away;
  };
  Turnstile(std::size_t at_once, std::size_t in_line) : m_at_once(at_once), m_in_line(in_line) {}

  // Serves it now, or when its turn comes, or turns somebody away.
  void enter(Visit visit);

 private:
  std::optional<Visit> leave();

  const std::size_t m_at_once;
  const std::size_t m_in_line;
  std::mutex m_mutex;
  std::size_t m_inside = 0;
  std::vector<Visit> m_line;  // whose turn is next stands last
};

}  // namespace wardlight::hub
