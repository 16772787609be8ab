// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/statement_parts.h"

#include "core/base/uuid.h"

namespace wardlight::workflows {
namespace {

json::Value extension(std::string_view name, std::string_view type, json::Value value) {
  json::Value made;
  made.set("url", "urn:wardlight:" + std::string(name));
  made.set("value" + std::string(type), std::move(value));
  return made;
}

std::optional<Instant> time_in(const json::Value& resource, std::initializer_list<std::string_view> members) {
  for (const std::string_view member : members)
    if (const auto time = parse_time(resource.text_of(member))) return time->instant;
  return std::nullopt;
}

std::optional<Instant> recorded_in(const json::Value& resource) {
  const json::Value* recorded = find_extension(resource, "recorded");
  return recorded == nullptr ? std::nullopt : time_in(*recorded, {"valueDateTime"});
}

}  // namespace

void add_extension(json::Value& resource, std::string_view name, std::string_view type, json::Value value) {
  json::Value extensions = resource["extension"];
  extensions.push(extension(name, type, std::move(value)));
  resource.set("extension", std::move(extensions));
}

const json::Value* find_extension(const json::Value& resource, std::string_view name) {
  for (const json::Value& one : resource["extension"].items())
    if (one.text_of("url") == "urn:wardlight:" + std::string(name)) return &one;
  return nullptr;
}

void tag(json::Value& resource, std::string_view code) {
  const json::Value one = json::Value().set("system", "urn:wardlight:codes:tag").set("code", code);
  resource.set("meta", json::Value().set("tag", json::Value::array({one})));
}

std::string id_in(const json::Value& reference) {
  const std::string_view text = reference.text_of("reference");
  return std::string(text.substr(text.rfind('/') + 1));
}

StatementId new_statement_id(const Ward& ward) { return {make_uuid_v7(ward.clock.now(), ward.random)}; }

std::string clock_text(const Ward& ward) {
  const std::string own = ward.clock.boot_id() + "/" + std::to_string(ward.clock.monotonic_milliseconds());
  return ward.hub_clock_offset ? own + "/" + std::to_string(ward.hub_clock_offset->milliseconds) : own;
}

json::Value reference_to(std::string_view type, std::string_view id) {
  return json::Value().set("reference", std::string(type) + "/" + std::string(id));
}

json::Value coding(std::string_view system, std::string_view code) {
  json::Value one;
  one.set("system", system).set("code", code);
  return json::Value().set("coding", json::Value::array({one}));
}

json::Value begin_statement(const Ward& ward, const StatementHead& head) {
  json::Value extensions = json::Value::array();
  extensions.push(extension("recorded", "DateTime", ward.zone.format(head.recorded_at)));
  extensions.push(extension("clock", "String", clock_text(ward)));
  extensions.push(extension("role", "String", std::string(to_code(ward.session.person().role))));
  if (!head.pack.empty()) extensions.push(extension("pack", "String", head.pack));
  if (head.supersedes) extensions.push(extension("supersedes", "Reference", reference_to(head.type, head.supersedes->value)));
  if (!head.reason.empty()) extensions.push(extension("reason", "String", head.reason));
  json::Value resource;
  resource.set("resourceType", head.type).set("id", head.id.value).set("extension", std::move(extensions));
  return resource;
}

std::string reason_in(const json::Value& resource) {
  const json::Value* reason = find_extension(resource, "reason");
  return reason == nullptr ? std::string() : std::string(reason->text_of("valueString"));
}

Expected<std::optional<Saved>> find_saved(const Ward& ward, const StatementId& id) {
  WL_TRY(auto stored, ward.store.find_statement(id));
  if (!stored) {
    WL_TRY(stored, ward.store.find_incident(id));
  }
  if (!stored) return std::optional<Saved>();
  WL_TRY(const json::Value resource, json::parse(stored->bytes));
  Saved saved;
  saved.id = id;
  saved.recorded_at = recorded_in(resource).value_or(Instant{});
  saved.occurred_at = time_in(resource, {"authored", "authoredOn", "sent", "date"}).value_or(saved.recorded_at);
  saved.charting = care::judge_charting_time(ward.content.rounding, saved.occurred_at, saved.recorded_at);
  return std::optional<Saved>(saved);
}

Expected<store::Receipt> save_statements(const Ward& ward, const std::vector<NamedResource>& statements,
                                         std::optional<store::DraftKey> finishes) {
  store::SaveRequest request;
  for (const NamedResource& one : statements) {
    const std::string type(one.resource.text_of("resourceType"));
    request.statements.push_back({one.id, type, json::write(one.resource), one.urgency});
    request.audit.push_back(audit_line(ward, audit::Act::StatementSaved, type + "/" + one.id.value, ""));
  }
  request.signer = ward.session.person().practitioner;
  request.sign = [&ward](const crypto::Hash& chain_value) { return ward.session.sign(chain_value); };
  request.finishes = std::move(finishes);
  return ward.store.save(request);
}

Bytes audit_line(const Ward& ward, audit::Act act, const std::string& subject, const std::string& detail) {
  return audit::write_entry(
      {ward.clock.now(), ward.store.device(), ward.session.person().practitioner, act, subject, detail});
}

Expected<void> require(const Ward& ward, access::Action action) {
  auto allowed = ward.session.require(action);
  if (!allowed && allowed.error().code == ErrorCode::NotAllowed)
    WL_CHECK(ward.store.append_audit({audit_line(ward, audit::Act::Refused, "", std::string(to_code(action)))}));
  return allowed;
}

Expected<store::CensusEntry> get_stay(const Ward& ward, const EncounterId& encounter) {
  WL_TRY(auto stay, ward.store.find_census(encounter));
  if (!stay)
    return Error{ErrorCode::NotFound, "This patient is not on this tablet any more; look for the patient on the list.",
                 "encounter"};
  return *std::move(stay);
}

bool has_left(const store::CensusEntry& stay, Instant now) {
  return stay.status == "finished" || stay.status == "cancelled" || stay.status == "entered-in-error" ||
         (stay.departed && *stay.departed <= now);
}

}  // namespace wardlight::workflows
