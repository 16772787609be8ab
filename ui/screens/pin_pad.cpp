// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/pin_pad.h"

#include <algorithm>

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/number_pad.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

void draw_message(ui::Kit& kit, const ui::Rect& rect, const models::PinPad& pad) {
  const bool marked = !pad.message.text.empty();
  const auto& p = kit.palette();
  if (!marked) {
    kit.text(rect, pad.prompt, {.color = p.muted, .align = ui::Align::Center, .fit = ui::Fit::Wrap});
    return;
  }
  const auto& colors = p.tone(tone(pad.message.tone));
  kit.fill(rect, colors.soft, ui::kButtonRadius);
  kit.text(rect.inset(12, 4), pad.message.text,
           {.type = ui::Type::BodyStrong, .color = colors.strong, .align = ui::Align::Center, .fit = ui::Fit::Wrap});
}

std::optional<std::string> type_digit(PinDigits& local, char sign) {
  if (sign == ui::kPadBackspace) {
    if (!local.digits.empty()) local.digits.back() = '0', local.digits.pop_back();
    return std::nullopt;
  }
  if (local.digits.size() < models::kPinLength) local.digits += sign;
  if (local.digits.size() < models::kPinLength) return std::nullopt;
  std::string pin = local.digits;
  local.wipe();
  return pin;
}

bool draw_who(ui::Kit& kit, ui::Rect who, const models::PinPad& pad) {
  ui::avatar(kit, who.cut_left(52, 14).center(), 26, pad.initials);
  const ui::Rect other = who.cut_right(48, 8).middle({48, 48});
  const bool left = ui::icon_button(kit, "someone_else", other, ui::Icon::Close, pad.back_label);
  kit.text(who.cut_top(27), pad.who, {.type = ui::Type::Title, .fit = ui::Fit::Ellipsis});
  kit.text(who, pad.role, {.type = ui::Type::Caption, .color = kit.palette().muted});
  return left;
}

}  // namespace

void PinDigits::wipe() {
  std::ranges::fill(digits, '0');
  digits.clear();
}

PadTap draw_pin_pad(ui::Kit& kit, const ui::Rect& rect, const models::PinPad& pad, PinDigits& local) {
  PadTap tap;
  ui::card(kit, rect);
  const bool low = rect.h < kLowPad;
  ui::Rect inner = rect.inset(22, low ? 8 : 20);
  // A low window has the keys beside the name.
  ui::Rect words = low ? inner.cut_left(inner.w * 0.45f, 16) : inner.cut_top(52 + 12 + 56 + 10 + 28, 16);
  tap.left = draw_who(kit, words.cut_top(52, 12), pad);
  draw_message(kit, words.cut_top(56, 10), pad);
  ui::pin_dots(kit, words.cut_top(28), static_cast<int>(local.digits.size()), static_cast<int>(models::kPinLength));
  const float height = std::min(inner.h, 4 * 98.0f + 30);
  ui::PadSpec spec;
  spec.backspace_label = pad.erase_label;
  spec.enabled = ui::enabled_if(pad.keys_enabled);
  if (const auto sign = ui::number_pad(kit, "pin", {inner.x, inner.y, inner.w, height}, spec)) tap.pin = type_digit(local, *sign);
  return tap;
}

}  // namespace wardlight::screens
