// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/json/value.h"

// Single answers of a saved QuestionnaireResponse, found wherever their item stands. Pure; any thread.
namespace wardlight::workflows {

// The first answer of that item; nullptr: it was not answered. Borrows the resource.
const json::Value* find_first_answer(const json::Value& resource, std::string_view link_id);
// Its code or text; empty: not answered.
std::string first_answer(const json::Value& resource, std::string_view link_id);
// How many items of that linkId were answered, or opened when it is a group.
std::size_t count_items(const json::Value& resource, std::string_view link_id);

}  // namespace wardlight::workflows
