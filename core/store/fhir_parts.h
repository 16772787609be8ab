// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/json/value.h"

// The few parts of FHIR resources that projections look at. What is missing or malformed reads as absent.
namespace wardlight::store {

// "Patient/7" → "7"; "" unless the reference is to that type. Absolute and versioned references count too.
std::string id_of_reference(const json::Value& reference, std::string_view type);
std::string id_of_reference_text(std::string_view reference, std::string_view type);

std::optional<Instant> time_of(std::string_view date_time);  // also a bare date: its start in UTC
std::string_view first_code(const json::Value& codeable_concept);
bool has_code(const json::Value& codeable_concepts, std::string_view code);  // one concept or an array of them
std::string shown_text(const json::Value& codeable_concept);  // text, else the first display or code
const json::Value* find_wardlight_extension(const json::Value& resource, std::string_view name);
bool has_tag(const json::Value& resource, std::string_view code);  // meta.tag

}  // namespace wardlight::store
