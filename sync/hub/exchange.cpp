// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/exchange.h"

#include <set>

#include "core/base/uuid.h"
#include "core/time/time.h"
#include "sync/census/fhir_resource.h"
#include "sync/hub/page_room.h"
#include "sync/hub/reconcile.h"
#include "sync/hub/search.h"
#include "sync/wire/bundle.h"
#include "sync/wire/numbers.h"
#include "sync/wire/plain_text.h"
#include "sync/wire/url.h"

namespace wardlight::hub {
namespace {

using json::Value;

constexpr std::size_t kMostEntries = 500;

std::string_view type_in(std::string_view path) {
  if (path.starts_with("current/")) path.remove_prefix(8);
  return path.substr(0, path.find('/'));
}

std::string_view id_in(std::string_view path) {
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

// W/"3" → 3
std::optional<std::uint64_t> version_in(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"') return std::nullopt;
  return wire::to_number(etag.substr(1, etag.size() - 2));
}

std::string etag_of(std::uint64_t version) { return "W/\"" + std::to_string(version) + "\""; }

Interaction interaction_of(const Value& entry) {
  const auto& request = entry["request"];
  std::string_view url = request.text_of("url");
  while (url.starts_with('/')) url.remove_prefix(1);
  const auto question = url.find('?');
  return {std::string(request.text_of("method")),
          std::string(url.substr(0, question)),
          question == std::string_view::npos ? std::string() : std::string(url.substr(question + 1)),
          std::string(request.text_of("ifMatch")),
          std::string(request.text_of("ifNoneMatch")),
          std::string(request.text_of("ifNoneExist"))};
}

std::string status_line(int status) {
  switch (status) {
    case 200: return "200 OK";
    case 201: return "201 Created";
    default: return std::to_string(status);
  }
}

// An entry of the answer; a body is the resource when all went well and the outcome when not.
Value entry_of(const Answer& answer) {
  auto response = Value::object({{"status", Value(status_line(answer.status))}});
  if (!answer.location.empty()) response.set("location", answer.location);
  if (!answer.etag.empty()) response.set("etag", answer.etag);
  if (answer.last_modified) response.set("lastModified", format_time(*answer.last_modified, 0));
  auto entry = Value::object();
  const auto body = answer.body.empty() ? Expected<Value>(Value()) : json::parse(answer.body);
  if (body && body->is_object()) {
    if (answer.status < 300) entry.set("resource", *body);
    else response.set("outcome", *body);
  }
  entry.set("response", std::move(response));
  return entry;
}

Answer bundle_answer(std::string_view type, std::vector<Value> entries) {
  auto bundle = Value::object({{"resourceType", Value("Bundle")}, {"type", Value(type)}});
  if (!entries.empty()) bundle.set("entry", Value::array(std::move(entries)));
  return {200, json::write(bundle), {}, {}, {}};
}

Answer not_allowed(std::string_view method) {
  return refusal(405, "not-supported",
                 "Systems GET, PUT and POST here; the hub does not take " + std::string(method) + " and never deletes.");
}

// If-None-Exist: identifier=SYSTEM|VALUE
census::Identifier identifier_in(std::string_view query) {
  const std::string token = wire::query_value(query, "identifier");
  const auto bar = token.find('|');
  return {bar == std::string::npos ? "" : token.substr(0, bar), bar == std::string::npos ? token : token.substr(bar + 1)};
}

std::string_view source_of(std::string_view text, const Value& value) {
  return text.substr(value.source_begin(), value.source_end() - value.source_begin());
}

}  // namespace

Answer Exchange::read(const Interaction& interaction, const Rights& rights) {
  if (!rights.may_read(type_in(interaction.path)))
    return refusal(403, "forbidden", "The access token's scope does not let this be read.");
  Answer answer = m_read(interaction.path, interaction.query);
  if (answer.status == 200 && !answer.etag.empty() && interaction.if_none_match == answer.etag)
    answer.status = 304, answer.body.clear();
  return answer;
}

Expected<std::optional<std::string>> Exchange::find_by_identifier(std::string_view type, const census::Identifier& identifier,
                                                                  bool& several) {
  WL_TRY(const auto ids, m_storage.find_references(type, identifier));
  several = ids.size() > 1;
  return ids.empty() ? std::nullopt : std::optional(ids.front());
}

Exchange::Judged Exchange::judge(const Interaction& interaction, std::string_view text, const Value& resource,
                                 const census::BundleNames& names, const Rights& rights) {
  const auto refused = [](int status, std::string_view code, std::string_view sentence) {
    return Refused{refusal(status, code, sentence)};
  };
  const std::string type(type_in(interaction.path));
  const std::string wanted(id_in(interaction.path));
  const bool creates = interaction.method == "POST";
  if (!is_readable(type))
    return refused(404, "not-found", "The hub has no resources of this type; GET metadata lists those it has.");
  if (!census::is_reference_type(type))
    return refused(422, "business-rule", "Clinical acts come signed from tablets; a system cannot write them.");
  if (!rights.may_write(type)) return refused(403, "forbidden", "The access token's scope does not let this be written.");
  if (creates != wanted.empty() || wanted.find('/') != std::string::npos)
    return refused(400, "invalid", "A resource is made by POST to its type and changed by PUT to its type and id.");
  if (resource.text_of("resourceType") != type)
    return refused(400, "invalid", "The resource is not of the type that the address names.");
  if (!creates && resource.text_of("id") != wanted)
    return refused(400, "invalid", "The resource's id is not the one that the address names.");
  std::optional<census::Identifier> only_without;
  if (creates && !interaction.if_none_exist.empty()) {
    if (!interaction.if_none_exist.starts_with("identifier=") || interaction.if_none_exist.find('&') != std::string::npos)
      return refused(400, "not-supported", "If-None-Exist takes identifier=SYSTEM|VALUE here and nothing else.");
    only_without = identifier_in(interaction.if_none_exist);
    if (!wire::is_plain(only_without->value)) return refused(400, "invalid", "If-None-Exist names no identifier that can be one.");
    bool several = false;
    const auto found = find_by_identifier(type, *only_without, several);
    if (!found) return Refused{storage_failure(found.error())};
    if (several) return refused(412, "multiple-matches", "More than one resource has this identifier.");
    if (*found) return Write{{type, **found, {}, {}, {}}, 0, true};
  }
  auto read = census::read_resource(text, resource, {}, names);
  if (!read) return refused(422, "invalid", read.error().text);
  if (read->bytes.size() > kLargestResource) return refused(413, "too-costly", kTooLarge);
  const auto current = m_storage.find_resource(type, read->id);
  if (!current) return Refused{storage_failure(current.error())};
  const bool known = *current && (*current)->kind == storage::EntryKind::Reference;
  Write write{{type, read->id, std::move(read->bytes), search_identifiers(resource), {}}, known ? (*current)->version : 0, false};
  if (creates || interaction.if_none_match == "*") write.reference.only_over = 0;
  write.reference.only_without = std::move(only_without);
  if (!interaction.if_match.empty()) {
    const auto version = version_in(interaction.if_match);
    if (!version) return refused(400, "invalid", "If-Match takes one ETag, as in W/\"3\".");
    write.reference.only_over = *version;
  }
  if (write.reference.only_over && *write.reference.only_over != write.version_before)
    return refused(412, "conflict", "Another version stands there; read it again first.");
  return write;
}

Answer Exchange::answer_for(const Write& write) const {
  const auto row = m_storage.find_resource(write.reference.type, write.reference.id);
  if (!row) return storage_failure(row.error());
  if (!*row) return refusal(404, "not-found", "The hub has no such resource.");
  Answer answer{!write.found && write.version_before == 0 ? 201 : 200, {}, etag_of((*row)->version), (*row)->received_at, {}};
  answer.location =
      m_base + "/" + write.reference.type + "/" + write.reference.id + "/_history/" + std::to_string((*row)->version);
  answer.body = to_string((*row)->bytes);
  return answer;
}

// Somebody else made it between the look and the write: theirs is the one.
Answer Exchange::store_found(Write write) {
  bool several = false;
  const auto found = find_by_identifier(write.reference.type, *write.reference.only_without, several);
  if (!found) return storage_failure(found.error());
  if (several || !*found) return refusal(412, "multiple-matches", "More than one resource has this identifier.");
  write.reference.id = **found;
  write.found = true;
  return answer_for(write);
}

Answer Exchange::store(Write write) {
  if (!write.found) {
    const auto written = m_storage.put_references(std::span(&write.reference, 1), m_clock.now());
    if (!written && written.error().where == "identifier") return store_found(std::move(write));
    if (!written && written.error().where == "version") return refusal(412, "conflict", written.error().text);
    if (!written) return storage_failure(written.error());
    [[maybe_unused]] const auto reconciled = reconcile_temporaries(m_storage, m_clock.now());
  }
  return answer_for(write);
}

Answer Exchange::one(const Interaction& interaction, const std::string& body, const Rights& rights) {
  if (interaction.method == "GET") return read(interaction, rights);
  if (interaction.method != "PUT" && interaction.method != "POST") return not_allowed(interaction.method);
  auto resource = json::parse(body);
  if (!resource || !resource->is_object()) return refusal(400, "structure", "The body is no FHIR JSON.");
  std::string text = body;
  if (interaction.method == "POST") {
    resource->set("id", make_uuid_v7(m_clock.now(), m_random));
    text = json::write(*resource);
    resource = json::parse(text);
    if (!resource) return refusal(400, "structure", "The body is no FHIR JSON.");
  }
  auto judged = judge(interaction, text, *resource, {}, rights);
  if (auto* refused = std::get_if<Refused>(&judged)) return std::move(refused->answer);
  return store(std::get<Write>(std::move(judged)));
}

Answer Exchange::bundle(const std::string& body, const Rights& rights) {
  const auto bundle = json::parse(body);
  if (!bundle || bundle->text_of("resourceType") != "Bundle") return refusal(400, "structure", "The body is no FHIR Bundle.");
  const auto type = bundle->text_of("type");
  const auto& entries = (*bundle)["entry"].items();
  if (entries.size() > kMostEntries) return refusal(413, "too-costly", "A Bundle holds at most 500 entries; send it in parts.");
  for (const auto& entry : entries)
    if (entry["request"].text_of("method").empty() || entry["request"].text_of("url").empty())
      return refusal(400, "required", "Every entry needs a request with its method and url.");
  if (type == "batch") return batch(body, *bundle, rights);
  if (type == "transaction") return transaction(body, *bundle, rights);
  return refusal(400, "invalid", "The hub takes Bundles of type batch and transaction here.");
}

Answer Exchange::batch(const std::string& text, const Value& bundle, const Rights& rights) {
  std::vector<Value> entries;
  for (const auto& entry : bundle["entry"].items())
    entries.push_back(entry_of(one(interaction_of(entry), std::string(source_of(text, entry["resource"])), rights)));
  return bundle_answer("batch-response", std::move(entries));
}

// What is created gets its id first, so that the others' references to it can be made plain.
Answer Exchange::transaction(const std::string& text, const Value& bundle, const Rights& rights) {
  const auto& entries = bundle["entry"].items();
  std::vector<std::string> texts(entries.size());
  std::vector<Value> resources(entries.size());
  census::BundleNames names;
  std::set<std::string> targets;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto interaction = interaction_of(entries[i]);
    if (interaction.method == "GET") continue;
    if (interaction.method != "PUT" && interaction.method != "POST") return not_allowed(interaction.method);
    Value resource = entries[i]["resource"];
    if (!resource.is_object()) return refusal(400, "required", "Entry " + std::to_string(i + 1) + " has no resource.");
    texts[i] = source_of(text, resource);
    if (interaction.method == "POST") {
      std::string id = make_uuid_v7(m_clock.now(), m_random);
      bool several = false;
      if (!interaction.if_none_exist.empty())
        if (const auto found = find_by_identifier(interaction.path, identifier_in(interaction.if_none_exist), several); found && *found)
          id = **found;
      resource.set("id", id);
      texts[i] = json::write(resource);
    }
    auto read = json::parse(texts[i]);
    if (!read) return refusal(400, "structure", "Entry " + std::to_string(i + 1) + " holds no FHIR JSON.");
    resources[i] = *std::move(read);
    names.add(entries[i].text_of("fullUrl"), resources[i]);
    const std::string target = std::string(resources[i].text_of("resourceType")) + "/" + std::string(resources[i].text_of("id"));
    if (!targets.insert(target).second)
      return refusal(400, "invalid",
                     "A transaction names each resource once; entry " + std::to_string(i + 1) + " is a second one.");
  }
  std::vector<std::optional<Write>> writes(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (resources[i].is_null()) continue;
    auto judged = judge(interaction_of(entries[i]), texts[i], resources[i], names, rights);
    if (auto* refused = std::get_if<Refused>(&judged)) {
      const auto why = json::parse(refused->answer.body);
      const auto& issue = (*why)["issue"][std::size_t{0}];
      return refusal(refused->answer.status, issue.text_of("code"),
                     "Entry " + std::to_string(i + 1) + ": " + wire::read_outcome(refused->answer.body));
    }
    writes[i] = std::get<Write>(std::move(judged));
  }
  return commit(bundle, writes, rights);
}

Answer Exchange::commit(const Value& bundle, std::vector<std::optional<Write>>& writes, const Rights& rights) {
  std::vector<storage::NewReference> references;
  for (const auto& write : writes)
    if (write && !write->found) references.push_back(write->reference);
  if (!references.empty()) {
    const auto written = m_storage.put_references(references, m_clock.now());
    if (!written && (written.error().where == "version" || written.error().where == "identifier"))
      return refusal(412, "conflict", written.error().text);
    if (!written) return storage_failure(written.error());
    [[maybe_unused]] const auto reconciled = reconcile_temporaries(m_storage, m_clock.now());
  }
  std::vector<Value> entries;
  for (std::size_t i = 0; i < writes.size(); ++i)
    entries.push_back(entry_of(writes[i] ? answer_for(*writes[i]) : read(interaction_of(bundle["entry"][i]), rights)));
  return bundle_answer("transaction-response", std::move(entries));
}

}  // namespace wardlight::hub
