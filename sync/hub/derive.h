// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/forms/questionnaire.h"
#include "core/json/value.h"
#include "core/store/unit.h"

namespace wardlight::hub {

// What readers of plain FHIR get from a statement. Ids are UUIDv5 of the statement's id and what is derived, so that
// deriving again gives the same resources. Pure.

// One Observation for each answer, in the response's order. `form` gives the items' codes; without it, or where an item
// has none, the linkId within the form is the code.
std::vector<json::Value> derive_observations(const json::Value& response, const forms::Questionnaire* form);

// Who signed the statement, on which device, and when the hub received it.
json::Value derive_provenance(const json::Value& statement, const store::UnitEnvelope& envelope, Instant received_at);

// The record that a chain of corrections is about: the newest statement's content under the first one's id.
// `versions` counts the statements.
json::Value resolve_record(const json::Value& newest, std::string_view first_id, std::size_t versions, Instant updated_at);

}  // namespace wardlight::hub
