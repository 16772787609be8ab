// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/incident_record.h"

#include <algorithm>

#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {

json::Value incident_part(std::string_view name, std::string_view type, json::Value value) {
  return json::Value().set("url", name).set("value" + std::string(type), std::move(value));
}

void add_parts(json::Value& resource, std::string_view name, std::initializer_list<json::Value> parts) {
  json::Value extension, list = json::Value::array();
  for (const json::Value& part : parts) list.push(part);
  extension.set("url", "urn:wardlight:" + std::string(name)).set("extension", std::move(list));
  json::Value extensions = resource["extension"];
  extensions.push(std::move(extension));
  resource.set("extension", std::move(extensions));
}

std::string part_of(const json::Value& extension, std::string_view name) {
  for (const json::Value& one : extension["extension"].items())
    if (one.text_of("url") == name)
      for (const json::Member& member : one.members())
        if (member.name.starts_with("value"))
          return member.value.is_object() ? std::string(member.value.text_of("reference")) : member.value.text();
  return {};
}

std::string incident_kind(const json::Value& event) {
  return std::string(event["event"]["coding"][std::size_t{0}].text_of("code"));
}
std::string incident_level(const json::Value& event) {
  return std::string(event["severity"]["coding"][std::size_t{0}].text_of("code"));
}

void object_to_level(const Ward& ward, Instant fell_at, const std::vector<care::InjuryStatement>& before,
                     care::InjuryStatement next, std::vector<Objection>& found) {
  const care::FallEventPack& pack = ward.content.fall_event;
  if (next.level.empty()) next.level = pack.open_level();
  const auto allowed = care::check_injury(pack, fell_at, before, next);
  if (allowed) return;
  const std::string& text = allowed.error().text;
  const bool names_rule = text.starts_with("FAL-");
  found.push_back({ObjectionKind::RuleRefused, "", text, names_rule ? text.substr(0, text.find(':')) : std::string()});
}

}  // namespace wardlight::workflows
