// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/page_room.h"

#include "sync/wire/feed.h"

namespace wardlight::hub {

bool PageRoom::take(std::size_t bytes) {
  const bool fits = m_rows < static_cast<std::size_t>(wire::kPageUnits) && m_bytes + bytes <= kPageBytes;
  if (m_rows > 0 && !fits) return false;
  ++m_rows;
  m_bytes += bytes;
  return true;
}

}  // namespace wardlight::hub
