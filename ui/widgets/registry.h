// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/geometry.h"

namespace wardlight::ui {

enum class Role { Button, Choice, Tab, Row, Field, Toggle, Key, Link, Text, Blocker };
std::string_view to_code(Role role);

enum class Enabled { Yes, No };
constexpr Enabled enabled_if(bool condition) { return condition ? Enabled::Yes : Enabled::No; }

// One thing on the screen as a finger, a test, a screen reader or the lint sees it.
struct Entry {
  std::string key;    // unique in a frame; stable between frames
  std::string label;  // what a screen reader says
  Role role = Role::Button;
  Rect rect;     // as drawn
  Rect hit;      // where a finger counts: at least kTargetSize, cut to what is visible
  Rect clip;     // the visible window it was drawn in
  bool visible = true;
  Enabled enabled = Enabled::Yes;
};

// Everything pressable in one frame, in the order drawn: later lies on top.
class Registry {
 public:
  void clear() { m_entries.clear(); }
  void add(Entry entry) { m_entries.push_back(std::move(entry)); }
  const std::vector<Entry>& entries() const { return m_entries; }
  const Entry* find(std::string_view key) const;
  // The topmost thing under a finger. What is drawn there beats what is only padded there, unless the padded
  // one lies inside it (a small button in a row).
  const Entry* at(Point point) const;

 private:
  std::vector<Entry> m_entries;
};

// The frame as JSON, one object an entry, positions in pixels: the accessibility tree of tests and screen readers.
std::string to_json(const Registry& registry, float scale);

}  // namespace wardlight::ui
