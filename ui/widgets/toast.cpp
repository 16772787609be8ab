// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/toast.h"

#include <algorithm>
#include <utility>

#include "ui/widgets/button.h"

namespace wardlight::ui {

void Toast::show(std::string text, Tone tone, double now) {
  m_text = std::move(text);
  m_tone = tone;
  m_ends = tone == Tone::Bad ? std::nullopt : std::optional(now + kSeconds);
}

void Toast::end_when_due(double now) {
  if (m_ends && now >= *m_ends) {
    m_text.clear();
    m_ends.reset();
  }
}

void Toast::draw(Kit& kit, std::string_view close_label) {
  if (!is_shown()) return;
  const ToneColors& colors = kit.palette().tone(m_tone);
  const Rect page = kit.page();
  const float width = std::min(620.0f, page.w - 2 * kPageMargin);
  const float words = width - 24 - 12 - 48 - 2 * 16;
  const float height = std::max(64.0f, kit.height(Type::BodyStrong, m_text, words) + 28);
  const Rect box{page.center().x - width / 2, page.y + kTopBarHeight + 12, width, height};
  kit.block(box);
  kit.shadow(box, kCardRadius);
  kit.fill(box, kit.palette().surface, kCardRadius);
  kit.fill(box, colors.soft, kCardRadius);
  kit.outline(box, colors.strong, kCardRadius);
  Rect inner = box.inset(16, 0);
  const Icon icon = m_tone == Tone::Bad ? Icon::ErrorOutline : m_tone == Tone::Ok ? Icon::CheckCircle : Icon::Info;
  kit.icon(inner.cut_left(24, 12), icon, colors.strong);
  const Rect close = inner.cut_right(48, 0).middle({48, 48});
  kit.text(inner, m_text, {.type = Type::BodyStrong, .color = colors.strong, .fit = Fit::Wrap});
  if (kit.pressable("toast.close", Role::Button, close, close_label).tapped) {
    clear();
    m_ends.reset();
    kit.request_frames(2);
  }
  kit.icon(close, Icon::Close, colors.strong);
}

}  // namespace wardlight::ui
