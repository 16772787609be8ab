// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/ledger.h"

#include "sync/client/plain/statement_document.h"

namespace wardlight::sim {
namespace {

constexpr std::size_t kPage = 500;

void add(Replica& replica, const std::string& id, const std::string& bytes, std::string entry, const std::string& round_form) {
  if (const auto resource = json::parse(bytes); resource && resource->text_of("questionnaire").starts_with(round_form))
    replica.rounds.insert(id);
  if (!replica.entries.emplace(id, std::move(entry)).second) ++replica.repeated;
}

}  // namespace

json::Value to_json(const NurseAct& act, const Zone& zone) {
  json::Value line;
  line.set("tablet", static_cast<std::uint64_t>(act.tablet + 1))
      .set("nurse", act.nurse.value)
      .set("encounter", act.encounter.value);
  line.set("done_at", zone.format(act.done_at)).set("entered_at", zone.format(act.entered_at)).set("kind", to_code(act.kind));
  line.set("statement", act.statement.value).set("correction", act.correction).set("saved", act.saved);
  return line;
}

Expected<Replica> read_tablet(const store::Store& store, const std::string& round_form) {
  Replica replica;
  std::int64_t after = 0;
  while (true) {
    WL_TRY(const auto page, store.list_statements(after, kPage));
    for (const auto& statement : page.statements)
      add(replica, statement.id.value, statement.bytes, statement.entry(), round_form);
    if (page.statements.size() < kPage) return replica;
    after = page.last;
  }
}

Expected<Replica> read_hub(storage::HubStorage& storage, const std::string& round_form) {
  Replica replica;
  WL_TRY(const auto state, storage.state());
  std::uint64_t after = 0;
  while (true) {
    WL_TRY(const auto rows, storage.read_statements({after, state.head, kPage}));
    for (const auto& row : rows) {
      const std::string bytes = to_string(row.bytes);
      if (row.envelope) add(replica, row.id, bytes, store::write_entry(*row.envelope, row.type, row.id, bytes), round_form);
    }
    if (rows.size() < kPage) return replica;
    after = rows.back().position;
  }
}

Expected<Replica> read_server(sync::PlainServer& server, const std::string& round_form) {
  Replica replica;
  std::string path = std::string(sync::kDocumentType) + "?" + std::string(sync::kDocumentFilter) +
                     "&_sort=_lastUpdated&_count=" + std::to_string(kPage);
  while (!path.empty()) {
    WL_TRY(const auto page, server.get(path));
    for (const auto& entry : page.root["entry"].items()) {
      const auto statement = sync::read_document(entry["resource"]);
      if (!statement) continue;
      WL_TRY(const auto plain, server.get(statement->type + "/" + statement->id));
      if (!plain.ok())
        return Error{ErrorCode::InvalidContent, "The server lacks the plain resource of a statement it carries.", statement->id};
      add(replica, statement->id, statement->bytes,
          store::write_entry(statement->envelope, statement->type, statement->id, statement->bytes), round_form);
    }
    path.clear();
    if (const auto next = sync::next_link_of(page.root); !next.empty()) {
      WL_TRY(path, server.path_of(next));
    }
  }
  return replica;
}

std::string to_ndjson(const Replica& replica) {
  std::string text;
  for (const auto& [id, entry] : replica.entries) text += entry + "\n";
  return text;
}

}  // namespace wardlight::sim
