// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/reading.h"

#include "sync/hub/derive.h"
#include "sync/hub/units.h"
#include "sync/wire/url.h"

namespace wardlight::hub {
namespace {

constexpr std::size_t kMostCorrections = 1000;

Answer not_found() { return refusal(404, "not-found", "The hub has no such resource."); }

Answer with_version(std::string body, std::uint64_t version, Instant updated_at) {
  return {200, std::move(body), "W/\"" + std::to_string(version) + "\"", updated_at, {}};
}

std::pair<std::string_view, std::string_view> split_reference(std::string_view reference) {
  const auto slash = reference.find('/');
  if (slash == std::string_view::npos) return {};
  return {reference.substr(0, slash), reference.substr(slash + 1)};
}

std::string search_set(const std::vector<json::Value>& found) {
  auto entries = json::Value::array();
  for (const auto& resource : found) {
    auto entry = json::Value::object({{"fullUrl", json::Value("urn:uuid:" + std::string(resource.text_of("id")))}});
    entry.set("resource", resource);
    entry.set("search", json::Value::object({{"mode", json::Value("match")}}));
    entries.push(std::move(entry));
  }
  auto bundle = json::Value::object({{"resourceType", json::Value("Bundle")}, {"type", json::Value("searchset")}});
  bundle.set("total", static_cast<std::int64_t>(found.size()));
  if (!found.empty()) bundle.set("entry", std::move(entries));
  return json::write(bundle);
}

}  // namespace

Answer ReadingService::resource(std::string_view type, std::string_view id) {
  const auto row = m_storage.find_resource(type, id);
  if (!row) return storage_failure(row.error());
  if (!*row) return not_found();
  return with_version(to_string((*row)->bytes), (*row)->version, (*row)->received_at);
}

// Back to the first statement of the record, then forward to the last correction, whichever of them was asked for.
Expected<std::optional<ReadingService::Record>> ReadingService::find_record(std::string_view type, std::string_view id) {
  WL_TRY(auto row, m_storage.find_resource(type, id));
  if (!row) return std::optional<Record>();
  for (std::size_t i = 0; i < kMostCorrections; ++i) {
    WL_TRY(const auto value, json::parse(as_text(row->bytes)));
    const std::string earlier(superseded_id(value));
    if (earlier.empty()) break;
    WL_TRY(auto before, m_storage.find_resource(type, earlier));
    if (!before) break;
    row = std::move(before);
  }
  Record record{*row, *row, 1};
  for (; record.versions < kMostCorrections; ++record.versions) {
    WL_TRY(auto corrections, m_storage.list_corrections(record.newest.id));
    if (corrections.empty() || corrections.back().type != type) break;
    record.newest = std::move(corrections.back());
  }
  return std::optional(std::move(record));
}

Answer ReadingService::current(std::string_view type, std::string_view id) {
  const auto record = find_record(type, id);
  if (!record) return storage_failure(record.error());
  if (!*record) return not_found();
  const auto& newest = (*record)->newest;
  const auto value = json::parse(as_text(newest.bytes));
  if (!value) return storage_failure(value.error());
  const std::size_t versions = newest.kind == storage::EntryKind::Reference ? newest.version : (*record)->versions;
  return with_version(json::write(resolve_record(*value, (*record)->first.id, versions, newest.received_at)), versions,
      newest.received_at);
}

Answer ReadingService::search_current(std::string_view type, std::string_view query) {
  const bool observations = type == "Observation";
  if (!observations && type != "Provenance") return refusal(400, "not-supported",
      "Only current/Observation and current/Provenance can be searched.");
  const std::string target = wire::query_value(query, observations ? "derived-from" : "target");
  const auto [target_type, target_id] = split_reference(target);
  if (target_id.empty())
    return refusal(400, "required", observations ? "Say derived-from=QuestionnaireResponse/ID." : "Say target=TYPE/ID.");
  const auto row = m_storage.find_resource(target_type, target_id);
  if (!row) return storage_failure(row.error());
  if (!*row || !(*row)->envelope) return {200, search_set({}), {}, {}, {}};
  const auto value = json::parse(as_text((*row)->bytes));
  if (!value) return storage_failure(value.error());
  if (!observations) return {200, search_set({derive_provenance(*value, *(*row)->envelope, (*row)->received_at)}), {}, {}, {}};
  if (target_type != "QuestionnaireResponse") return {200, search_set({}), {}, {}, {}};
  return {200, search_set(derive_observations(*value, m_forms.find(value->text_of("questionnaire")))), {}, {}, {}};
}

}  // namespace wardlight::hub
