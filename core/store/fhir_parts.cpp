// SPDX-License-Identifier: Apache-2.0
#include "core/store/fhir_parts.h"

#include "core/time/time.h"

namespace wardlight::store {

std::string id_of_reference_text(std::string_view reference, std::string_view type) {
  if (const auto history = reference.find("/_history/"); history != std::string_view::npos) reference = reference.substr(0, history);
  const auto slash = reference.rfind('/');
  if (slash == std::string_view::npos || slash + 1 == reference.size()) return {};
  const auto before = reference.substr(0, slash);
  if (!before.ends_with(type)) return {};
  if (before.size() > type.size() && before[before.size() - type.size() - 1] != '/') return {};
  return std::string(reference.substr(slash + 1));
}

std::string id_of_reference(const json::Value& reference, std::string_view type) {
  return id_of_reference_text(reference.text_of("reference"), type);
}

std::optional<Instant> time_of(std::string_view date_time) {
  if (auto time = parse_time(date_time)) return time->instant;
  if (const auto date = parse_date(date_time)) {
    if (auto midnight = parse_time(format_date(*date) + "T00:00:00Z")) return midnight->instant;
  }
  return std::nullopt;
}

std::string_view first_code(const json::Value& codeable_concept) {
  return codeable_concept["coding"][std::size_t{0}].text_of("code");
}

bool has_code(const json::Value& codeable_concepts, std::string_view code) {
  for (const auto& concept_item : codeable_concepts.items())
    if (has_code(concept_item, code)) return true;
  for (const auto& coding : codeable_concepts["coding"].items())
    if (coding.text_of("code") == code) return true;
  return false;
}

std::string shown_text(const json::Value& codeable_concept) {
  if (const auto text = codeable_concept.text_of("text"); !text.empty()) return std::string(text);
  for (const auto& coding : codeable_concept["coding"].items())
    if (const auto display = coding.text_of("display"); !display.empty()) return std::string(display);
  return std::string(first_code(codeable_concept));
}

const json::Value* find_wardlight_extension(const json::Value& resource, std::string_view name) {
  constexpr std::string_view kPrefix = "urn:wardlight:";
  for (const auto& extension : resource["extension"].items()) {
    const auto url = extension.text_of("url");
    if (url.starts_with(kPrefix) && url.substr(kPrefix.size()) == name) return &extension;
  }
  return nullptr;
}

bool has_tag(const json::Value& resource, std::string_view code) {
  for (const auto& tag : resource["meta"]["tag"].items())
    if (tag.text_of("code") == code) return true;
  return false;
}

}  // namespace wardlight::store
