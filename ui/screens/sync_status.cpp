// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sync_status.h"

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kFigureHeight = 126;

ui::Icon verdict_icon(const models::Notice& verdict) {
  if (verdict.busy) return ui::Icon::HourglassEmpty;
  switch (verdict.tone) {
    case models::Tone::Ok: return ui::Icon::CloudDone;
    case models::Tone::Info: return ui::Icon::CloudUpload;
    case models::Tone::Bad: return ui::Icon::SyncProblem;
    default: return ui::Icon::CloudOff;
  }
}

float draw_verdict(ui::Kit& kit, const ui::Rect& rect, const models::SyncStatusModel& model, MaybeAction& action) {
  const ui::ButtonSpec again{.label = model.send_now.enabled ? model.send_now.label : model.send_now.reason,
                             .icon = ui::Icon::Refresh,
                             .kind = ui::ButtonKind::Primary,
                             .enabled = ui::enabled_if(model.send_now.enabled)};
  const bool narrow = rect.w < 640;
  const float button = ui::button_width(kit, again);
  const float words = rect.w - 44 - 72 - (narrow ? 0 : button + 18);
  const float title = kit.height(ui::Type::Heading, model.verdict.title, words),
              text = kit.height(ui::Type::Body, model.verdict.text, words);
  const float height = std::max(104.0f, title + text + 44) + (narrow ? 64 : 0);
  const ui::Rect box{rect.x, rect.y, rect.w, height};
  ui::card(kit, box);
  ui::Rect inner = box.inset(22, 20);
  if (narrow) {
    const ui::Rect place = inner.cut_bottom(52, 12);
    if (!again.label.empty() && ui::button(kit, "send_now", place, again)) action = SendNow{};
  } else {
    const ui::Rect place = inner.cut_right(button, 18).middle({button, 56});
    if (!again.label.empty() && ui::button(kit, "send_now", place, again)) action = SendNow{};
  }
  const auto& colors = kit.palette().tone(tone(model.verdict.tone));
  const ui::Rect disc = inner.cut_left(56, 16).middle({56, 56});
  kit.disc(disc.center(), 28, colors.soft);
  kit.icon(disc, verdict_icon(model.verdict), colors.strong, ui::IconSize::Large);
  ui::Rect lines = inner.middle({inner.w, title + text + 2});
  kit.text(lines.cut_top(title, 2), model.verdict.title, {.type = ui::Type::Heading, .fit = ui::Fit::Wrap});
  kit.text(lines, model.verdict.text, {.color = kit.palette().muted, .fit = ui::Fit::Wrap});
  return height;
}

void draw_figure(ui::Kit& kit, const ui::Rect& rect, const models::SyncFigure& figure) {
  const auto& p = kit.palette();
  ui::card(kit, rect);
  ui::Rect inner = rect.inset(18, 16);
  kit.text(inner.cut_top(20, 6), figure.label, {.type = ui::Type::Caption, .color = p.muted, .fit = ui::Fit::Ellipsis});
  const ui::Color ink = figure.tone == models::Tone::Neutral ? p.text : p.tone(tone(figure.tone)).strong;
  const bool large = kit.measure(ui::Type::NumberLarge, figure.number).w <= inner.w;
  kit.text(
      inner.cut_top(42, 4), figure.number,
      {.type = large ? ui::Type::NumberLarge : ui::Type::Title, .color = ink, .fit = large ? ui::Fit::None : ui::Fit::Ellipsis});
  kit.text(inner, figure.note,
           {.type = ui::Type::Caption, .color = p.muted, .valign = ui::VAlign::Top, .fit = ui::Fit::Ellipsis});
}

float draw_rejected(ui::Kit& kit, const ui::Rect& rect, const models::RejectedRow& row) {
  const float words = rect.w - 36 - 56;
  const float reason = kit.height(ui::Type::Body, row.reason, words);
  const ui::Rect box{rect.x, rect.y, rect.w, 24 + 20 + reason + 36};
  ui::card(kit, box, ui::Edge::Alert);
  ui::Rect inner = box.inset(18, 16);
  const auto& bad = kit.palette().bad;
  const ui::Rect disc = inner.cut_left(42, 14).middle({42, 42});
  kit.disc(disc.center(), 21, bad.soft);
  kit.icon(disc, ui::Icon::SyncProblem, bad.strong);
  kit.text(inner.cut_top(24), row.title, {.type = ui::Type::Title, .fit = ui::Fit::Ellipsis});
  kit.text(inner.cut_top(20), row.by, {.type = ui::Type::Caption, .color = kit.palette().muted, .fit = ui::Fit::Ellipsis});
  kit.text(inner, row.reason, {.color = bad.strong, .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
  return box.h;
}

}  // namespace

MaybeAction draw_sync_status(ui::Kit& kit, const ui::Rect& page, const models::SyncStatusModel& model) {
  MaybeAction action;
  const ui::Rect view = page.inset(ui::kPageMargin - 6, 0);
  const ui::Rect content = kit.begin_scroll("sync", view).inset(6, 0);
  float y = content.y + 18;
  kit.text({content.x, y, content.w, 30}, model.title, {.type = ui::Type::Heading});
  y += 30 + ui::kGutter;
  y += draw_verdict(kit, {content.x, y, content.w, 0}, model, action) + ui::kGutter;
  const int across = content.w >= 900 ? 4 : content.w >= 360 ? 2 : 1;
  for (std::size_t i = 0; i < model.figures.size(); ++i) {
    const int column = static_cast<int>(i) % across;
    draw_figure(kit, ui::Rect{content.x, y, content.w, kFigureHeight}.column(column, across, ui::kGutter), model.figures[i]);
    if (column + 1 == across || i + 1 == model.figures.size()) y += kFigureHeight + ui::kGutter;
  }
  if (!model.rejected.empty()) {
    ui::section_header(kit, {content.x, y, content.w, 36}, model.rejected_title);
    y += 44;
  }
  for (const auto& row : model.rejected) y += draw_rejected(kit, {content.x, y, content.w, 0}, row) + ui::kGutter;
  const float promise = kit.height(ui::Type::Caption, model.promise, content.w - 30);
  kit.icon({content.x, y + 2, 20, 20}, ui::Icon::Shield, kit.palette().muted, ui::IconSize::Small);
  kit.text({content.x + 28, y + 3, content.w - 28, promise}, model.promise,
           {.type = ui::Type::Caption, .color = kit.palette().muted, .valign = ui::VAlign::Top, .fit = ui::Fit::Wrap});
  kit.end_scroll(y + promise + 20, kit.palette().background);
  return action;
}

}  // namespace wardlight::screens
