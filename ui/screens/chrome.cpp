// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/chrome.h"

#include <charconv>
#include <vector>

#include "ui/screens/look.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/text_field.h"

namespace wardlight::screens {

namespace {

constexpr float kLeastSearch = 150;
constexpr float kAllMarks = 520;  // narrower heads leave the colours to the menu

ui::Icon tab_icon(models::Page page) {
  switch (page) {
    case models::Page::MyPatients: return ui::Icon::People;
    case models::Page::Handoff: return ui::Icon::SwapHoriz;
    case models::Page::Work: return ui::Icon::PendingActions;
    case models::Page::UnitBoard: return ui::Icon::GridView;
    case models::Page::Assign: return ui::Icon::HowToReg;
    case models::Page::Sync: return ui::Icon::Sync;
  }
  return ui::Icon::None;
}

std::string_view tab_code(models::Page page) {
  switch (page) {
    case models::Page::MyPatients: return "mine";
    case models::Page::Handoff: return "handoff";
    case models::Page::Work: return "work";
    case models::Page::UnitBoard: return "board";
    case models::Page::Assign: return "assign";
    case models::Page::Sync: return "sync";
  }
  return "";
}

ui::Icon sync_icon(const models::SyncLine& sync) {
  if (sync.problem) return ui::Icon::SyncProblem;
  if (sync.freshness == models::Freshness::Loading) return ui::Icon::HourglassEmpty;
  if (sync.clock_wrong) return ui::Icon::Schedule;
  if (sync.chip.tone == models::Tone::Warn) return ui::Icon::CloudOff;
  return sync.chip.tone == models::Tone::Info ? ui::Icon::CloudUpload : ui::Icon::CloudDone;
}

int count_of(const models::PageTab& tab) {
  int count = 0;
  std::from_chars(tab.count.data(), tab.count.data() + tab.count.size(), count);
  return count;
}

}  // namespace

ui::Rect chrome_page(const ui::Kit& kit) {
  ui::Rect page = kit.page();
  page.cut_top(ui::kTopBarHeight);
  // The on-screen keyboard covers the bottom bar.
  if (page.bottom() >= kit.screen().bottom() - 1) page.cut_bottom(ui::kBottomBarHeight);
  return page;
}

MaybeAction draw_chrome(ui::Kit& kit, const models::Chrome& chrome, ChromeLocal& local) {
  MaybeAction action;
  ui::TopBarSpec spec;
  spec.title = chrome.unit;
  spec.subtitle = chrome.subtitle;
  spec.status = {chrome.sync.chip.text, sync_icon(chrome.sync), tone(chrome.sync.chip.tone)};
  spec.status_label = chrome.status_label;
  spec.lock_label = chrome.lock_label;
  const ui::Rect screen = kit.screen();
  spec.initials = chrome.initials;
  spec.menu_label = chrome.menu_label;
  if (screen.w >= kAllMarks) spec.theme_label = chrome.theme_label;
  const ui::TopBar bar = ui::top_bar(kit, {0, kit.page().y, screen.w, ui::kTopBarHeight}, spec);
  if (bar.tap == ui::TopBarTap::Status) action = ShowSync{};
  if (bar.tap == ui::TopBarTap::Theme) action = SwitchTheme{};
  if (bar.tap == ui::TopBarTap::Lock) action = LockTablet{};
  if (bar.tap == ui::TopBarTap::Menu) action = OpenMenu{};
  if (bar.middle.w >= kLeastSearch) {
    const float width = std::min(bar.middle.w, 380.0f);
    const ui::Rect field{bar.middle.right() - width, bar.middle.y - 1, width, ui::kFieldHeight};
    if (ui::search_field(kit, "search", field, local.search, chrome.search_label, chrome.clear_label).changed)
      action = Search{local.search};
  }
  if (kit.page().bottom() < screen.bottom() - 1) return action;
  std::vector<ui::NavItem> items;
  std::optional<std::size_t> chosen;
  for (const auto& tab : chrome.tabs) {
    if (tab.selected) chosen = items.size();
    items.push_back({tab_code(tab.page), tab.label, tab_icon(tab.page), count_of(tab)});
  }
  const auto tapped =
      ui::bottom_bar(kit, {0, screen.bottom() - ui::kBottomBarHeight, screen.w, ui::kBottomBarHeight}, items, chosen);
  if (tapped) action = GoTo{chrome.tabs[*tapped].page};
  return action;
}

}  // namespace wardlight::screens
