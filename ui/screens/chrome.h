// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ui/models/chrome.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// What is being typed into the head's search field.
struct ChromeLocal {
  std::string search;
};

// Head and foot. Draw the page first with chrome_page(), then this over it: what scrolls under the bars cannot be pressed there.
ui::Rect chrome_page(const ui::Kit& kit);
MaybeAction draw_chrome(ui::Kit& kit, const models::Chrome& chrome, ChromeLocal& local);

}  // namespace wardlight::screens
