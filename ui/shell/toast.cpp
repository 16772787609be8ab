// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/toast.h"

#include <algorithm>
#include <utility>

#include "ui/widgets/button.h"

namespace wardlight::shell {

void Toast::show(std::string text, ui::Tone tone, double now) {
  m_text = std::move(text);
  m_tone = tone;
  m_ends = tone == ui::Tone::Bad ? std::nullopt : std::optional(now + kSeconds);
}

void Toast::end_when_due(double now) {
  if (m_ends && now >= *m_ends) {
    m_text.clear();
    m_ends.reset();
  }
}

void Toast::draw(ui::Kit& kit, std::string_view close_label) {
  if (!is_shown()) return;
  const ui::ToneColors& colors = kit.palette().tone(m_tone);
  const ui::Rect page = kit.page();
  const float width = std::min(620.0f, page.w - 2 * ui::kPageMargin);
  const float words = width - 24 - 12 - 48 - 2 * 16;
  const float height = std::max(64.0f, kit.height(ui::Type::BodyStrong, m_text, words) + 28);
  const ui::Rect box{page.center().x - width / 2, ui::kTopBarHeight + 12, width, height};
  kit.block(box);
  kit.shadow(box, ui::kCardRadius);
  kit.fill(box, kit.palette().surface, ui::kCardRadius);
  kit.fill(box, colors.soft, ui::kCardRadius);
  kit.outline(box, colors.strong, ui::kCardRadius);
  ui::Rect inner = box.inset(16, 0);
  const ui::Icon icon = m_tone == ui::Tone::Bad ? ui::Icon::ErrorOutline : m_tone == ui::Tone::Ok ? ui::Icon::CheckCircle : ui::Icon::Info;
  kit.icon(inner.cut_left(24, 12), icon, colors.strong);
  const ui::Rect close = inner.cut_right(48, 0).middle({48, 48});
  kit.text(inner, m_text, {.type = ui::Type::BodyStrong, .color = colors.strong, .fit = ui::Fit::Wrap});
  if (kit.pressable("toast.close", ui::Role::Button, close, close_label).tapped) {
    clear();
    m_ends.reset();
    kit.request_frames(2);
  }
  kit.icon(close, ui::Icon::Close, colors.strong);
}

}  // namespace wardlight::shell
