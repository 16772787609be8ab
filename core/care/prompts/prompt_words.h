// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/prompts/evaluate.h"

// The blanks in a prompt's words, and the numbers a rule gives names to. Pure; any thread.
//   in conditions  "$name"                the rule's number
//   in words       {name}, {hours:name}   the rule's number, or it as hours (filled in when the pack is loaded)
//                  {value:KIND}, {value:KIND.member}, {since}, {missing}, {key}   filled in when the prompt is raised
namespace wardlight::care::prompts {

// The same pack with every rule's "numbers" put in their places. A number that another pack has is not written again:
// {"from":"devices","at":"fever.aboveC"} takes it from there. Fails with InvalidContent naming a number that is not there or
// that nothing uses.
Expected<json::Value> fill_in_numbers(const json::Value& pack, const ReadContent& read);

// A blank of loaded words that nothing will fill.
std::optional<std::string> find_unknown_blank(const std::string& text);

std::string fill_in(const std::string& text, const View& view, const Judgement& judgement, std::string_view language);

}  // namespace wardlight::care::prompts
