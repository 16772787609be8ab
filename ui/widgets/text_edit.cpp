// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/text_edit.h"

#include <algorithm>

namespace wardlight::ui {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  --at;
  while (at > 0 && continues(text[at])) --at;
  return at;
}

std::size_t after(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  ++at;
  while (at < text.size() && continues(text[at])) ++at;
  return at;
}

}  // namespace

void TextEdit::clamp(std::string_view text) {
  caret = std::min(caret, text.size());
  while (caret > 0 && caret < text.size() && continues(text[caret])) --caret;
}

void TextEdit::insert(std::string& text, std::string_view utf8, std::size_t most_bytes) {
  clamp(text);
  if (text.size() + utf8.size() > most_bytes) return;
  text.insert(caret, utf8);
  caret += utf8.size();
}

void TextEdit::erase_before(std::string& text) {
  clamp(text);
  const std::size_t from = before(text, caret);
  text.erase(from, caret - from);
  caret = from;
}

void TextEdit::erase_after(std::string& text) {
  clamp(text);
  text.erase(caret, after(text, caret) - caret);
}

void TextEdit::left(std::string_view text) { caret = before(text, std::min(caret, text.size())); }
void TextEdit::right(std::string_view text) { caret = after(text, caret); }

}  // namespace wardlight::ui
