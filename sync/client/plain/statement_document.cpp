// SPDX-License-Identifier: Apache-2.0
#include "sync/client/plain/statement_document.h"

#include "core/crypto/crypto.h"
#include "sync/wire/bundle.h"
#include "sync/wire/entry.h"

namespace wardlight::sync {
namespace {

using json::Value;

constexpr std::string_view kSystem = "urn:wardlight";
constexpr std::string_view kUriSystem = "urn:ietf:rfc:3986";

// The first of these members that is a Reference.
const Value* reference_of(const Value& resource, std::initializer_list<std::string_view> members) {
  for (const auto member : members)
    if (const auto* found = resource.find(member); found != nullptr && !found->text_of("reference").empty()) return found;
  return nullptr;
}

Value attachment(std::string_view bytes, const Value& resource) {
  return Value::object({{"contentType", Value("application/fhir+json")},
                        {"data", Value(crypto::to_base64(as_bytes(bytes)))},
                        {"title", Value(resource.text_of("resourceType"))}});
}

}  // namespace

std::string write_document(const store::UnitEnvelope& envelope, std::string_view bytes, const Value& resource) {
  const auto id = resource.text_of("id");
  const auto unit = json::parse(store::write_unit_extension(envelope));
  auto document = Value::object({{"resourceType", Value(kDocumentType)}, {"id", Value(id)}});
  if (unit) document.set("extension", Value::array({*unit}));
  document.set("masterIdentifier",
               Value::object({{"system", Value(kUriSystem)}, {"value", Value("urn:uuid:" + std::string(id))}}));
  document.set("status", "current");
  document.set(
      "type",
      Value::object({{"coding", Value::array({Value::object({{"system", Value(kSystem)}, {"code", Value("statement")}})})}}));
  if (const auto* subject = reference_of(resource, {"subject", "for", "patient"})) document.set("subject", *subject);
  document.set("author", Value::array({Value::object({{"reference", Value("Practitioner/" + envelope.signer.value)}})}));
  document.set("content", Value::array({Value::object({{"attachment", attachment(bytes, resource)}})}));
  if (const auto* encounter = reference_of(resource, {"encounter", "context"}))
    document.set("context", Value::object({{"encounter", Value::array({*encounter})}}));
  return json::write(document);
}

std::optional<CarriedStatement> read_document(const Value& document) {
  const auto* unit = wire::find_extension(document, wire::kUnitUrl);
  if (document.text_of("resourceType") != kDocumentType || unit == nullptr) return std::nullopt;
  auto envelope = wire::read_unit_extension(*unit);
  const auto bytes = crypto::from_base64(document["content"][std::size_t{0}]["attachment"].text_of("data"));
  if (!envelope || !bytes) return std::nullopt;
  CarriedStatement statement{*std::move(envelope), {}, {}, to_string(*bytes)};
  if (!wire::fits(statement.envelope, statement.bytes)) return std::nullopt;
  const auto resource = json::parse(statement.bytes);
  if (!resource) return std::nullopt;
  auto name = wire::read_resource_name(*resource);
  if (!name) return std::nullopt;
  statement.type = std::move(name->type);
  statement.id = std::move(name->id);
  return statement;
}

}  // namespace wardlight::sync
