// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/registry.h"

#include <cmath>
#include <cstdio>
#include <string_view>

namespace wardlight::ui {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string pixels(float dp, float scale) { return std::to_string(std::lround(dp * scale)); }

}  // namespace

std::string_view to_code(Role role) {
  switch (role) {
    case Role::Button: return "button";
    case Role::Choice: return "choice";
    case Role::Tab: return "tab";
    case Role::Row: return "row";
    case Role::Field: return "field";
    case Role::Toggle: return "toggle";
    case Role::Key: return "key";
    case Role::Link: return "link";
    case Role::Text: return "text";
    case Role::Blocker: return "blocker";
  }
  return "button";
}

const Entry* Registry::find(std::string_view key) const {
  for (const Entry& entry : m_entries)
    if (entry.key == key && entry.role != Role::Text) return &entry;
  return nullptr;
}

const Entry* Registry::at(Point point) const {
  const Entry* padded = nullptr;
  for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
    if (entry->role == Role::Text || !entry->hit.contains(point)) continue;
    if (entry->rect.contains(point)) return padded != nullptr && entry->rect.contains(padded->rect) ? padded : &*entry;
    if (padded == nullptr) padded = &*entry;
  }
  return padded;
}

std::string to_json(const Registry& registry, float scale) {
  std::string out = "[";
  for (const Entry& entry : registry.entries()) {
    if (entry.role == Role::Blocker) continue;
    if (out.size() > 1) out += ",\n ";
    out += "{\"key\":" + quoted(entry.key) + ",\"role\":\"" + std::string(to_code(entry.role)) +
           "\",\"label\":" + quoted(entry.label) + ",\"x\":" + pixels(entry.rect.x, scale) +
           ",\"y\":" + pixels(entry.rect.y, scale) + ",\"w\":" + pixels(entry.rect.w, scale) +
           ",\"h\":" + pixels(entry.rect.h, scale) + ",\"visible\":" + (entry.visible ? "true" : "false") +
           ",\"enabled\":" + (entry.enabled == Enabled::Yes ? "true" : "false") + "}";
  }
  return out + "]\n";
}

}  // namespace wardlight::ui
