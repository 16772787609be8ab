// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "ui/widgets/chip.h"
#include "ui/widgets/kit.h"

namespace wardlight::ui {

struct TopBarSpec {
  std::string_view title;
  std::string_view subtitle = {};
  std::string_view back_label = {};  // given: a Back button; else the app's mark
  Chip status;                       // where the data stands: "Offline · 3 saved here"
  std::string_view status_label = {};  // for ears; given: the status can be tapped
  std::string_view theme_label = {};   // given: a day/night button
  std::string_view lock_label = {};    // given: a lock button
  std::string_view initials = {};      // who is signed in
  std::string_view menu_label = {};    // for ears; given: the initials can be tapped
};
enum class TopBarTap { Back, Status, Theme, Lock, Menu };

// The bar at the top of every screen, kTopBarHeight high. `middle` is called with the free room between title and
// status, for a search field; narrow windows keep the title whole and give what is left.
struct TopBar {
  std::optional<TopBarTap> tap;
  Rect middle;
};
TopBar top_bar(Kit& kit, const Rect& rect, const TopBarSpec& spec);

struct NavItem {
  std::string_view code;
  std::string_view label;
  Icon icon;
  int count = 0;
};
// The bar at the bottom, kBottomBarHeight high: gives the index that was tapped.
std::optional<std::size_t> bottom_bar(Kit& kit, const Rect& rect, std::span<const NavItem> items,
                                      std::optional<std::size_t> chosen);

}  // namespace wardlight::ui
