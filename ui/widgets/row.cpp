// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/row.h"

#include "ui/widgets/surface.h"

namespace wardlight::ui {

bool list_row(Kit& kit, std::string_view key, const Rect& rect, const RowSpec& spec) {
  const Palette& p = kit.palette();
  const ToneColors& colors = p.tone(spec.tone);
  Press press;
  if (spec.opens == RowSpec::Opens::Page)
    press = kit.pressable(key, Role::Row, rect, spec.label.empty() ? spec.title : spec.label);
  if (!kit.is_visible(rect)) return press.tapped;
  if (press.held) kit.fill(rect.inset(-8, 0), with_alpha(p.primary, 20), kButtonRadius);
  Rect inner = rect;
  if (spec.icon != Icon::None) {
    const Rect square = inner.cut_left(42, 12).middle({42, 42});
    kit.fill(square, colors.soft, kButtonRadius);
    kit.icon(square, spec.icon, colors.strong);
  }
  if (spec.opens == RowSpec::Opens::Page) kit.icon(inner.cut_right(24, 4), Icon::ChevronRight, p.muted);
  divider(kit, inner.x, rect.bottom() - 1, rect.right() - inner.x);
  if (!spec.value.empty()) {
    const float width = std::max(kit.measure(Type::Label, spec.value).w, kit.measure(Type::Caption, spec.value_note).w);
    Rect right = inner.cut_right(width, 10);
    const Color ink = spec.tone == Tone::Neutral ? p.text : colors.strong;
    if (!spec.value_note.empty()) {
      right = right.middle({right.w, 40});
      kit.text(right.cut_bottom(18), spec.value_note, {.type = Type::Caption, .color = ink, .align = Align::Right});
    }
    kit.text(right, spec.value, {.type = Type::Label, .color = ink, .align = Align::Right});
  }
  if (!spec.subtitle.empty()) {
    inner = inner.middle({inner.w, 41});
    kit.text(inner.cut_bottom(19), spec.subtitle, {.type = Type::Caption, .color = p.muted, .fit = Fit::Ellipsis});
  }
  kit.text(inner, spec.title, {.type = Type::BodyStrong, .fit = Fit::Ellipsis});
  return press.tapped;
}

}  // namespace wardlight::ui
