// SPDX-License-Identifier: Apache-2.0
#include "core/care/words.h"

#include <algorithm>

namespace wardlight::care {
namespace {

void fill_one(std::string& text, std::string_view name, const std::string& value) {
  const std::string slot = "{" + std::string(name) + "}";
  for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot, at + value.size()))
    text.replace(at, slot.size(), value);
}

void append_one(std::string& text, const std::string& more) {
  if (!text.empty() && !more.empty()) text += ' ';
  text += more;
}

}  // namespace

Words read_words(PackReader& in) { return {in.text("text"), in.text("es")}; }

Words read_words(PackReader& in, std::string_view key) {
  return in.object(key, [](PackReader& words) {
    words.known({"text", "es"});
    return read_words(words);
  });
}

std::vector<Choice> read_choices(PackReader& in, std::string_view key) {
  std::vector<Choice> choices;
  in.objects(key, [&](PackReader& choice) {
    choice.known({"code", "text", "es"});
    const std::string code = choice.text("code");
    if (find_choice(choices, code) != nullptr) choice.fail("This code stands here twice.", "code");
    choices.push_back({code, read_words(choice)});
    return true;
  });
  return choices;
}

const Choice* find_choice(const std::vector<Choice>& choices, std::string_view code) {
  const auto found = std::ranges::find(choices, code, &Choice::code);
  return found == choices.end() ? nullptr : &*found;
}

Words fill(Words words, Fillings values) {
  for (const auto& [name, value] : values) {
    fill_one(words.en, name, value);
    fill_one(words.es, name, value);
  }
  return words;
}

void append(Words& words, const Words& more) {
  append_one(words.en, more.en);
  append_one(words.es, more.es);
}

}  // namespace wardlight::care
