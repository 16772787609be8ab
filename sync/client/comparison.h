// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/store/digests.h"
#include "core/store/store.h"
#include "sync/client/hub_talk.h"
#include "sync/transport/http.h"
#include "sync/wire/digests.h"

namespace wardlight::sync {

// When all was sent and heard, a tablet compares with its hub what both hold of each open stay, and of some that have ended, a
// few stays a request; where they differ, what it lacks is fetched and what the hub lacks is offered again: for what no other
// rule foresaw (sync.md D9), and for stays that it may see from now on. What it may not see any more, the hub says, is purged. It
// makes requests and takes their answers; sending is the client's. One thread.
class Comparison {
 public:
  explicit Comparison(Duration every) : m_every(every) {}

  bool is_due(std::int64_t now) const { return now >= m_due; }
  // Away for long: then it must not be at once, as with everybody else who was.
  bool is_overdue(std::int64_t now) const { return m_due != 0 && now >= m_due + 2 * m_every.milliseconds; }
  void start(std::int64_t due) { m_due = due; }  // 0: at the next occasion
  // This device may see something else than before: every stay is asked about, ended ones too, at the next occasion.
  void start_over();
  // Nothing when that is done: then it is due again after a while.
  Expected<std::optional<transport::HttpRequest>> next(const store::Store& store, std::int64_t now);
  // Nothing came of the request that next() gave: it is made again, a few minutes from now.
  void try_again(std::int64_t now);
  // Of the request that next() gave; any answer but 200, and one that cannot be read, puts the comparison off.
  Expected<void> take(const Heard& heard, store::Store& store, std::int64_t now);

 private:
  Expected<void> take_digests(const Heard& heard, store::Store& store);
  Expected<void> take_repair(const Heard& heard, store::Store& store);
  Expected<void> go_on_at_the_beginning(const store::Store& store);
  void put_off(std::int64_t now);
  void explain();  // what differs there came to nothing

  Duration m_every;
  std::int64_t m_due = 0;  // monotonic
  EncounterId m_after;        // of the open ones
  EncounterId m_ended_after;  // goes round once in many times, unless all are wanted
  store::Stays m_stays = store::Stays::Open;
  bool m_all = false;
  bool m_asked_about_ended = false;
  std::vector<store::EncounterDigest> m_asked;
  std::vector<store::EncounterDigest> m_differing;   // as the hub sees them
  std::map<std::string, store::Digest> m_explained;  // nothing came of it: not asked about again
};

}  // namespace wardlight::sync
