// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/undelivered.h"

#include "ui/screens/sheet_line.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

std::string whole_text(const models::Undelivered& model) {
  return model.more.empty() ? model.text : model.text + " · " + model.more;
}

ui::AlarmSpec spec_of(const models::Undelivered& model, std::string_view text) {
  return {.title = model.title, .text = text, .action = model.confirm.label, .icon = sheet_icon(model.confirm.mark)};
}

}  // namespace

float undelivered_height(const ui::Kit& kit, const models::Undelivered& model) {
  return ui::alarm_height(kit, kit.screen().w, spec_of(model, whole_text(model)));
}

MaybeAction draw_undelivered(ui::Kit& kit, const models::Undelivered& model) {
  const std::string text = whole_text(model);
  const ui::Rect box{0, 0, kit.screen().w, undelivered_height(kit, model)};
  if (ui::alarm(kit, model.confirm.key, box, spec_of(model, text), 0)) return DoDeed{model.confirm.deed};
  return {};
}

}  // namespace wardlight::screens
