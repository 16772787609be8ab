// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/cell_strip.h"

#include <algorithm>

#include "ui/screens/look.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kLeast = 56, kMost = 72;
constexpr float kHour = 18, kBox = 30, kGap = 6;

std::size_t across(float width, std::size_t count) {
  const auto fit = static_cast<std::size_t>(std::max(1.0f, width / kLeast));
  const std::size_t rows = (count + fit - 1) / fit;
  return rows == 0 ? 1 : (count + rows - 1) / rows;
}

}  // namespace

void draw_board_cell(ui::Kit& kit, const ui::Rect& box, const models::BoardCell& cell) {
  if (cell.empty) return;
  const auto& p = kit.palette();
  if (cell.mark.empty()) {
    kit.disc(box.center(), 3, p.border);
    return;
  }
  const auto& colors = p.tone(tone(cell.tone));
  kit.fill(box, colors.soft, 8);
  const bool fits = kit.measure(ui::Type::Label, cell.mark).w <= box.w - 4;
  kit.text(box.inset(2, 0), cell.mark,
           {.type = fits ? ui::Type::Label : ui::Type::Caption,
            .color = colors.strong,
            .align = ui::Align::Center,
            .fit = ui::Fit::Ellipsis});
}

float cell_strip_height(float width, const std::vector<models::BoardCell>& cells) {
  if (cells.empty()) return 0;
  const std::size_t fit = across(width, cells.size());
  const auto rows = static_cast<float>((cells.size() + fit - 1) / fit);
  return rows * (kHour + kBox + kGap) - kGap;
}

void draw_cell_strip(ui::Kit& kit, const ui::Rect& rect, const std::vector<models::BoardCell>& cells) {
  if (cells.empty()) return;
  const std::size_t fit = across(rect.w, cells.size());
  const float width = std::min(kMost, rect.w / static_cast<float>(fit));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    ui::Rect place{rect.x + static_cast<float>(i % fit) * width, rect.y + static_cast<float>(i / fit) * (kHour + kBox + kGap),
                   width, kHour + kBox};
    kit.text(place.cut_top(kHour), cells[i].hour,
             {.type = ui::Type::Caption, .color = kit.palette().muted, .align = ui::Align::Center});
    draw_board_cell(kit, place.inset(2, 0), cells[i]);
  }
}

}  // namespace wardlight::screens
