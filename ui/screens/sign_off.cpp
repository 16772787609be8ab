// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sign_off.h"

#include <algorithm>
#include <utility>

#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/row.h"

namespace wardlight::screens {

namespace {

constexpr float kWidth = 560;
constexpr float kHeight = 760;

MaybeAction draw_signers(ui::Kit& kit, const ui::Rect& view, const models::SignOff& model) {
  MaybeAction action;
  const ui::Rect content = kit.begin_scroll("sign.signers", view);
  float y = content.y;
  for (const auto& tile : model.signers) {
    const ui::RowSpec spec{.title = tile.name, .subtitle = tile.role, .icon = ui::Icon::Person, .tone = ui::Tone::Primary,
        .label = tile.name,
                           .opens = ui::RowSpec::Opens::Page};
    if (ui::list_row(kit, "sign.staff." + tile.practitioner.value, {content.x, y, content.w, ui::kRowHeight},
        spec)) action = ChooseStaff{tile.practitioner};
    y += ui::kRowHeight;
  }
  kit.end_scroll(y, kit.palette().surface);
  return action;
}

}  // namespace

MaybeAction draw_sign_off(ui::Kit& kit, const models::SignOff& model, PinDigits& digits) {
  MaybeAction action;
  ui::Rect inner = ui::dialog(kit, {kWidth, kHeight}, model.title);
  if (!model.patient.empty()) kit.text(inner.cut_top(23, 4), model.patient, {.type = ui::Type::Title, .fit = ui::Fit::Ellipsis});
  const float words = kit.height(ui::Type::Body, model.explanation, inner.w);
  kit.text(inner.cut_top(words, 12), model.explanation, {.color = kit.palette().muted, .valign = ui::VAlign::Top,
      .fit = ui::Fit::Wrap});
  const ui::ButtonSpec cancel{.label = model.cancel_label, .icon = ui::Icon::Close, .kind = ui::ButtonKind::Quiet};
  if (ui::button(kit, "sign.cancel", inner.cut_bottom(ui::kButtonHeight, 12), cancel)) action = LeavePin{};
  if (!model.pad) {
    if (auto tapped = draw_signers(kit, inner, model)) action = std::move(tapped);
    return action;
  }
  PadTap tap = draw_pin_pad(kit, inner, *model.pad, digits);
  if (tap.pin) action = SignWithPin{model.signer, std::move(*tap.pin)};
  if (tap.left) action = ChooseStaff{};
  return action;
}

}  // namespace wardlight::screens
