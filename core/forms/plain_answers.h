// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/forms/form_session.h"

namespace wardlight::forms {

// Gives a session the answers of {"linkId": value, …}: boolean, number or text for their types; a choice by its
// option's code or as {"code","system","display"}; an open choice also as free text; a quantity as
// {"value":"1.5","unit":"mg"} or a bare number in its default unit; a list for repeats. A group may be an object of
// its items, a repeating group a list of such objects; {"answer": …, "item": {…}} gives what stands below one answer.
//
// What cannot be taken is a Problem that names the linkId and is left out, so the session never holds a fault.
// Fails with InvalidContent only for a key that no answer has.
Expected<std::vector<Problem>> give_plain_answers(FormSession& session, const json::Value& answers);

}  // namespace wardlight::forms
