// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/feed.h"

#include <algorithm>
#include <tuple>

#include "sync/hub/first_load.h"

namespace wardlight::hub {
namespace {

constexpr Duration kFollowedFor = hours(90 * 24);  // sync.md, row 18

wire::FeedUnit to_unit(const storage::FeedRow& row) {
  return {row.envelope, row.type, row.id, as_text(row.bytes), row.position, row.version, row.received_at};
}

std::string wards_of(const Scope& scope) {
  std::string wards;
  for (const auto& ward : scope.wards) wards += ward + " ";
  return wards;
}

}  // namespace

Expected<bool> FeedService::is_too_old(const wire::Cursor& from, const storage::FeedState& state) {
  if (!from.place.empty() || state.head - from.position <= m_most_in_first_load) return false;
  WL_TRY(const auto next, m_storage.read_feed({from.position, state.head, 1}));
  return !next.empty() && next.front().received_at + kFollowedFor < m_clock.now();
}

// Nothing means 410: this cursor is of another history or scope, or of long ago.
Expected<std::optional<wire::Cursor>> FeedService::start_from(const std::string& text, const Scope& scope,
                                                                const storage::FeedState& state) {
  if (text.empty()) return std::optional(wire::Cursor{state.epoch, state.head, scope.version, write_place({})});
  auto cursor = wire::read_cursor(text, m_cursor_key);
  if (!cursor || cursor->epoch != state.epoch || cursor->scope != scope.version) return std::optional<wire::Cursor>();
  if (cursor->position <= state.head) {
    WL_TRY(const bool too_old, is_too_old(*cursor, state));
    return too_old ? std::nullopt : std::optional(*std::move(cursor));
  }
  WL_CHECK(m_storage.start_new_epoch());  // this tablet was told of positions that are gone
  return std::optional<wire::Cursor>();
}

void FeedService::ask(const wire::FeedQuestion& question, const Scope& scope, Deliver deliver) {
  const auto state = m_storage.state();
  if (!state) return deliver(storage_failure(state.error()));
  auto cursor = start_from(question.cursor, scope, *state);
  if (!cursor) return deliver(storage_failure(cursor.error()));
  if (!*cursor)
    return deliver(
        refusal(410, "expired", "This cursor is of another epoch or scope, or too old. Start over without a cursor."));
  const wire::Cursor& from = **cursor;
  const bool nothing_new = from.place.empty() && from.position == state->head;
  if (!nothing_new || question.wait_seconds == 0) return deliver(to_answer(read_page(from, question.count, scope, *state)));
  const std::int64_t until = m_clock.monotonic_milliseconds() + std::int64_t{question.wait_seconds} * 1000;
  {
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back({from, scope, question.count, m_finishing ? 0 : until, std::move(deliver)});
  }
  wake();  // what came between the look and the list must not be slept through
}

void FeedService::wake() {
  {
    const std::lock_guard lock(m_mutex);
    if (m_waiting.empty()) return;
  }
  const auto state = m_storage.state();
  const std::uint64_t head = state ? state->head : 0;
  const std::int64_t now = m_clock.monotonic_milliseconds();
  std::vector<Waiting> ready;
  {
    const std::lock_guard lock(m_mutex);
    const auto first = std::partition(m_waiting.begin(), m_waiting.end(), [&](const Waiting& waiting) {
      return state && waiting.cursor.position == head && waiting.cursor.epoch == state->epoch && now < waiting.until;
    });
    std::move(first, m_waiting.end(), std::back_inserter(ready));
    m_waiting.erase(first, m_waiting.end());
  }
  std::map<std::tuple<std::uint64_t, int, std::string>, Answer> pages;  // tablets that are up to date all ask for the same page
  for (auto& waiting : ready) {
    if (!state) {
      waiting.deliver(storage_failure(state.error()));
    } else if (waiting.cursor.epoch != state->epoch) {
      waiting.deliver(refusal(410, "expired", "A new epoch began. Start over without a cursor."));
    } else {
      const std::tuple key(waiting.cursor.position, waiting.count, waiting.scope.version + " " + wards_of(waiting.scope));
      auto page = pages.find(key);
      if (page == pages.end())
        page = pages.emplace(key, to_answer(read_page(waiting.cursor, waiting.count, waiting.scope, *state))).first;
      waiting.deliver(page->second);
    }
  }
}

void FeedService::finish() {
  std::vector<Waiting> all;
  {
    const std::lock_guard lock(m_mutex);
    m_finishing = true;
    all.swap(m_waiting);
  }
  for (auto& waiting : all) waiting.deliver(to_answer(Page{{}, waiting.cursor}));
}

std::size_t FeedService::waiting() const {
  const std::lock_guard lock(m_mutex);
  return m_waiting.size();
}

Answer FeedService::to_answer(const Expected<Page>& page) const {
  if (!page) return storage_failure(page.error());
  std::vector<wire::FeedUnit> units;
  units.reserve(page->rows.size());
  for (const auto& row : page->rows) units.push_back(to_unit(row));
  return {200, wire::write_feed_page(m_base, wire::write_cursor(page->next, m_cursor_key), units), {}, {}, {}};
}

}  // namespace wardlight::hub
