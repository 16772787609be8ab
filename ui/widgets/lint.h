// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ui/theme/color.h"
#include "ui/widgets/geometry.h"
#include "ui/widgets/registry.h"

namespace wardlight::ui {

enum class Watch { Pressables, Everything };

enum class Fault { Overflow, Unlabelled, DuplicateKey, SmallTarget, LowContrast };

// What is wrong with a frame, each finding naming the thing: an empty list is the goal.
struct Finding {
  Fault fault;
  std::string what;  // key or words
  std::string detail;
};

inline constexpr double kLeastContrast = 4.5;

// Collects while a frame is drawn (words and fills), judges when it ends. Only made under Watch::Everything.
class Lint {
 public:
  void clear();
  // A rectangle of opaque or blended colour was laid at this place.
  void filled(const Rect& rect, Color color);
  void overflow(std::string_view words, const std::string& detail);
  // Words of that colour were drawn; their background is what was filled there last.
  void drawn(const Rect& rect, std::string_view words, Color color);
  void judge(const Registry& registry, const Rect& screen);

  const std::vector<Finding>& findings() const { return m_findings; }
  int count(Fault fault) const;

 private:
  struct Fill {
    Rect rect;
    Color color;
  };
  Color background_at(Point point) const;
  void judge_targets(const Registry& registry);

  std::vector<Fill> m_fills;
  std::vector<Finding> m_findings;
};

}  // namespace wardlight::ui
