// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

namespace wardlight::ui {

// Everything is in dp: 1/160 inch at scale 1. Only the kit knows pixels.
struct Point {
  float x = 0;
  float y = 0;
};

struct Size {
  float w = 0;
  float h = 0;
};

// A box that layout cuts pieces from: `Rect head = page.cut_top(72);` leaves the rest in `page`.
struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;
  bool operator==(const Rect&) const = default;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  Point center() const { return {x + w / 2, y + h / 2}; }
  bool empty() const { return w <= 0 || h <= 0; }
  bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  bool contains(const Rect& other) const {
    return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
  }

  Rect inset(float by) const { return inset(by, by); }
  Rect inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
  Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
  Rect intersect(const Rect& other) const {
    const float left = std::max(x, other.x);
    const float top = std::max(y, other.y);
    return {left, top, std::max(0.0f, std::min(right(), other.right()) - left),
            std::max(0.0f, std::min(bottom(), other.bottom()) - top)};
  }
  // Widened about its centre until it is at least `least` in both directions.
  Rect grown_to(float least) const {
    const float dx = std::max(0.0f, (least - w) / 2);
    const float dy = std::max(0.0f, (least - h) / 2);
    return inset(-dx, -dy);
  }
  // A box of that size in the middle.
  Rect middle(Size size) const { return {x + (w - size.w) / 2, y + (h - size.h) / 2, size.w, size.h}; }

  Rect cut_top(float height, float gap = 0) {
    const Rect piece{x, y, w, height};
    y += height + gap;
    h -= height + gap;
    return piece;
  }
  Rect cut_bottom(float height, float gap = 0) {
    h -= height + gap;
    return {x, y + h + gap, w, height};
  }
  Rect cut_left(float width, float gap = 0) {
    const Rect piece{x, y, width, h};
    x += width + gap;
    w -= width + gap;
    return piece;
  }
  Rect cut_right(float width, float gap = 0) {
    w -= width + gap;
    return {x + w + gap, y, width, h};
  }
  // Column `index` of `count` equal ones.
  Rect column(int index, int count, float gap = 0) const {
    const float width = (w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    return {x + (width + gap) * static_cast<float>(index), y, width, h};
  }
  Rect row(int index, int count, float gap = 0) const {
    const float height = (h - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    return {x, y + (height + gap) * static_cast<float>(index), w, height};
  }
};

}  // namespace wardlight::ui
