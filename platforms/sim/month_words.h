// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "core/json/value.h"

// What a simulated month's ward writes, as FHIR: the parts of forms and resources that measures read.
namespace wardlight::sim {

// Choices: linkId and code.
json::Value items(std::initializer_list<std::pair<const char*, const char*>> answers);
json::Value round_answers(const std::string& kind, bool partial);
json::Value hand_items(const std::string& first, const std::string& second);
json::Value answered(const std::string& id, const std::string& form, const std::string& encounter, const std::string& patient,
                     const std::string& authored, json::Value items);
json::Value with_thread(json::Value response, const std::string& link_id, const std::string& thread);
json::Value reference_extension(const std::string& url, const std::string& reference);
// The same under another id, correcting it.
json::Value supersede(const json::Value& statement, const std::string& id);

// `type` is what the hospital says of its kind; empty: nothing.
json::Value ward_location(const std::string& name, const std::string& type);
json::Value bed_location(const std::string& ward, std::size_t bed);
// A stay of the class `kind`; `admission` is what its type says in words.
json::Value encounter(const std::string& kind, const std::string& patient, const std::string& bed, const std::string& from,
                      const std::string& to, const std::string& disposition, const std::string& admission);
json::Value device_use(const std::string& id, const std::string& encounter, const std::string& type, const std::string& from,
                       const std::string& to);
// The same device with its end, correcting the statement of its placing.
json::Value device_removed(const json::Value& placed, const std::string& id, const std::string& at);
json::Value fall_event(const std::string& id, const std::string& encounter, const std::string& patient, const std::string& at,
                       const std::string& injury);
// The hospital's word that a patient gets comfort care from then on; `encounter` empty: of the person, whatever the stay.
json::Value comfort_care(const std::string& encounter, const std::string& patient, const std::string& from);
json::Value family_call(const std::string& id, const std::string& encounter, const std::string& at);

}  // namespace wardlight::sim
