// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/words.h"

namespace wardlight::care {

// What a rule has to say to the nurse: words in both languages, the rule's name and where it is from.
struct Advice {
  std::string id;
  std::string rule;
  Words words;
  std::string source;  // the source's text
};

// Reads id, rule, text, es and source; a text without its other language, or without source, is wrong.
Advice read_advice(PackReader& in, const PackHead& head);
// A list of nothing but advices.
std::vector<Advice> read_advices(PackReader& in, std::string_view key, const PackHead& head);

// The ids, as a JSON list in order.
json::Value ids_of(const std::vector<const Advice*>& all);

}  // namespace wardlight::care
