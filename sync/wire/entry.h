// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/json/value.h"
#include "core/store/unit.h"

// What pushes and feed pages have in common: the parts of one Bundle.entry.
namespace wardlight::wire {

inline constexpr std::string_view kUnitUrl = "urn:wardlight:unit";
inline constexpr std::string_view kPositionUrl = "urn:wardlight:position";

// The extension of that url among the entry's own; nullptr when there is none or more than one.
const json::Value* find_extension(const json::Value& entry, std::string_view url);

// InvalidContent naming the part that is missing, twice there, or malformed.
Expected<store::UnitEnvelope> read_unit_extension(const json::Value& extension);

std::optional<std::uint64_t> read_position(const json::Value& entry);
std::string write_position(std::uint64_t position);  // the extension

// The bytes a value was read from.
std::string_view bytes_of(std::string_view text, const json::Value& value);

// "TYPE/ID" of a resource; InvalidContent when either is missing or holds what a FHIR id or type cannot.
struct ResourceName {
  std::string type;
  std::string id;
};
Expected<ResourceName> read_resource_name(const json::Value& resource);

}  // namespace wardlight::wire
