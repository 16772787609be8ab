// SPDX-License-Identifier: Apache-2.0
#include "sync/client/comparison.h"

#include <algorithm>

#include "core/store/purge.h"
#include "sync/wire/feed.h"

namespace wardlight::sync {
namespace {

constexpr std::size_t kMostExplained = 1000;
constexpr Duration kAfterSilence = minutes(5);

}  // namespace

void Comparison::put_off(std::int64_t now) {
  m_due = now + m_every.milliseconds;
  m_after = {};
  m_stays = store::Stays::Open;
  m_asked_about_ended = false;
  m_asked.clear();
  m_differing.clear();
}

void Comparison::start_over() {
  put_off(0);
  m_due = 0;
  m_all = true;
  m_explained.clear();
}

Expected<std::optional<transport::HttpRequest>> Comparison::next(const store::Store& store, std::int64_t now) {
  using Request = std::optional<transport::HttpRequest>;
  if (!m_differing.empty()) {
    const auto& encounter = m_differing.back().encounter;
    WL_TRY(auto have, store::list_digested(store, encounter));
    return Request(post_json("/fhir/$repair", wire::write_repair_wish({encounter, std::move(have)})));
  }
  if (m_stays == store::Stays::Open) {
    WL_TRY(m_asked, store::list_digests(store, m_stays, m_after, wire::kDigestsAtOnce));
    if (!m_asked.empty()) return Request(post_json("/fhir/$digest", wire::write_digests({m_asked})));
    m_stays = store::Stays::Ended;
    if (m_all) m_ended_after = {};
  }
  if (m_all || !m_asked_about_ended) {
    WL_TRY(m_asked, store::list_digests(store, m_stays, m_ended_after, wire::kDigestsAtOnce));
    if (!m_all) WL_CHECK(go_on_at_the_beginning(store));
    if (m_asked.empty()) m_ended_after = {};
    if (!m_asked.empty()) return Request(post_json("/fhir/$digest", wire::write_digests({m_asked})));
  }
  m_all = false;
  put_off(now);
  return Request();
}

// As far as there is room: so a tablet of few ended stays asks about all of them each time.
Expected<void> Comparison::go_on_at_the_beginning(const store::Store& store) {
  const std::size_t room = wire::kDigestsAtOnce - m_asked.size();
  if (room == 0 || m_ended_after.value.empty()) return {};
  WL_TRY(auto first, store::list_digests(store, m_stays, {}, room));
  for (auto& stay : first)
    if (stay.encounter.value <= m_ended_after.value) m_asked.push_back(std::move(stay));
  return {};
}

void Comparison::try_again(std::int64_t now) { m_due = now + std::min(m_every, kAfterSilence).milliseconds; }

Expected<void> Comparison::take(const Heard& heard, store::Store& store, std::int64_t now) {
  if (heard.status != kDone) {
    put_off(now);
    return {};
  }
  auto taken = m_differing.empty() ? take_digests(heard, store) : take_repair(heard, store);
  if (taken) return taken;
  const auto code = taken.error().code;
  const bool unreadable = code == ErrorCode::InvalidContent || code == ErrorCode::Offline;
  if (!m_differing.empty() && unreadable) explain();  // one stay that cannot be repaired holds up no other
  put_off(now);
  return taken;
}

void Comparison::explain() {
  if (m_explained.size() > kMostExplained) m_explained.clear();
  m_explained[m_differing.back().encounter.value] = m_differing.back().digest;
}

Expected<void> Comparison::take_digests(const Heard& heard, store::Store& store) {
  WL_TRY(auto answer, wire::read_digests(heard.body));
  for (const auto& encounter : answer.outside) WL_CHECK(store::purge_encounter(store, {encounter}));
  if (!m_asked.empty()) (m_stays == store::Stays::Open ? m_after : m_ended_after) = m_asked.back().encounter;
  m_asked_about_ended = m_stays == store::Stays::Ended;
  for (auto& each : answer.digests) {
    const auto explained = m_explained.find(each.encounter.value);
    if (explained == m_explained.end() || explained->second != each.digest) m_differing.push_back(std::move(each));
  }
  return {};
}

// A repair holds at most a page: as long as there is more, the same stay is asked about again.
Expected<void> Comparison::take_repair(const Heard& heard, store::Store& store) {
  WL_TRY(const auto answer, wire::read_repair_answer(heard.body));
  WL_TRY(const auto page, wire::FeedPage::read(answer.page));
  WL_TRY(const auto state, store.sync_state());
  store::FeedPage fresh{heard.hub.epoch, state.cursor, {}};
  for (const auto& entry : page.entries())
    if (entry.envelope) fresh.items.push_back({entry.type, entry.id, std::string(entry.bytes), entry.envelope, entry.position});
  WL_TRY(const auto outcome, store.apply_page(fresh));
  WL_TRY(const auto offered, store::offer_again(store, answer.unknown));
  if (outcome.fresh > 0 && answer.more) return {};
  if (outcome.fresh == 0 && offered == 0) explain();
  m_differing.pop_back();
  return {};
}

}  // namespace wardlight::sync
