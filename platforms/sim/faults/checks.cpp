// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/checks.h"

#include <algorithm>

#include "sync/hub/page_room.h"
#include "sync/hub/scope.h"
#include "sync/wire/bundle.h"
#include "sync/wire/cursor.h"
#include "sync/wire/digests.h"
#include "sync/wire/feed.h"

namespace wardlight::sim {
namespace {

constexpr std::size_t kAll = std::size_t{1} << 20;
constexpr std::size_t kMostBytes = std::size_t{8} << 20;

Violation violation(std::string invariant, std::string text) { return {std::move(invariant), std::move(text)}; }

Found compare(const Truth& truth, const std::string& id, const crypto::Hash& hash) {
  const auto deed = truth.deeds.find(id);
  if (deed == truth.deeds.end()) return violation("S4", "a statement that nobody made is in the feed: " + id);
  if (deed->second.hash != hash) return violation("S4", "the bytes of statement " + id + " changed");
  return {};
}

Found look_at_new(Truth& truth, const FeedFact& fact) {
  for (const auto& other : truth.feed)
    if (other.hash == fact.hash) return violation("S3", "statement " + other.id + " is in the feed twice");
  if (auto found = compare(truth, fact.id, fact.hash)) return found;
  for (const auto& other : truth.feed)
    if (other.device == fact.device && other.unit == fact.unit)
      return violation(
          "S15", "two units of " + fact.device.value + " stand at place " + std::to_string(fact.unit.seq) + " of one chain");
  truth.keep(fact);
  return {};
}

FeedFact fact_of(const storage::FeedRow& row) {
  return {row.position, row.id, row.envelope->hash, row.envelope->device, {row.envelope->incarnation, row.envelope->seq}};
}

Found look_at_push(Truth& truth, const wire::HubAnswer& answer, const transport::HttpRequest& request) {
  const auto body = wire::read_body(request.headers, request.body);
  if (!body) return {};
  const auto push = wire::Push::read(*body);
  if (!push) return violation("S18", "the hub answered a push that it cannot have read");
  const auto answers = wire::read_push_answer(answer.body, push->units().size());
  if (!answers) return violation("S3", "the hub's answer does not fit the push");
  for (std::size_t i = 0; i < answers->size(); ++i) {
    const auto& unit = push->units()[i];
    const auto& said = (*answers)[i];
    const bool held = truth.holds(unit.id, unit.envelope.hash);
    if (said.status == wire::UnitStatus::New || said.status == wire::UnitStatus::Known) {
      if (!held) return violation("S1", "the hub took statement " + unit.id + " and does not have it");
      if (truth.feed[truth.place_of[unit.id]].position != said.position)
        return violation("S3", "statement " + unit.id + " stands at another position than the hub said");
      truth.promised[unit.id] = said.position;
      continue;
    }
    if (held) return violation("S13", "the hub has statement " + unit.id + " and calls it refused");
    const auto deed = truth.deeds.find(unit.id);
    if (said.status == wire::UnitStatus::Refused && (deed == truth.deeds.end() || !deed->second.poison))
      return violation("S12", "statement " + unit.id + " was refused, and nothing is wrong with it: " + said.reason);
    if (said.status == wire::UnitStatus::Conflict && !truth.copied.contains(unit.envelope.device))
      return violation("S15", "statement " + unit.id + " is called a fork, and its tablet was never copied");
  }
  return {};
}

Found look_at_page(const Truth& truth, const wire::HubAnswer& answer) {
  const auto page = wire::FeedPage::read(answer.body);
  if (!page) return violation("S4", "the hub served a page that cannot be believed: " + page.error().text);
  if (page->entries().size() > static_cast<std::size_t>(wire::kPageUnits))
    return violation("S18", "a page holds more than a page");
  std::size_t bytes = 0;
  for (const auto& entry : page->entries()) bytes += entry.bytes.size();
  if (bytes > hub::kPageBytes && page->entries().size() > 1) return violation("S18", "a page is larger than a page");
  for (const auto& entry : page->entries()) {
    if (!entry.envelope) continue;
    const auto place = truth.place_of.find(entry.id);
    if (place == truth.place_of.end()) return violation("S8", "statement " + entry.id + " was served and is not in the feed");
    const auto& fact = truth.feed[place->second];
    if (fact.position != entry.position)
      return violation("S8", "position " + std::to_string(entry.position) + " was served for another statement");
    if (fact.hash != entry.envelope->hash) return violation("S4", "other bytes were served than were taken");
  }
  return {};
}

bool is_push(const transport::HttpRequest& request) { return request.method == "POST" && request.target == "/fhir"; }
bool is_page(const transport::HttpRequest& request) { return request.target.starts_with("/fhir/_history"); }
bool is_repair(const transport::HttpRequest& request) { return request.target == "/fhir/$repair"; }

using Holdings = std::map<std::string, crypto::Hash>;

std::optional<Holdings> statements_of(store::Store& store) {
  const auto page = store.list_statements(0, kAll);
  if (!page) return std::nullopt;
  Holdings all;
  for (const auto& statement : page->statements) all[statement.id.value] = crypto::sha256(as_bytes(statement.bytes));
  return all;
}

// S5: whatever the cursor says was read is here.
Found look_at_cursor(const Truth& truth, TabletMachine& tablet, const crypto::Secret& key, const Holdings& here) {
  const auto state = tablet.store().sync_state();
  if (!state || state->cursor.empty()) return {};
  const auto cursor = wire::read_cursor(state->cursor, key);
  if (cursor && cursor->scope.starts_with("wards-"))
    return {};  // what comes into a ward is fetched a moment after: see look_at_end
  if (!cursor || cursor->epoch != truth.epoch || !cursor->place.empty()) return {};
  for (const auto& fact : truth.feed)
    if (fact.position <= cursor->position && !here.contains(fact.id) && !truth.lapsed.contains({tablet.number(), fact.id}))
      return violation("S5", "tablet " + std::to_string(tablet.number()) + " has read up to " + std::to_string(cursor->position) +
                                 " and lacks position " + std::to_string(fact.position));
  return {};
}

// S6: of a page that was on its way, all or nothing.
Found look_at_arrival(const Before& before, const Holdings& here) {
  std::size_t there = 0;
  std::size_t fresh = 0;
  for (const auto& id : before.arriving) {
    if (before.held.contains(id)) continue;
    ++fresh;
    there += here.contains(id) ? 1 : 0;
  }
  if (there == 0 || there == fresh) return {};
  return violation(
      "S6", std::to_string(there) + " of " + std::to_string(fresh) + " statements of one page are here after the power cut");
}

Found look_at_outbox(const Truth& truth, TabletMachine& tablet) {
  const auto rows = tablet.store().list_outbox({}, kAll);
  if (!rows) return {};
  for (const auto& row : *rows)
    if (row.state == store::OutboxState::Released && !truth.is_backed_up(row.statement.id.value))
      return violation("S2", "tablet " + std::to_string(tablet.number()) + " let statement " + row.statement.id.value +
                                 " go, which no backup holds");
  return {};
}

bool may_see(const hub::Scope& scope, const PatientNow& patient) {
  return scope.is_whole() || scope.wards.contains(ward_of(patient.bed));
}

// L2 and S14: everything that it may see, and nothing else but what was made on it.
Found look_at_holdings(const Truth& truth, TabletMachine& tablet, const hub::Scope& scope) {
  const auto here = statements_of(tablet.store());
  const std::string name = "tablet " + std::to_string(tablet.number());
  if (!here) return violation("L2", name + " cannot be read");
  for (const auto& fact : truth.feed) {
    const bool visible = may_see(scope, truth.patients.at(truth.deeds.at(fact.id).patient));
    if (visible && !here->contains(fact.id)) return violation("L2", name + " never heard of " + fact.id);
    if (!visible && here->contains(fact.id) && fact.device != tablet.identity().device)
      return violation("S14", name + " holds " + fact.id + ", which is outside " + scope.version);
  }
  return {};
}

Found look_at_people(const Truth& truth, TabletMachine& tablet, const hub::Scope& scope) {
  for (const auto& [id, patient] : truth.patients) {
    if (!may_see(scope, patient)) continue;
    const auto known = tablet.store().resolve(PatientId{id});
    std::string expected = id;
    for (auto at = truth.patients.find(id); !at->second.merged_into.empty(); at = truth.patients.find(expected))
      expected = at->second.merged_into;
    if (!known || known->value != expected)
      return violation("S10", "patient " + id + " is not known as " + expected + " on a tablet");
  }
  return {};
}

}  // namespace

Found look_at_answer(Truth& truth, const transport::HttpRequest& request, const transport::HttpResponse& response) {
  if (response.body.size() > kMostBytes) return violation("S18", "an answer of more than 8 MB");
  const auto answer = wire::read_answer(response.headers, response.body);
  if (!answer) return violation("S18", "the hub sent what no tablet believes");
  if (response.status != 200) return {};
  if (is_push(request)) return look_at_push(truth, *answer, request);
  if (is_page(request)) return look_at_page(truth, *answer);
  return {};
}

Found look_at_feed(Truth& truth, HubMachine& hub) {
  const auto state = hub.storage().state();
  if (!state) return {};
  if (state->epoch == truth.epoch && state->head < truth.head) return violation("S8", "the head went back within an epoch");
  truth.epoch = state->epoch;
  if (state->head == truth.head) return {};
  const auto rows = hub.storage().read_statements({truth.head, state->head, kAll});
  if (!rows) return {};
  truth.head = state->head;
  for (const auto& row : *rows)
    if (auto found = look_at_new(truth, fact_of(row))) return found;
  return {};
}

Found look_at_restart(Truth& truth, HubMachine& hub) {
  const auto state = hub.storage().state();
  if (!state) return {};
  const auto rows = hub.storage().read_statements({0, state->head, kAll});
  if (!rows) return {};
  if (state->epoch == truth.epoch && state->head < truth.head)
    return violation("S8", "the hub lost positions and kept its epoch");
  if (!truth.lost_epoch.empty() && state->epoch == truth.lost_epoch)
    return violation("S8", "the hub was put back and kept its epoch");
  for (std::size_t i = 0; i < truth.feed.size(); ++i) {
    if (i < rows->size() && (*rows)[i].position == truth.feed[i].position && (*rows)[i].id == truth.feed[i].id) continue;
    const bool promised = truth.promised.contains(truth.feed[i].id);
    return violation(promised ? "S16" : "S7",
                     "position " + std::to_string(truth.feed[i].position) + " is gone after a restart of the hub");
  }
  truth.epoch = state->epoch;
  for (std::size_t i = truth.feed.size(); i < rows->size(); ++i)
    if (auto found = look_at_new(truth, fact_of((*rows)[i]))) return found;
  truth.head = std::max(truth.head, state->head);
  return {};
}

Found look_at_tablet(const Truth& truth, TabletMachine& tablet, const crypto::Secret& cursor_key, const Before* before) {
  const auto read = statements_of(tablet.store());
  if (!read) return {};
  const Holdings& here = *read;
  for (const auto& [id, hash] : here)
    if (auto found = compare(truth, id, hash)) return found;
  for (const auto& [id, deed] : truth.deeds) {
    if (!deed.saved || deed.destroyed || deed.tablet != tablet.number() || here.contains(id)) continue;
    if (tablet.journal().contains(deed.unit) || truth.is_backed_up(id)) continue;
    return violation("S1",
                     "statement " + id + " was saved on tablet " + std::to_string(tablet.number()) + " and is nowhere safe");
  }
  if (auto found = look_at_cursor(truth, tablet, cursor_key, here)) return found;
  if (auto found = look_at_outbox(truth, tablet)) return found;
  if (before == nullptr) return {};
  return look_at_arrival(*before, here);
}

Found look_at_end(const Truth& truth, HubMachine& hub, const std::vector<TabletMachine*>& tablets) {
  const auto quarantine = hub.storage().list_quarantine();
  if (!quarantine) return violation("L1", "the hub does not answer after all faults are over");
  std::set<std::string> aside;
  for (const auto& row : *quarantine)
    if (truth.deeds.contains(row.id) && truth.deeds.at(row.id).hash == crypto::sha256(row.bytes)) aside.insert(row.id);
  for (const auto& [id, deed] : truth.deeds) {
    if (!deed.saved || deed.destroyed || truth.holds(id, deed.hash)) continue;
    if (!aside.contains(id)) return violation("S1", "statement " + id + " of tablet " + std::to_string(deed.tablet) + " is lost");
    if (!deed.poison && !truth.copied.contains(deed.device))
      return violation("S12", "statement " + id + " was set aside for nothing");
  }
  const auto devices = hub.storage().list_devices();
  for (const auto& device : devices.value_or({}))
    for (const auto& [id, deed] : truth.deeds)
      if (deed.device == device.id && aside.contains(id) && !deed.poison && device.flag.empty())
        return violation("S4", "a fork of " + device.id.value + " is hidden");
  hub::ScopeService scopes(hub.storage(), hub.clock());
  for (auto* tablet : tablets) {
    const auto scope = scopes.scope_of(tablet->identity().device);
    if (!scope) return violation("L1", "the hub does not answer after all faults are over");
    if (auto found = look_at_holdings(truth, *tablet, *scope)) return found;
    if (auto found = look_at_people(truth, *tablet, *scope)) return found;
  }
  return {};
}

std::optional<std::set<std::string>> ids_of(store::Store& store) {
  const auto all = statements_of(store);
  if (!all) return std::nullopt;
  std::set<std::string> ids;
  for (const auto& [id, hash] : *all) ids.insert(id);
  return ids;
}

std::set<std::string> ids_in_answer(const transport::HttpRequest& request, const transport::HttpResponse& response) {
  std::set<std::string> ids;
  if (!is_page(request) && !is_repair(request)) return ids;
  const auto answer = wire::read_answer(response.headers, response.body);
  if (!answer || response.status != 200) return ids;
  const auto repair = is_repair(request) ? wire::read_repair_answer(answer->body) : wire::RepairAnswer{{}, answer->body};
  const auto page = repair ? wire::FeedPage::read(repair->page) : Expected<wire::FeedPage>(repair.error());
  if (!page) return ids;
  for (const auto& entry : page->entries())
    if (entry.envelope) ids.insert(entry.id);
  return ids;
}

}  // namespace wardlight::sim
