// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/digests.h"

#include <algorithm>
#include <set>

#include "sync/hub/page_room.h"
#include "sync/wire/cursor.h"
#include "sync/wire/feed.h"

namespace wardlight::hub {
namespace {

// What a tablet writes about an encounter; AdverseEvents are in no feed.
constexpr std::array<std::string_view, 4> kTypes = {"QuestionnaireResponse", "DeviceUseStatement", "Task", "Communication"};
constexpr std::size_t kReadAtOnce = 500;
constexpr std::size_t kMostRemembered = 2000;  // encounters

}  // namespace

Expected<void> DigestService::add_up(const EncounterId& encounter, std::uint64_t head, Sum& sum, Ids* ids) {
  for (std::size_t type = 0; type < kTypes.size(); ++type) {
    storage::SearchWish wish;
    wish.type = kTypes[type];
    wish.encounter = encounter.value;
    wish.up_to = head;
    wish.limit = kReadAtOnce;
    while (true) {
      const auto from = sum.read_to[type];
      wish.after = storage::SearchPlace{static_cast<std::int64_t>(from), from};
      WL_TRY(const auto positions, m_storage.search(wish));
      for (const std::uint64_t position : positions) {
        WL_TRY(const auto rows, m_storage.read_statements({position - 1, position, 1}));
        if (rows.empty() || !rows[0].envelope) continue;
        sum.digest.add(rows[0].id, rows[0].envelope->hash);
        if (ids != nullptr) (*ids)[position] = rows[0].id;
      }
      if (!positions.empty()) sum.read_to[type] = positions.back();
      if (positions.size() < kReadAtOnce) break;
    }
  }
  return {};
}

Expected<storage::FeedState> DigestService::catch_up() {
  WL_TRY(auto state, m_storage.state());
  WL_CHECK(m_search.catch_up_to(state.head));
  return state;
}

void DigestService::remember(const std::string& epoch, const EncounterId& encounter, const Sum& sum) {
  const std::lock_guard lock(m_mutex);
  if (m_epoch == epoch) m_known[encounter.value] = sum;
}

Expected<store::Digest> DigestService::digest_of(const EncounterId& encounter) {
  WL_TRY(const auto state, catch_up());
  Sum sum;
  {
    const std::lock_guard lock(m_mutex);
    if (m_epoch != state.epoch || m_known.size() > kMostRemembered) m_known.clear();
    m_epoch = state.epoch;
    if (const auto known = m_known.find(encounter.value); known != m_known.end()) sum = known->second;
  }
  WL_CHECK(add_up(encounter, state.head, sum, nullptr));
  remember(state.epoch, encounter, sum);
  return sum.digest;
}

// What is remembered may be wrong, and that may be why somebody asks: it is read anew.
Expected<DigestService::Ids> DigestService::list_ids(const EncounterId& encounter) {
  WL_TRY(const auto state, catch_up());
  Sum sum;
  Ids ids;
  WL_CHECK(add_up(encounter, state.head, sum, &ids));
  remember(state.epoch, encounter, sum);
  return ids;
}

Expected<bool> DigestService::is_outside(const Scope& scope, const EncounterId& encounter) {
  if (scope.is_whole()) return false;
  WL_TRY(const auto state, m_storage.state());
  WL_TRY(const auto sight, m_scopes.look(scope, state));
  return !sight->encounters.contains(encounter.value);
}

Answer DigestService::compare(const std::string& body, const Scope& scope) {
  const auto asked = wire::read_digests(body);
  if (!asked) return refusal(400, "structure", asked.error().text);
  wire::Digests answer;
  for (const auto& theirs : asked->digests) {
    const auto outside = is_outside(scope, theirs.encounter);
    if (!outside) return storage_failure(outside.error());
    if (*outside) {
      answer.outside.push_back(theirs.encounter.value);
      continue;
    }
    const auto ours = digest_of(theirs.encounter);
    if (!ours) return storage_failure(ours.error());
    if (*ours != theirs.digest) answer.digests.push_back({theirs.encounter, *ours});
  }
  return {200, wire::write_digests(answer), {}, {}, {}};
}

// As many of them as a page holds, oldest first.
Expected<wire::RepairAnswer> DigestService::answer_with(const std::vector<std::uint64_t>& lacking) {
  std::vector<storage::FeedRow> rows;
  wire::RepairAnswer answer;
  PageRoom room;
  for (const std::uint64_t position : lacking) {
    WL_TRY(auto found, m_storage.read_statements({position - 1, position, 1}));
    if (found.empty()) continue;
    answer.more = !room.take(found[0].bytes.size());
    if (answer.more) break;
    rows.push_back(std::move(found[0]));
  }
  std::vector<wire::FeedUnit> units;
  for (const auto& row : rows)
    units.push_back({row.envelope, row.type, row.id, as_text(row.bytes), row.position, row.version, row.received_at});
  WL_TRY(const auto state, m_storage.state());
  answer.page = wire::write_feed_page(m_base, wire::write_cursor({state.epoch, 0, "repair", {}}, m_cursor_key), units);
  return answer;
}

Answer DigestService::repair(const std::string& body, const Scope& scope) {
  const auto wish = wire::read_repair_wish(body);
  if (!wish) return refusal(400, "structure", wish.error().text);
  const auto outside = is_outside(scope, wish->encounter);
  if (!outside) return storage_failure(outside.error());
  if (*outside) return refusal(403, "forbidden", "This stay is not one that this device may see.");
  const auto ours = list_ids(wish->encounter);
  if (!ours) return storage_failure(ours.error());
  std::set<std::string> theirs(wish->have.begin(), wish->have.end());
  std::vector<std::uint64_t> lacking;
  for (const auto& [position, id] : *ours)
    if (theirs.erase(id) == 0) lacking.push_back(position);
  auto answer = answer_with(lacking);
  if (!answer) return storage_failure(answer.error());
  answer->unknown.assign(theirs.begin(), theirs.end());
  return {200, wire::write_repair_answer(*answer), {}, {}, {}};
}

}  // namespace wardlight::hub
