// SPDX-License-Identifier: Apache-2.0
#include "sync/client/sync_client.h"

#include <algorithm>

#include "core/store/purge.h"
#include "core/time/time.h"

namespace wardlight::sync {
namespace {

constexpr int kGone = 410;
constexpr int kUnknownCaller = 401;
constexpr int kForbidden = 403;
constexpr std::string_view kSomeWards = "wards-";  // begins the version of such a scope
constexpr Duration kHalfSecond = milliseconds(500);  // the hub's Date is cut to the second

std::string known_text(const std::string& epoch, std::uint64_t head) { return epoch + "/" + std::to_string(head); }

store::FeedItem to_item(const wire::FeedEntry& entry) {
  return {entry.type, entry.id, std::string(entry.bytes), entry.envelope, entry.position};
}

}  // namespace

SyncClient::SyncClient(transport::HttpClient& http, std::shared_ptr<store::SealedJournal> journal, const Clock& clock,
                       RandomSource& random, SyncOptions options)
    : m_http(http),
      m_journal(std::move(journal)),
      m_clock(clock),
      m_options(options),
      m_back_off(random, options.shortest_back_off, options.longest_back_off),
      m_comparison(options.compare_every) {
  const std::int64_t now = clock.monotonic_milliseconds();
  m_not_before = now + m_back_off.up_to(options.first_contact_within).milliseconds;
  m_comparison.start(now + m_back_off.up_to(options.compare_every).milliseconds);
}

void SyncClient::use_store(std::unique_ptr<store::Store> store) {
  m_store = std::move(store);
  if (const auto state = m_store->sync_state(); state && m_known.empty() && !state->epoch.empty())
    m_known = known_text(state->epoch, state->head);
  if (m_next_chain && m_store->begin_chain(*m_next_chain)) m_next_chain.reset();
  count();
}

void SyncClient::close_store() { m_store.reset(); }

Duration SyncClient::wait() const {
  return {std::max<std::int64_t>(0, std::max(m_not_before, m_hub_wants_rest_until) - m_clock.monotonic_milliseconds())};
}

void SyncClient::hurry() { m_not_before = 0; }

void SyncClient::interrupt() {
  if (m_listening) abort();
}

void SyncClient::abort() {
  m_interrupted = true;
  m_http.cancel();
}

Progress SyncClient::step(int wait_seconds) {
  if (wait().milliseconds > 0) return Progress::Waiting;
  if (!m_store) return m_options.opens_sealed ? push_sealed() : Progress::CaughtUp;
  m_listening = true;  // before looking: what is saved after the look interrupts the wait
  auto rows = m_store->list_unsent(m_most_units);
  if (rows && rows->empty()) {
    // What a damaged store lost is only in the journal: the hub gives it back through the feed.
    if (m_options.opens_sealed && !m_journal->unanswered().empty()) {
      m_listening = false;
      return push_sealed();
    }
    const Progress progress = m_heard_all ? compare(wait_seconds) : pull(wait_seconds);
    m_listening = false;
    return progress;
  }
  m_listening = false;
  return rows ? push(*std::move(rows)) : fail(rows.error());
}

Expected<Heard> SyncClient::ask(transport::HttpRequest request, Duration patience, AnswerLength length) {
  request.headers.emplace_back("Wardlight-Unsent", std::to_string(count_unsent()));
  if (m_status.oldest_unsent) request.headers.emplace_back("Wardlight-Oldest-Unsent", format_time(*m_status.oldest_unsent, 0));
  if (!m_known.empty()) request.headers.emplace_back("Wardlight-Known", m_known);
  WL_TRY(Heard heard, talk(m_http, std::move(request), patience, length));
  WL_CHECK(hear(heard.hub));
  return heard;
}

// What every answer says, before what this one says: a new epoch offers again what an older one had accepted.
Expected<void> SyncClient::hear(const wire::HubHeaders& hub) {
  m_status.link = Link::Online;
  m_status.epoch = hub.epoch;
  m_status.last_contact = m_clock.now();
  m_status.hub_ahead = hub.date + kHalfSecond - m_clock.now();
  m_known = known_text(hub.epoch, hub.head);
  hear_scope(hub.scope);
  if (hub.incarnation) m_next_chain = hub.incarnation;
  if (m_store) {
    WL_CHECK(m_store->hear_hub({hub.epoch, hub.head, hub.durable, m_status.hub_ahead}));
    if (m_next_chain) WL_CHECK(m_store->begin_chain(*m_next_chain));
    m_next_chain.reset();
    return {};
  }
  if (hub.epoch == m_epoch) return {};
  WL_CHECK(m_journal->forget_other_epochs(hub.epoch));
  m_epoch = hub.epoch;
  return {};
}

// What is here may be outside: the hub tells, of each stay, once everything else was heard.
void SyncClient::hear_scope(const std::string& scope) {
  if (scope == m_scope) return;
  if (scope.starts_with(kSomeWards) || m_scope.starts_with(kSomeWards)) m_comparison.start_over();
  m_scope = scope;
}

// A stay that is gone may not be seen here any more; one that has come may have a past that this tablet does not know.
Expected<void> SyncClient::heed_stays(const wire::FeedPage& page) {
  if (!m_scope.starts_with(kSomeWards)) return {};
  for (const wire::FeedEntry& entry : page.entries()) {
    if (entry.envelope || entry.type != "Encounter") continue;
    if (!entry.bytes.empty()) {
      m_comparison.start(0);
      continue;
    }
    WL_CHECK(store::purge_encounter(*m_store, {entry.id}));
  }
  return {};
}

Progress SyncClient::pull(int wait_seconds) {
  m_heard_all = false;
  const auto state = m_store->sync_state();
  if (!state) return fail(state.error());
  const auto heard = ask(get_request(wire::feed_target(state->cursor, wire::kPageUnits, wait_seconds)),
                         m_options.patience + seconds(wait_seconds));
  if (!heard) return fail(heard.error());
  if (!state->epoch.empty() && state->epoch != heard->hub.epoch) return succeed(Progress::More);  // the cursor is gone
  if (heard->status == kGone && !state->cursor.empty()) {
    if (const auto restarted = m_store->restart_feed(); !restarted) return fail(restarted.error());
    return succeed(Progress::More);
  }
  if (heard->status != kDone) return refuse(*heard);
  auto page = wire::FeedPage::read(heard->body);
  if (!page) return fail(page.error());
  if (page->entries().empty() && page->next_cursor() == state->cursor) {
    const std::int64_t now = m_clock.monotonic_milliseconds();
    if (m_comparison.is_overdue(now)) m_comparison.start(now + m_back_off.up_to(m_options.compare_every).milliseconds);
    m_heard_all = m_comparison.is_due(now);
    care_for_store();
    return succeed(m_heard_all ? Progress::More : Progress::CaughtUp);
  }
  store::FeedPage fresh{heard->hub.epoch, page->next_cursor(), {}};
  for (const wire::FeedEntry& entry : page->entries()) fresh.items.push_back(to_item(entry));
  // Before the page: with it the stay would be gone, and nobody would know whose statements these are.
  if (const auto heeded = heed_stays(*page); !heeded) return fail(heeded.error());
  const auto outcome = m_store->apply_page(fresh);
  if (!outcome) return fail(outcome.error());
  m_status.conflicting += outcome->conflicting;
  return succeed(Progress::More);
}

Progress SyncClient::compare(int wait_seconds) {
  const auto now = m_clock.monotonic_milliseconds();
  auto request = m_comparison.next(*m_store, now);
  if (request && !*request) {
    m_status.uncompared.clear();
    return pull(wait_seconds);
  }
  m_heard_all = false;  // whatever goes wrong now, what is new is heard before this is tried again
  const auto heard = request ? ask(std::move(**request), m_options.patience) : Expected<Heard>(request.error());
  if (!heard) {
    if (!m_interrupted) m_comparison.try_again(now), say_uncompared(heard.error().text);
    return fail(heard.error());
  }
  if (const auto taken = m_comparison.take(*heard, *m_store, now); !taken) {
    say_uncompared(taken.error().text);
    return fail(taken.error());
  }
  if (heard->status == kDone) m_heard_all = m_comparison.is_due(now);
  else if (!knows_no_such(heard->status)) say_uncompared(reason_of(*heard));
  rest_as_asked(*heard);
  return succeed(Progress::More);
}

void SyncClient::say_uncompared(const std::string& reason) {
  m_status.uncompared = "The hub and this tablet could not compare what they hold, and will try again: " + reason;
}

void SyncClient::rest_as_asked(const Heard& heard) {
  if (!heard.hub.retry_after) return;
  m_hub_wants_rest_until = m_clock.monotonic_milliseconds() + heard.hub.retry_after->milliseconds +
                           m_back_off.up_to(m_options.shortest_back_off).milliseconds;
}

// Nothing to send and no news: the moment to empty the log, refill the ballast and drop what the hub holds safely.
void SyncClient::care_for_store() {
  const std::int64_t now = m_clock.monotonic_milliseconds();
  if (now < m_care_due) return;
  auto cared = m_options.nightly ? m_options.nightly(*m_store) : Expected<void>();
  if (cared) cared = m_store->maintain();
  m_care_due = now + (cared ? m_options.care_every : m_options.care_again).milliseconds;
}

Progress SyncClient::fail(const Error& error) {
  if (m_interrupted.exchange(false)) return Progress::More;
  if (error.code == ErrorCode::Offline) m_status.link = Link::Offline;
  else if (m_store) m_store->note_trouble(error);
  m_status.problem = error.text;
  m_status.caught_up = false;
  count();
  m_not_before = m_clock.monotonic_milliseconds() + m_back_off.next().milliseconds;
  return Progress::Waiting;
}

// The hub answered, but not to this: it is busy, full, or does not know this tablet.
Progress SyncClient::refuse(const Heard& heard) {
  const Progress progress = fail({ErrorCode::NotAllowed, reason_of(heard), "hub"});
  if (heard.status == kUnknownCaller || heard.status == kForbidden) m_status.link = Link::Refused;
  rest_as_asked(heard);
  return progress;
}

Progress SyncClient::succeed(Progress progress) {
  m_back_off.reset();
  m_status.problem.clear();
  count();
  if (m_status.unsent > 0) progress = Progress::More;  // saved meanwhile, or to be offered again in a new epoch
  m_status.caught_up = progress == Progress::CaughtUp;
  return progress;
}

// What a store that is closed or was damaged cannot say, the journal knows.
std::int64_t SyncClient::count_unsent() const {
  const auto sealed = static_cast<std::int64_t>(m_journal->unanswered().size());
  return m_store ? std::max(m_status.unsent, sealed) : sealed;
}

void SyncClient::count() {
  if (!m_store) {
    m_status.unsent = static_cast<std::int64_t>(m_journal->unanswered().size());
    if (m_status.unsent == 0) m_status.oldest_unsent.reset();
    return;
  }
  const auto counts = m_store->count_outbox();
  if (!counts) return;
  m_status.unsent = counts->pending;
  m_status.accepted = counts->accepted;
  m_status.released = counts->released;
  m_status.rejected = counts->rejected;
  m_status.oldest_unsent = counts->oldest_unsent;
}

}  // namespace wardlight::sync
