// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/search.h"

#include <algorithm>
#include <array>

#include "sync/hub/search_fields.h"
#include "sync/hub/search_question.h"
#include "sync/wire/numbers.h"
#include "sync/wire/plain_text.h"

namespace wardlight::hub {
namespace {

using json::Value;

constexpr std::size_t kIndexedAtOnce = 500;
constexpr std::array<std::string_view, 17> kReadable = {"QuestionnaireResponse",
                                                        "DeviceUseStatement",
                                                        "Task",
                                                        "Communication",
                                                        "Patient",
                                                        "Encounter",
                                                        "Location",
                                                        "Practitioner",
                                                        "PractitionerRole",
                                                        "AllergyIntolerance",
                                                        "Flag",
                                                        "Condition",
                                                        "Immunization",
                                                        "MedicationRequest",
                                                        "MedicationAdministration",
                                                        "Observation",
                                                        "CareTeam"};

std::string quoted(std::string_view text) { return json::write(Value(text)); }

// The resource's own bytes in an entry: a number keeps its digits.
std::string entry_of(const std::string& base, const storage::FeedRow& row, std::string_view more) {
  return "{\"fullUrl\":" + quoted(base + "/" + row.type + "/" + row.id) + ",\"resource\":" + to_string(row.bytes) +
         std::string(more) + "}";
}

std::string link_of(std::string_view relation, const std::string& url) {
  return "{\"relation\":" + quoted(relation) + ",\"url\":" + quoted(url) + "}";
}

std::string bundle_of(std::string_view type, const std::vector<std::string>& links, const std::vector<std::string>& entries,
                      std::string_view total) {
  const auto join = [](const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? "" : ",") + part;
    return text;
  };
  std::string text = "{\"resourceType\":\"Bundle\",\"type\":" + quoted(type) + std::string(total);
  if (!links.empty()) text += ",\"link\":[" + join(links) + "]";
  if (!entries.empty()) text += ",\"entry\":[" + join(entries) + "]";
  return text + "}";
}

constexpr std::string_view kMatch = ",\"search\":{\"mode\":\"match\"}";

Answer not_found() { return refusal(404, "not-found", "The hub has no such resource."); }

std::string etag_of(std::uint64_t version) { return "W/\"" + std::to_string(version) + "\""; }

}  // namespace

std::span<const std::string_view> readable_types() { return kReadable; }
bool is_readable(std::string_view type) { return std::find(kReadable.begin(), kReadable.end(), type) != kReadable.end(); }

Expected<void> SearchService::catch_up(std::uint64_t head, const Zone& zone) {
  while (true) {
    WL_TRY(const std::uint64_t after, m_storage.searchable_up_to());
    if (after >= head) return {};
    WL_TRY(const auto rows, m_storage.read_feed({after, head, kIndexedAtOnce}));
    std::vector<storage::SearchRow> found;
    for (const auto& row : rows) found.push_back(search_row_of(row, zone));
    WL_CHECK(m_storage.put_search_rows(after, rows.size() < kIndexedAtOnce ? head : rows.back().position, found));
  }
}

Expected<void> SearchService::catch_up_to(std::uint64_t head) {
  WL_TRY(const auto zone, Zone::find(m_zone));
  return catch_up(head, zone);
}

Answer SearchService::search(std::string_view type, std::string_view query) {
  const auto zone = Zone::find(m_zone);
  if (!zone) return storage_failure(zone.error());
  auto question = read_search_question(type, query, *zone);
  if (!question) return refusal(400, "invalid", question.error().text);
  if (!question->ids.empty()) return by_id(*question, query, *zone);
  const auto state = m_storage.state();
  if (!state) return storage_failure(state.error());
  auto& wish = question->wish;
  wish.up_to = state->head;
  if (const auto caught_up = catch_up(state->head, *zone); !caught_up) return storage_failure(caught_up.error());
  const std::size_t page = wish.limit;
  ++wish.limit;  // one more tells whether there is a next page
  const auto positions = m_storage.search(wish);
  if (!positions) return storage_failure(positions.error());
  std::vector<std::string> entries;
  storage::FeedRow last;
  for (std::size_t i = 0; i < std::min(page, positions->size()); ++i) {
    auto rows = m_storage.read_feed({(*positions)[i] - 1, (*positions)[i], 1});
    if (!rows) return storage_failure(rows.error());
    for (auto& row : *rows) {
      entries.push_back(entry_of(m_base, row, kMatch));
      last = std::move(row);
    }
  }
  const std::string url = m_base + "/" + std::string(type) + "?" + question->without_page;
  std::vector<std::string> links{
      link_of("self", m_base + "/" + std::string(type) + (query.empty() ? "" : "?") + std::string(query))};
  if (positions->size() > page)
    links.push_back(link_of("next", url + (question->without_page.empty() ? "" : "&") +
                                        write_page(storage::place_of(search_row_of(last, *zone), wish.order))));
  return {200, bundle_of("searchset", links, entries, {}), {}, {}, {}};
}

Answer SearchService::by_id(const SearchQuestion& question, std::string_view query, const Zone& zone) {
  const auto& type = question.wish.type;
  std::string_view ids = question.ids;
  std::vector<std::string> entries;
  while (!ids.empty()) {
    const auto id = ids.substr(0, ids.find(','));
    ids.remove_prefix(std::min(id.size() + 1, ids.size()));
    if (!wire::is_plain(id)) continue;
    const auto row = m_storage.find_resource(type, id);
    if (!row) return storage_failure(row.error());
    if (*row && fits(search_row_of(**row, zone), question.wish)) entries.push_back(entry_of(m_base, **row, kMatch));
  }
  const auto self = link_of("self", m_base + "/" + type + "?" + std::string(query));
  return {200, bundle_of("searchset", {self}, entries, ",\"total\":" + std::to_string(entries.size())), {}, {}, {}};
}

Answer SearchService::history(std::string_view type, std::string_view id) {
  const auto versions = m_storage.list_versions(type, id);
  if (!versions) return storage_failure(versions.error());
  if (versions->empty()) return not_found();
  std::vector<std::string> entries;
  for (const auto& row : *versions) {
    const std::string made = row.version == 1 ? "201 Created" : "200 OK";
    entries.push_back(entry_of(m_base, row,
                               ",\"request\":{\"method\":\"PUT\",\"url\":" + quoted(row.type + "/" + row.id) +
                                   "},\"response\":{\"status\":" + quoted(made) + ",\"etag\":" + quoted(etag_of(row.version)) +
                                   ",\"lastModified\":" + quoted(format_time(row.received_at, 0)) + "}"));
  }
  return {200, bundle_of("history", {}, entries, ",\"total\":" + std::to_string(entries.size())), {}, {}, {}};
}

Answer SearchService::version(std::string_view type, std::string_view id, std::string_view version) {
  const auto versions = m_storage.list_versions(type, id);
  if (!versions) return storage_failure(versions.error());
  const auto wanted = wire::to_number(version);
  for (const auto& row : *versions)
    if (wanted == row.version) return {200, to_string(row.bytes), etag_of(row.version), row.received_at, {}};
  return not_found();
}

}  // namespace wardlight::hub
