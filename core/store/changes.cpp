// SPDX-License-Identifier: Apache-2.0
#include "core/store/changes.h"

#include <algorithm>
#include <utility>

namespace wardlight::store {

bool ChangeLog::is_watched() const {
  const std::lock_guard lock(m_mutex);
  return m_watched;
}

void ChangeLog::add(std::optional<std::vector<Change>> changes) {
  const std::lock_guard lock(m_mutex);
  if (!m_watched) return;
  if (!changes) {
    m_oldest = ++m_mark;
    m_entries.clear();
    return;
  }
  for (Change& change : *changes) m_entries.push_back({++m_mark, std::make_shared<const Change>(std::move(change))});
  while (m_entries.size() > kMost) {
    m_oldest = m_entries.front().mark;
    m_entries.pop_front();
  }
}

void ChangeLog::note_deliveries() {
  const std::lock_guard lock(m_mutex);
  if (m_watched) m_entries.push_back({++m_mark, nullptr});
}

Changes ChangeLog::since(std::uint64_t mark) {
  const std::lock_guard lock(m_mutex);
  m_watched = true;
  Changes changes;
  changes.mark = m_mark;
  changes.all = mark < m_oldest;
  if (changes.all) return changes;
  for (auto entry = std::ranges::upper_bound(m_entries, mark, {}, &Entry::mark); entry != m_entries.end(); ++entry) {
    if (entry->change) changes.list.push_back(entry->change);
    else changes.deliveries = true;
  }
  return changes;
}

}  // namespace wardlight::store
