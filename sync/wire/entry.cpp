// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/entry.h"

#include <algorithm>

#include "sync/wire/numbers.h"
#include "sync/wire/plain_text.h"

namespace wardlight::wire {
namespace {

constexpr std::size_t kLongestId = 64;
constexpr std::uint64_t kLargestPositiveInt = 2'147'483'647;  // FHIR's

Error bad(std::string_view part) {
  return {ErrorCode::InvalidContent, "The unit's " + std::string(part) + " is missing or malformed.", std::string(kUnitUrl)};
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_id_letter(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

const json::Value* only_of(const json::Value& extensions, std::string_view url) {
  const json::Value* found = nullptr;
  for (const json::Value& extension : extensions.items()) {
    if (extension.text_of("url") != url) continue;
    if (found != nullptr) return nullptr;
    found = &extension;
  }
  return found;
}

class UnitParts {
 public:
  explicit UnitParts(const json::Value& extension) : m_parts(extension["extension"]) {}

  Expected<std::string> text(std::string_view name) const {
    const json::Value* part = only_of(m_parts, name);
    if (part == nullptr || !is_plain(part->text_of("valueString"))) return bad(name);
    return std::string(part->text_of("valueString"));
  }

  Expected<std::uint64_t> positive(std::string_view name) const {
    const json::Value* part = only_of(m_parts, name);
    if (part == nullptr || !(*part)["valuePositiveInt"].is_number()) return bad(name);
    const auto number = to_number((*part)["valuePositiveInt"].text());
    if (!number || *number == 0 || *number > kLargestPositiveInt) return bad(name);
    return *number;
  }

  template <class Array>
  Expected<Array> bytes(std::string_view name) const {
    const json::Value* part = only_of(m_parts, name);
    Array array{};
    if (part == nullptr) return bad(name);
    const auto decoded = crypto::from_base64(part->text_of("valueBase64Binary"));
    if (!decoded || decoded->size() != array.size()) return bad(name);
    std::copy(decoded->begin(), decoded->end(), array.begin());
    return array;
  }

 private:
  const json::Value& m_parts;
};

}  // namespace

const json::Value* find_extension(const json::Value& entry, std::string_view url) { return only_of(entry["extension"], url); }

Expected<store::UnitEnvelope> read_unit_extension(const json::Value& extension) {
  const UnitParts parts(extension);
  store::UnitEnvelope envelope;
  WL_TRY(envelope.device.value, parts.text("device"));
  WL_TRY(envelope.incarnation, parts.positive("incarnation"));
  WL_TRY(envelope.seq, parts.positive("seq"));
  WL_TRY(envelope.hash, parts.bytes<crypto::Hash>("hash"));
  WL_TRY(envelope.prev, parts.bytes<crypto::Hash>("prev"));
  WL_TRY(envelope.signer.value, parts.text("signer"));
  WL_TRY(envelope.signature, parts.bytes<crypto::Signature>("signature"));
  return envelope;
}

std::optional<std::uint64_t> read_position(const json::Value& entry) {
  const json::Value* extension = find_extension(entry, kPositionUrl);
  if (extension == nullptr || !(*extension)["valuePositiveInt"].is_number()) return std::nullopt;
  return to_number((*extension)["valuePositiveInt"].text());
}

std::string write_position(std::uint64_t position) {
  return R"({"url":"urn:wardlight:position","valuePositiveInt":)" + std::to_string(position) + "}";
}

std::string_view bytes_of(std::string_view text, const json::Value& value) {
  return text.substr(value.source_begin(), value.source_end() - value.source_begin());
}

Expected<ResourceName> read_resource_name(const json::Value& resource) {
  ResourceName name{std::string(resource.text_of("resourceType")), std::string(resource.text_of("id"))};
  if (name.type.empty() || name.type.size() > kLongestId || !std::all_of(name.type.begin(), name.type.end(), is_letter))
    return Error{ErrorCode::InvalidContent, "The entry's resource has no resourceType.", "resource"};
  if (name.id.empty() || name.id.size() > kLongestId || !std::all_of(name.id.begin(), name.id.end(), is_id_letter))
    return Error{ErrorCode::InvalidContent, "The entry's resource has no id, or one that FHIR does not allow.", "resource"};
  return name;
}

}  // namespace wardlight::wire
