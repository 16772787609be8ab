// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/value.h"
#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// The AdverseEvent that an incident report is: how its own parts are written and read, and what the rules say to its level.
namespace wardlight::workflows {

inline constexpr std::string_view kIncidentCodes = "urn:wardlight:codes:incident";
inline constexpr std::string_view kFall = "fall";
inline constexpr std::string_view kNearMiss = "near-miss";
// What a second report of a fall becomes when somebody says that both are one: it is counted no more (FAL-R3).
inline constexpr std::string_view kSameFall = "same-fall";

// A wl: extension made of parts.
json::Value incident_part(std::string_view name, std::string_view type, json::Value value);
void add_parts(json::Value& resource, std::string_view name, std::initializer_list<json::Value> parts);
std::string part_of(const json::Value& extension, std::string_view name);

std::string incident_kind(const json::Value& event);
std::string incident_level(const json::Value& event);

// FAL-R1, FAL-R2: the rule's own sentence when that must not be said after what was said. An empty level is the one still open.
void object_to_level(const Ward& ward, Instant fell_at, const std::vector<care::InjuryStatement>& before,
                     care::InjuryStatement next, std::vector<Objection>& found);

}  // namespace wardlight::workflows
