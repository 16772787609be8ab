// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/expected.h"

namespace wardlight::models {

// A named value for a place such as {bed} in a text.
using Fill = std::pair<std::string_view, std::string_view>;

// Every sentence the screens show, in one language, from assets/text/<language>.json: one flat
// object of key and text. Models ask for texts; draw functions never do.
// Immutable once loaded, so safe to share between threads.
class Texts {
 public:
  // InvalidContent when the file is no flat object of strings or a place has no closing brace.
  static Expected<Texts> load(std::string_view json);

  const std::string& language() const { return m_language; }  // "en", "es": the key "language"
  bool has(std::string_view key) const { return m_texts.contains(std::string(key)); }
  std::vector<std::string> list_keys() const;  // sorted

  // The text; a key that is missing shows itself, which the tests and the eye catch.
  std::string operator()(std::string_view key) const;
  std::string operator()(std::string_view key, std::initializer_list<Fill> fills) const;
  // A sentence of the core, which says itself in English, in this language: the text of "said." and the sentence; itself
  // when the file has none.
  std::string said(std::string_view sentence) const;
  // The text of `key`.one or `key`.other with {n} filled in.
  std::string count(std::string_view key, std::int64_t n) const;
  std::string count(std::string_view key, std::int64_t n, std::initializer_list<Fill> fills) const;

 private:
  std::string fill(std::string_view key, const Fill* first, std::size_t size) const;

  std::string m_language;
  std::unordered_map<std::string, std::string> m_texts;
};

// The names in braces in a text, in order: "Bed {bed}" gives {"bed"}.
std::vector<std::string> list_places(std::string_view text);

}  // namespace wardlight::models
