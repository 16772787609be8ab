// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace wardlight::models {

// What a colour means; the theme decides how it looks by day and by night. Never alone: a word
// always stands beside it.
enum class Tone { Neutral, Primary, Ok, Warn, Bad, Info, Violet };

// A short word in its colour: a chip, a badge, a state.
struct Badge {
  std::string text;
  Tone tone = Tone::Neutral;
};

// Something to press. When it cannot be pressed, `reason` says why and is shown beside it.
struct Control {
  std::string label;
  bool enabled = true;
  std::string reason;
};

// How much what is on the screen can be relied on.
enum class Freshness {
  Loading,  // nothing read yet: say so, show no figure
  Fresh,    // heard from the hub within the time the ward allows
  Stale,    // connected or not, the last word from the hub is older than that
  Never,    // this tablet has not heard from the hub since it was enrolled
  Failed,   // the store could not be read
};

// What stands in the middle of a screen that has nothing to list.
struct Notice {
  std::string title;
  std::string text;
  Tone tone = Tone::Neutral;
  bool busy = false;  // something is on its way
  bool empty() const { return title.empty(); }
};

}  // namespace wardlight::models
