// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/care/facts/fact_reader.h"

// Walking a FHIR resource by the paths of facts.json. What is missing or malformed reads as absent. Pure; any thread.
namespace wardlight::care::facts {

// Where the walk starts: an element of the resource, and the resource for paths that begin with "/" and for linkIds.
struct Scope {
  const json::Value& resource;
  const json::Value& element;
};

// Everything at a path: names parted by dots, through lists; "extension(URL).valueString" picks one extension.
std::vector<const json::Value*> find_path(const json::Value& from, std::string_view path);
// The answers' values of an item, wherever it stands in the response.
std::vector<const json::Value*> find_answers(const json::Value& response, std::string_view link_id);
std::vector<const json::Value*> find_place(const Scope& scope, const Place& place);

bool holds(const ReadTest& test, const Scope& scope, const FactReaders& readers);
std::optional<json::Value> take(const Take& take, const Scope& scope);
std::optional<Instant> find_time(const std::vector<Place>& places, const Scope& scope);

}  // namespace wardlight::care::facts
