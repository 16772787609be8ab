// SPDX-License-Identifier: Apache-2.0
#include "core/forms/expression_text.h"

namespace wardlight::forms::loading {
namespace {

// Where the bracket at `open` is closed, or the text's end.
std::size_t closing(std::string_view text, std::size_t open) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '\'') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return i;
  }
  return text.size();
}

}  // namespace

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::string squeeze(std::string_view text) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'') quoted = !quoted;
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space || quoted) {
      out += space ? ' ' : c;
    } else if (!out.empty() && is_word(out.back()) && i + 1 < text.size() && is_word(text[i + 1])) {
      out += ' ';
    }
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  int depth = 0;
  bool quoted = false;
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'') quoted = !quoted;
    if (quoted) continue;
    if (c == '(' || c == '{' || c == '[') ++depth;
    if (c == ')' || c == '}' || c == ']') --depth;
    if (c == separator && depth == 0) parts.push_back(text.substr(from, i - from)), from = i + 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

std::vector<std::string_view> split_logic(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  bool quoted = false;
  std::size_t from = 0;
  std::size_t word = 0;  // where the word that is being read began
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const std::string_view read = text.substr(word, i - word);
    if (!is_word(c) && depth == 0 && !quoted && (read == "or" || read == "and")) {
      parts.push_back(text.substr(from, word - from));
      from = i;
    }
    if (c == '\'') quoted = !quoted;
    if (!quoted && c == '(') ++depth;
    if (!quoted && c == ')') --depth;
    if (!is_word(c)) word = i + 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

bool is_wrapped(std::string_view text, std::size_t open) { return closing(text, open) + 1 == text.size(); }

std::string_view inside_bracket(std::string_view text, std::size_t open) {
  return text.substr(open + 1, closing(text, open) - open - 1);
}

}  // namespace wardlight::forms::loading
