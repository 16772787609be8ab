// SPDX-License-Identifier: Apache-2.0
#include "sync/client/plain/plain_feed.h"

#include <algorithm>
#include <array>

#include "core/time/time.h"
#include "sync/client/plain/statement_document.h"
#include "sync/wire/entry.h"
#include "sync/wire/numbers.h"
#include "sync/wire/url.h"

namespace wardlight::sync {
namespace {

using json::Value;

constexpr std::array<std::string_view, 13> kHospitalTypes = {"Location",
                                                             "Practitioner",
                                                             "PractitionerRole",
                                                             "Patient",
                                                             "Encounter",
                                                             "AllergyIntolerance",
                                                             "Flag",
                                                             "Condition",
                                                             "Immunization",
                                                             "MedicationRequest",
                                                             "MedicationAdministration",
                                                             "Observation",
                                                             "CareTeam"};
constexpr std::string_view kTemporary = "temporary";

bool is_temporary(const Value& resource) {
  const auto& tags = resource["meta"]["tag"].items();
  return std::any_of(tags.begin(), tags.end(), [](const Value& tag) { return tag.text_of("code") == kTemporary; });
}

Instant instant_of(const Value& number) {
  return {static_cast<std::int64_t>(wire::to_number(number.text()).value_or(0))};
}

std::string key_of(const Value& resource) {
  return std::string(resource.text_of("resourceType")) + "/" + std::string(resource.text_of("id")) + "/" +
         std::string(resource["meta"].text_of("versionId"));
}

}  // namespace

std::vector<PlainKind> all_plain_kinds() {
  std::vector<PlainKind> kinds;
  for (const auto type : kHospitalTypes) kinds.push_back({std::string(type)});
  kinds.push_back({std::string(kDocumentType), std::string(kDocumentFilter)});
  return kinds;
}

std::optional<PlainItem> read_plain_item(std::string_view body, const Value& resource) {
  const Instant updated_at = last_updated_of(resource).value_or(Instant{});
  if (resource.text_of("resourceType") == kDocumentType) {
    auto statement = read_document(resource);
    if (!statement) return std::nullopt;
    return PlainItem{std::move(statement->type), std::move(statement->id), std::move(statement->bytes),
                     std::move(statement->envelope), updated_at};
  }
  const auto name = wire::read_resource_name(resource);
  if (!name || is_temporary(resource)) return std::nullopt;
  return PlainItem{name->type, name->id, std::string(wire::bytes_of(body, resource)), std::nullopt, updated_at};
}

std::string PlainFeed::write(const Place& place) {
  auto from = Value::object();
  for (const auto& [type, time] : place.from) from.set(type, time.milliseconds);
  auto value = Value::object({{"from", std::move(from)}, {"turn", Value(place.turn)}});
  value.set("kind", static_cast<std::uint64_t>(place.kind))
      .set("bound", place.bound.milliseconds)
      .set("began", place.began.milliseconds);
  if (!place.link.empty()) value.set("link", place.link);
  return wire::to_base64_url(as_bytes(json::write(value)));
}

PlainFeed::Place PlainFeed::read(const std::string& cursor) const {
  Place place;
  place.kind = m_options.kinds.size();
  const auto bytes = wire::from_base64_url(cursor);
  const auto value = bytes ? json::parse(as_text(*bytes)) : Expected<Value>(Value());
  if (!value) return place;
  for (const auto& member : (*value)["from"].members()) place.from[member.name] = instant_of(member.value);
  place.turn = wire::to_number((*value)["turn"].text()).value_or(0);
  place.kind = std::min<std::size_t>(wire::to_number((*value)["kind"].text()).value_or(place.kind), place.kind);
  place.bound = instant_of((*value)["bound"]);
  place.began = instant_of((*value)["began"]);
  place.link = value->text_of("link");
  return place;
}

void PlainFeed::begin_kind(Place& place, std::size_t kind) const {
  place.kind = kind;
  place.link.clear();
  place.began = server_now();
  if (kind < m_options.kinds.size()) place.bound = place.from[m_options.kinds[kind].type];
}

std::string PlainFeed::path_of(const Place& place) const {
  if (!place.link.empty()) return place.link;
  const auto& kind = m_options.kinds[place.kind];
  std::string path = kind.type + "?_sort=_lastUpdated&_count=" + std::to_string(m_options.page);
  if (!kind.filter.empty()) path += "&" + kind.filter;
  if (place.bound.milliseconds > 0) path += "&_lastUpdated=ge" + format_time(place.bound, 0);
  return path;
}

Expected<bool> PlainFeed::walk(Place& place, std::vector<PlainItem>& items) {
  WL_TRY(const auto answer, m_server.get(path_of(place)));
  if (place.link.empty() && answer.knows_no_such_type()) return false;  // and so has none of it
  if (!answer.ok() || answer.root.text_of("type") != "searchset")
    return Error{ErrorCode::Offline,
                 "The server did not answer a search (status " + std::to_string(answer.status) + "); it is asked again.",
                 "server"};
  Instant last = place.bound;
  for (const auto& entry : answer.root["entry"].items()) {
    const auto& resource = entry["resource"];
    if (entry["search"].text_of("mode") == "outcome" || resource.text_of("resourceType") != m_options.kinds[place.kind].type)
      continue;
    const Instant updated_at = last_updated_of(resource).value_or(last);
    last = std::max(last, updated_at);
    const auto key = key_of(resource);
    if (m_met.contains(key) || !m_given.emplace(key, updated_at).second) continue;
    if (auto item = read_plain_item(answer.body, resource)) items.push_back(*std::move(item));
  }
  const auto link = next_link_of(answer.root);
  if (link.empty()) return false;
  // By time where time moves on: the server's own pages shift when somebody changes a resource while they are read.
  place.link.clear();
  if (last > place.bound) place.bound = last;
  else {
    WL_TRY(place.link, m_server.path_of(link));
  }
  return true;
}

void PlainFeed::forget_old(const Place& place) {
  Instant oldest = server_now();
  for (const auto& kind : m_options.kinds) {
    const auto from = place.from.find(kind.type);
    oldest = std::min(oldest, from == place.from.end() ? Instant{} : from->second);
  }
  std::erase_if(m_met, [&](const auto& met) { return met.second < oldest; });
}

Expected<PlainPage> PlainFeed::ask(const std::string& cursor) {
  if (!m_given_cursor.empty() && cursor == m_given_cursor) m_met.merge(m_given);
  else if (cursor.empty()) m_met.clear();
  m_given.clear();
  Place place = read(cursor);
  const bool from_idle = place.kind >= m_options.kinds.size();
  if (from_idle) begin_kind(place, 0);
  PlainPage page;
  bool moved = false;
  while (place.kind < m_options.kinds.size() && page.items.empty()) {
    const auto goes_on = walk(place, page.items);
    if (!goes_on && !moved) return goes_on.error();
    if (!goes_on) break;  // a bad network still gets through the kinds: the next question begins where this one ended
    moved = true;
    if (*goes_on) continue;
    auto& from = place.from[m_options.kinds[place.kind].type];
    from = std::max(from, place.began - m_options.window);
    begin_kind(place, place.kind + 1);
  }
  const bool ended = place.kind >= m_options.kinds.size();
  if (ended) forget_old(place);
  const bool news = !page.items.empty() || !ended || !from_idle || cursor.empty();
  if (news) ++place.turn;
  page.next = news ? write(place) : cursor;
  m_given_cursor = page.next;
  return page;
}

}  // namespace wardlight::sync
