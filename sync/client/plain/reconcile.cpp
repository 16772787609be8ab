// SPDX-License-Identifier: Apache-2.0
#include "sync/client/plain/plain_hub.h"
#include "sync/client/plain/statement_document.h"

namespace wardlight::sync {
namespace {

constexpr std::size_t kIdsAtOnce = 200;
constexpr std::size_t kRowsAtOnce = 500;

// Ids of the statements that came to be on this tablet or reached it.
Expected<std::set<std::string>> statements_here(const store::Store& store) {
  std::set<std::string> ids;
  std::int64_t after = 0;
  while (true) {
    WL_TRY(const auto page, store.list_statements(after, kRowsAtOnce));
    for (const auto& statement : page.statements) ids.insert(statement.id.value);
    if (page.statements.size() < kRowsAtOnce) return ids;
    after = page.last;
  }
}

Expected<std::size_t> count_lost(const store::Store& store, const std::set<std::string>& there) {
  std::size_t lost = 0;
  store::UnitName after;
  while (true) {
    WL_TRY(const auto rows, store.list_outbox(after, kRowsAtOnce));
    for (const auto& row : rows)
      lost += row.state == store::OutboxState::Accepted && !there.contains(row.statement.id.value) ? 1U : 0U;
    if (rows.size() < kRowsAtOnce) return lost;
    after = rows.back().unit;
  }
}

}  // namespace

Expected<std::optional<PlainHub::Ids>> PlainHub::list_ids(const PlainKind& kind) {
  Ids ids;
  const std::string first =
      kind.type + "?_elements=id&_count=" + std::to_string(kIdsAtOnce) + (kind.filter.empty() ? "" : "&" + kind.filter);
  for (std::string path = first; !path.empty();) {
    WL_TRY(const auto answer, m_server.get(path));
    if (path == first && answer.knows_no_such_type()) return std::optional<Ids>();
    if (!answer.ok())
      return Error{ErrorCode::Offline, "The server did not answer a search (status " + std::to_string(answer.status) + ").",
                   "server"};
    for (const auto& entry : answer.root["entry"].items())
      if (entry["resource"].text_of("resourceType") == kind.type) ids.emplace(entry["resource"].text_of("id"));
    path.clear();
    if (const auto link = next_link_of(answer.root); !link.empty()) {
      WL_TRY(path, m_server.path_of(link));
    }
  }
  return std::optional(std::move(ids));
}

Expected<std::vector<store::FeedItem>> PlainHub::fetch(const std::string& type, const std::vector<std::string>& ids) {
  std::vector<store::FeedItem> items;
  for (const auto& id : ids) {
    WL_TRY(const auto answer, m_server.get(type + "/" + id));
    if (!answer.ok()) continue;  // gone meanwhile: the next night sees
    if (auto item = read_plain_item(answer.body, answer.root)) {
      const auto position = static_cast<std::uint64_t>(std::max<std::int64_t>(1, item->updated_at.milliseconds));
      items.push_back({std::move(item->type), std::move(item->id), std::move(item->bytes), std::move(item->envelope), position});
    }
  }
  return items;
}

Expected<PlainHub::Reconciled> PlainHub::reconcile(store::Store& store) {
  WL_CHECK(read_epoch());
  Reconciled done;
  std::vector<store::FeedItem> items;
  for (const auto& kind : m_options.feed.kinds) {
    WL_TRY(const auto listed, list_ids(kind));
    if (!listed) continue;  // whatever came from there once, a type that is not served takes nothing away
    const Ids& there = *listed;
    Ids here;
    if (kind.type == kDocumentType) {
      WL_TRY(here, statements_here(store));
      WL_TRY(done.lost, count_lost(store, there));
    } else {
      WL_TRY(const auto references, store.list_references(kind.type));
      for (const auto& reference : references) {
        here.insert(reference.id);
        if (there.contains(reference.id)) continue;
        items.push_back({reference.type, reference.id, {}, std::nullopt, 1});
        ++done.gone;
      }
    }
    std::vector<std::string> wanted;
    for (const auto& id : there)
      if (!here.contains(id)) wanted.push_back(id);
    WL_TRY(auto fetched, fetch(kind.type, wanted));
    done.fetched += fetched.size();
    std::move(fetched.begin(), fetched.end(), std::back_inserter(items));
  }
  WL_TRY(const auto state, store.sync_state());
  if (!items.empty()) WL_CHECK(store.apply_page({m_epoch, state.cursor, std::move(items)}));
  if (done.lost > 0) WL_CHECK(begin_epoch());
  return done;
}

}  // namespace wardlight::sync
