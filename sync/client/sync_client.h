// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/random.h"
#include "core/store/sealed_journal.h"
#include "core/store/store.h"
#include "sync/client/back_off.h"
#include "sync/client/comparison.h"
#include "sync/client/hub_talk.h"
#include "sync/client/sync_status.h"
#include "sync/transport/http.h"
#include "sync/wire/bundle.h"
#include "sync/wire/feed.h"
#include "sync/wire/quoted.h"

namespace wardlight::sync {

struct SyncOptions {
  Duration first_contact_within = seconds(10);
  Duration shortest_back_off = milliseconds(500);
  Duration longest_back_off = seconds(60);
  Duration patience = seconds(30);  // for an answer, beyond what was asked to wait
  Duration care_every = hours(20);  // the store is looked after that often, when there is nothing else to do
  Duration care_again = hours(1);   // after an attempt that failed
  bool opens_sealed = true;         // the other side can open what a locked tablet sealed; else that waits for an unlock
  std::function<Expected<void>(store::Store&)> nightly = {};  // done with the care of the store, before it
  Duration compare_every = hours(1);  // with the hub, what both hold
};

enum class Progress {
  More,      // there may be more to do at once
  CaughtUp,  // nothing to send, nothing new
  Waiting,   // see wait()
};

// Sends what this tablet made and hears what the others made, a request a step; it has no thread and sleeps nowhere.
// Sending goes before hearing, urgent acts first. Nothing it does can lose a statement: a unit counts as accepted only by an
// answer of the hub for it, and is released only when the hub says that a backup holds it. With a store it works from the outbox
// and applies the feed; without one (locked) it delivers the sealed journal, and greets the hub when that is done: a hub that was
// put back gets again what it lost, with nobody at the tablet. One thread at a time, but for interrupt(). Keeps at most one push
// or one page in memory.
class SyncClient {
 public:
  SyncClient(transport::HttpClient& http, std::shared_ptr<store::SealedJournal> journal, const Clock& clock, RandomSource& random,
             SyncOptions options = {});

  // A connection of its own to the unlocked store. close_store() before the keys are wiped.
  void use_store(std::unique_ptr<store::Store> store);
  void close_store();

  // At most one request, or two when the hub refuses a unit alone and is asked to keep it. `wait_seconds` is how long the hub may keep it when there is no news.
  Progress step(int wait_seconds);
  Duration wait() const;  // until the next step is worth taking
  void hurry();           // a person waits: try at once, unless the hub itself asked for time

  const SyncStatus& status() const { return m_status; }

  // From any thread: a wait for news ends at once, for instance because something was saved.
  void interrupt();
  // From any thread: whatever request is under way ends at once; it will be made again.
  void abort();

 private:
  enum class Verdict { Answered, Smaller, RejectOne, Later };
  struct Delivered {
    Heard heard;
    Verdict verdict;
    std::string first_reason;  // of a unit that was refused as it was
  };
  Progress push(std::vector<store::OutboxRow> rows);
  Expected<Delivered> deliver(transport::HttpRequest request, std::size_t units, const std::function<wire::QuotedUnit()>& quote);
  Expected<void> take_push_answer(const Heard& heard, const std::vector<store::OutboxRow>& rows,
                                  const std::string& epoch_before);
  Progress push_sealed();
  Progress greet();
  Expected<void> take_sealed_answer(const Heard& heard, const std::vector<store::SealedJournal::Frame>& frames,
                                    const std::string& epoch_before);
  Progress pull(int wait_seconds);
  Progress compare(int wait_seconds);
  Expected<Heard> ask(transport::HttpRequest request, Duration patience, AnswerLength length = AnswerLength::Any);
  Expected<void> hear(const wire::HubHeaders& hub);
  void hear_scope(const std::string& scope);
  Expected<void> heed_stays(const wire::FeedPage& page);

  Verdict judge(const Heard& heard, std::size_t units);
  void say_uncompared(const std::string& reason);
  void rest_as_asked(const Heard& heard);
  void care_for_store();
  Progress fail(const Error& error);
  Progress refuse(const Heard& heard);
  Progress succeed(Progress progress);
  std::int64_t count_unsent() const;
  void count();

  transport::HttpClient& m_http;
  std::shared_ptr<store::SealedJournal> m_journal;
  const Clock& m_clock;
  SyncOptions m_options;
  BackOff m_back_off;
  Comparison m_comparison;
  bool m_heard_all = false;  // the last page was empty, and a comparison is due
  std::unique_ptr<store::Store> m_store;
  SyncStatus m_status;
  std::string m_epoch;             // the last one heard while locked
  std::string m_scope;             // what this device may see; empty: not heard since the start
  std::string m_known;             // epoch and head that the hub told last, for a hub that was put back
  std::optional<std::uint64_t> m_next_chain;  // given while locked
  std::int64_t m_care_due = 0;              // monotonic
  std::int64_t m_not_before = 0;            // monotonic
  std::int64_t m_hub_wants_rest_until = 0;  // monotonic
  std::size_t m_most_units = wire::kMostUnits;
  std::atomic<bool> m_listening = false;
  std::atomic<bool> m_interrupted = false;
};

}  // namespace wardlight::sync
