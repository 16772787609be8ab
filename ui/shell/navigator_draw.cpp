// SPDX-License-Identifier: Apache-2.0
// Which draw function shows the page that is up.
#include "ui/screens/add_patient.h"
#include "ui/screens/assign.h"
#include "ui/screens/change_pin.h"
#include "ui/screens/chrome.h"
#include "ui/screens/keyboard.h"
#include "ui/screens/menu.h"
#include "ui/screens/my_patients.h"
#include "ui/screens/patient.h"
#include "ui/screens/prompts.h"
#include "ui/screens/reason.h"
#include "ui/screens/round_form.h"
#include "ui/screens/sheet.h"
#include "ui/screens/sign_in.h"
#include "ui/screens/sync_status.h"
#include "ui/screens/undelivered.h"
#include "ui/screens/unit_board.h"
#include "ui/shell/navigator.h"
#include "ui/widgets/keyboard.h"

namespace wardlight::shell {

bool Navigator::draw(ui::Kit& kit) {
  ui::reserve_keyboard(kit);
  if (m_signed_in && shows_undelivered()) kit.reserve_top(screens::undelivered_height(kit, *m_undelivered));
  screens::MaybeAction action = m_signed_in ? draw_place(kit) : screens::draw_sign_in(kit, m_sign_in, m_pin);
  if (m_signed_in && m_prompts)
    if (auto taken = screens::draw_prompts(kit, *m_prompts)) action = std::move(taken);
  if (m_signed_in)
    if (auto taken = draw_over(kit)) action = std::move(taken);
  draw_overlays(kit);
  if (!action) return false;
  act(*action);
  return true;
}

screens::MaybeAction Navigator::draw_place(ui::Kit& kit) {
  if (place().kind == Place::Kind::Round) return screens::draw_round_form(kit, kit.page(), m_round, m_desk.round_local);
  if (place().kind == Place::Kind::Reason && m_reason)
    return screens::draw_reason(kit, kit.page(), *m_reason, m_desk.reason_local);
  if (place().kind == Place::Kind::Bedside) return draw_bedside(kit);
  const ui::Rect page = screens::chrome_page(kit);
  screens::MaybeAction action;
  switch (place().kind) {
    case Place::Kind::Page: action = draw_page(kit, page); break;
    case Place::Kind::Patient: action = screens::draw_patient(kit, page, m_patient); break;
    case Place::Kind::Round:
    case Place::Kind::Bedside:
    case Place::Kind::Reason: break;
    case Place::Kind::Menu: action = screens::draw_menu(kit, page, m_menu); break;
    case Place::Kind::ChangePin: action = screens::draw_change_pin(kit, page, m_change_pin, m_desk.pin.digits); break;
    case Place::Kind::AddPatient: action = screens::draw_add_patient(kit, page, m_add_patient, m_desk.add_patient); break;
  }
  if (auto tapped = screens::draw_chrome(kit, m_chrome, m_desk.chrome)) action = std::move(tapped);
  return action;
}

screens::MaybeAction Navigator::draw_page(ui::Kit& kit, const ui::Rect& page) {
  switch (m_desk.page) {
    case models::Page::MyPatients: return screens::draw_my_patients(kit, page, m_my_patients);
    case models::Page::Handoff:
    case models::Page::Work: return screens::draw_sheet(kit, page, m_sheet, m_desk.bedside.local);
    case models::Page::UnitBoard: return screens::draw_unit_board(kit, page, m_board);
    case models::Page::Assign: return screens::draw_assign(kit, page, m_assign);
    case models::Page::Sync: return screens::draw_sync_status(kit, page, m_sync);
  }
  return {};
}

void Navigator::draw_overlays(ui::Kit& kit) {
  m_toast.draw(kit, texts()("toast.close"));
  screens::draw_keyboard(kit, models::build_keyboard(texts()));
}

}  // namespace wardlight::shell
