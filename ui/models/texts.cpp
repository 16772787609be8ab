// SPDX-License-Identifier: Apache-2.0
#include "ui/models/texts.h"

#include <algorithm>

#include "core/json/value.h"

namespace wardlight::models {

namespace {

bool braces_match(std::string_view text) {
  bool open = false;
  for (const char c : text) {
    if (c == '{') {
      if (open) return false;
      open = true;
    }
    if (c == '}') {
      if (!open) return false;
      open = false;
    }
  }
  return !open;
}

}  // namespace

Expected<Texts> Texts::load(std::string_view json) {
  WL_TRY(const auto root, json::parse(json));
  if (!root.is_object())
    return Error{ErrorCode::InvalidContent, "A text file must be one object of keys and texts; correct the file.", "text"};
  Texts texts;
  for (const auto& member : root.members()) {
    if (!member.value.is_string() || !braces_match(member.value.text()))
      return Error{ErrorCode::InvalidContent, "This text must be a string whose braces match; correct the file.", member.name};
    texts.m_texts.emplace(member.name, member.value.text());
  }
  texts.m_language = texts("language");
  return texts;
}

std::vector<std::string> Texts::list_keys() const {
  std::vector<std::string> keys;
  keys.reserve(m_texts.size());
  for (const auto& [key, text] : m_texts) keys.push_back(key);
  std::ranges::sort(keys);
  return keys;
}

std::string Texts::fill(std::string_view key, const Fill* first, std::size_t size) const {
  const auto found = m_texts.find(std::string(key));
  if (found == m_texts.end()) return std::string(key);
  const std::string& text = found->second;
  if (size == 0) return text;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = text.find('{', at);
    if (open == std::string::npos) return out.append(text, at);
    const auto close = text.find('}', open);
    out.append(text, at, open - at);
    const auto name = std::string_view(text).substr(open + 1, close - open - 1);
    const auto* value = std::find_if(first, first + size, [&](const Fill& one) { return one.first == name; });
    if (value == first + size)
      out.append(text, open, close - open + 1);
    else
      out.append(value->second);
    at = close + 1;
  }
  return out;
}

std::string Texts::operator()(std::string_view key) const { return fill(key, nullptr, 0); }

std::string Texts::operator()(std::string_view key, std::initializer_list<Fill> fills) const {
  return fill(key, fills.begin(), fills.size());
}

std::string Texts::said(std::string_view sentence) const {
  const auto found = m_texts.find("said." + std::string(sentence));
  return found == m_texts.end() ? std::string(sentence) : found->second;
}

std::string Texts::count(std::string_view key, std::int64_t n) const { return count(key, n, {}); }

std::string Texts::count(std::string_view key, std::int64_t n, std::initializer_list<Fill> fills) const {
  const std::string number = std::to_string(n);
  std::vector<Fill> all(fills);
  all.emplace_back("n", number);
  return fill(std::string(key) + (n == 1 ? ".one" : ".other"), all.data(), all.size());
}

std::vector<std::string> list_places(std::string_view text) {
  std::vector<std::string> places;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) break;
    places.emplace_back(text.substr(open + 1, close - open - 1));
  }
  return places;
}

}  // namespace wardlight::models
