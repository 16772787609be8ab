// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/bundle.h"

#include "core/base/uuid.h"
#include "sync/wire/entry.h"

namespace wardlight::wire {
namespace {

constexpr std::string_view kPushHead = R"({"resourceType":"Bundle","type":"batch","entry":[)";
constexpr std::string_view kPushTail = "]}";

Error bad(std::string_view what) { return {ErrorCode::InvalidContent, std::string(what), "entry"}; }

Expected<void> check_addresses(const json::Value& entry, const ResourceName& name) {
  if (!is_uuid(name.id)) return bad("The statement's id is not a UUID in lower case.");
  if (entry.text_of("fullUrl") != "urn:uuid:" + name.id) return bad("The entry's fullUrl does not name its resource.");
  const json::Value& request = entry["request"];
  if (request.text_of("method") != "PUT" || request.text_of("url") != name.type + "/" + name.id)
    return bad("The entry's request does not put its resource.");
  return {};
}

// Fills `unit` as far as it gets, so that whoever quarantines it knows what it was.
Expected<void> read_unit(std::string_view text, const json::Value& entry, PushedUnit& unit) {
  const json::Value* resource = entry.find("resource");
  if (resource == nullptr || !resource->is_object()) return bad("The entry has no resource.");
  unit.resource = resource;
  unit.bytes = bytes_of(text, *resource);
  WL_TRY(const ResourceName name, read_resource_name(*resource));
  unit.type = name.type;
  unit.id = name.id;
  const json::Value* extension = find_extension(entry, kUnitUrl);
  if (extension == nullptr) return bad("The entry does not say which unit it is.");
  WL_TRY(unit.envelope, read_unit_extension(*extension));
  WL_CHECK(check_addresses(entry, name));
  if (!fits(unit.envelope, unit.bytes)) return bad("The statement's bytes do not fit their hash.");
  return {};
}

PushedUnit to_unit(std::string_view text, const json::Value& entry) {
  PushedUnit unit;
  if (const auto read = read_unit(text, entry, unit); !read) unit.problem = read.error();
  return unit;
}

}  // namespace

std::size_t count_for_push(std::span<const std::string> entries) {
  std::size_t bytes = kPushHead.size() + kPushTail.size();
  std::size_t count = 0;
  while (count < entries.size() && count < kMostUnits) {
    bytes += entries[count].size() + 1;
    if (bytes > kMostPushBytes && count > 0) break;
    ++count;
  }
  return count;
}

std::string write_push(std::span<const std::string> entries) {
  std::size_t size = kPushHead.size() + kPushTail.size() + entries.size();
  for (const std::string& entry : entries) size += entry.size();
  std::string text;
  text.reserve(size);
  text += kPushHead;
  for (const std::string& entry : entries) {
    if (text.size() > kPushHead.size()) text += ',';
    text += entry;
  }
  text += kPushTail;
  return text;
}

Expected<Push> Push::read(std::string text) {
  auto source = std::make_unique<Source>();
  source->text = std::move(text);
  WL_TRY(source->root, json::parse(source->text));
  const json::Value& root = source->root;
  if (root.text_of("resourceType") != "Bundle" || root.text_of("type") != "batch")
    return Error{ErrorCode::InvalidContent, "A Bundle of type batch is expected here.", "Bundle"};
  const auto& entries = root["entry"].items();
  if (entries.size() > kMostUnits)
    return Error{ErrorCode::InvalidContent, "A push holds at most " + std::to_string(kMostUnits) + " units; send it in parts.",
                 "Bundle.entry"};
  Push push;
  push.m_units.reserve(entries.size());
  for (const json::Value& entry : entries) push.m_units.push_back(to_unit(source->text, entry));
  push.m_sources.push_back(std::move(source));
  return push;
}

Push Push::from_entries(std::vector<EntryText> entries) {
  Push push;
  push.m_units.reserve(entries.size());
  for (EntryText& entry : entries) {
    auto source = std::make_unique<Source>();
    source->text = std::move(entry.text);
    auto root = entry.problem ? Expected<json::Value>(*std::move(entry.problem)) : json::parse(source->text);
    if (root) {
      source->root = *std::move(root);
      push.m_units.push_back(to_unit(source->text, source->root));
    } else {
      PushedUnit& unit = push.m_units.emplace_back();
      unit.bytes = source->text;
      unit.problem = root.error();
    }
    push.m_sources.push_back(std::move(source));
  }
  return push;
}

bool fits(const store::UnitEnvelope& envelope, std::string_view bytes) {
  return crypto::sha256(as_bytes(bytes)) == envelope.hash;
}

bool signed_by(const store::UnitEnvelope& envelope, const crypto::SignPublicKey& signer) {
  return crypto::verify(signer, store::chain_value(envelope), envelope.signature);
}

}  // namespace wardlight::wire
