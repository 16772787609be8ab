// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/crypto/crypto.h"
#include "sync/hub/answer.h"
#include "sync/hub/scope.h"
#include "sync/hub/search.h"
#include "sync/storage/hub_storage.h"
#include "sync/wire/cursor.h"
#include "sync/wire/feed.h"

namespace wardlight::hub {

using Deliver = std::function<void(Answer)>;

// GET {base}/_history. A first load gives what the hospital owns, then the statements, newest day first; it begins no further
// day once it gave as many statements as a tablet is to load (what an open stay lacks then, comes by comparing). From there on
// everything in commit order. Who asks to wait is kept until something comes or the time is over: no thread waits. A cursor
// whose next row came 90 days ago, with more positions after it than a first load gives statements, starts over.
// A device that may see certain wards alone gets what is about their patients and what is about nobody; a stay that is seen
// from now on comes with what else is known of the patient, one that is not seen any more as gone. A page is full by number or
// by size; the next one goes on exactly after it.
// Safe on any thread.
class FeedService {
 public:
  FeedService(storage::HubStorage& storage, const crypto::Secret& cursor_key, std::string base, ScopeService& scopes,
      SearchService& search, std::size_t most_in_first_load, const Clock& clock)
      : m_storage(storage), m_cursor_key(cursor_key), m_base(std::move(base)), m_scopes(scopes), m_search(search),
        m_most_in_first_load(most_in_first_load), m_clock(clock) {}

  // Answers now, or later from wake().
  void ask(const wire::FeedQuestion& question, const Scope& scope, Deliver deliver);
  // Answers who waits for what has come, and whose time is over. Call it after every append and about once a second.
  void wake();
  // Answers everybody who waits, with an empty page; from now on nobody waits.
  void finish();
  std::size_t waiting() const;

 private:
  struct Page {
    std::vector<storage::FeedRow> rows;
    wire::Cursor next = {};
  };
  struct Waiting {
    wire::Cursor cursor;
    Scope scope;
    int count;
    std::int64_t until;  // monotonic milliseconds
    Deliver deliver;
  };

  Expected<bool> is_too_old(const wire::Cursor& from, const storage::FeedState& state);
  Expected<std::optional<wire::Cursor>> start_from(const std::string& cursor, const Scope& scope,
                                                   const storage::FeedState& state);
  Expected<Page> read_page(const wire::Cursor& from, int count, const Scope& scope, const storage::FeedState& state);
  Expected<Page> read_first_load(const wire::Cursor& from, int count);
  void bound_first_load(Page& page, const wire::Cursor& from) const;
  Expected<Page> follow(const wire::Cursor& from, int count, std::uint64_t head);
  using Rows = std::vector<storage::FeedRow>;
  Expected<Page> leave_what_fits(Page page, const wire::Cursor& from, const Scope& scope, const storage::FeedState& state);
  struct Eyes {  // of a device that may see certain wards alone
    std::shared_ptr<const ScopeService::Sight> sight;
    Zone zone;
  };
  Expected<Rows> what_is_seen(storage::FeedRow row, const Eyes* eyes, bool following, std::uint64_t head);
  Expected<wire::Cursor> before(storage::EntryKind kind, std::uint64_t position, const wire::Cursor& from);
  Expected<void> add_companions(Rows& rows, const std::string& patient, std::uint64_t head);
  Answer to_answer(const Expected<Page>& page) const;

  storage::HubStorage& m_storage;
  const crypto::Secret& m_cursor_key;
  const std::string m_base;
  ScopeService& m_scopes;
  SearchService& m_search;
  const std::size_t m_most_in_first_load;
  const Clock& m_clock;
  mutable std::mutex m_mutex;
  std::vector<Waiting> m_waiting;
  bool m_finishing = false;
};

}  // namespace wardlight::hub
