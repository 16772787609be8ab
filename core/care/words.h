// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/care/pack.h"

// The words of a pack, in the ward's two languages. Plain values; any thread.
namespace wardlight::care {

struct Words {
  std::string en;
  std::string es;
  // "es", also "es-MX"; English for every other language.
  const std::string& in(std::string_view language) const { return language.starts_with("es") ? es : en; }
};

// Members "text" and "es" of the object that is read; one without the other is wrong.
Words read_words(PackReader& in);
// An object {"text", "es"} below `key`.
Words read_words(PackReader& in, std::string_view key);

// A thing to choose or to name: its code and what it is called.
struct Choice {
  std::string code;
  Words label;
};
// A list of {"code","text","es"} below `key`; a code that stands there twice is wrong.
std::vector<Choice> read_choices(PackReader& in, std::string_view key);
const Choice* find_choice(const std::vector<Choice>& choices, std::string_view code);  // nullptr: there is none

// {name} in the text becomes its value; what has no value stays as it is.
using Fillings = std::initializer_list<std::pair<std::string_view, std::string>>;
Words fill(Words words, Fillings values);
// One sentence after the other, a space between; nothing is added to nothing.
void append(Words& words, const Words& more);

}  // namespace wardlight::care
