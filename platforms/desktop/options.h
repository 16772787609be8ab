// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "ui/theme/palette.h"

namespace wardlight::desktop {

// The words of the command line.
struct Options {
  bool demo = false;
  std::string data;
  std::string hub;
  std::string enrol_code_file;
  std::string size = "1280x800";
  float scale = 1;
  std::optional<std::string> theme;     // absent: as the tablet remembers, day at first
  std::optional<std::string> language;  // the same, English at first
  std::string now;
  std::string accessibility_tree;  // of made-up wards only: it holds what is on the screen, in plain text
};

struct WindowSize {
  int width = 1280;
  int height = 800;
};
Expected<WindowSize> parse_size(const std::string& text);  // BadUsage
// BadUsage names what does not go together.
Expected<void> check(const Options& options);

// The machine's clock, moved so that it says `now` at this moment and goes on from there.
class MovedClock final : public Clock {
 public:
  MovedClock(const Clock& machine, Instant now) : m_machine(machine), m_ahead(now - machine.now()) {}
  Instant now() const override { return m_machine.now() + m_ahead; }
  std::int64_t monotonic_milliseconds() const override { return m_machine.monotonic_milliseconds(); }
  std::string boot_id() const override { return m_machine.boot_id(); }

 private:
  const Clock& m_machine;
  Duration m_ahead;
};

}  // namespace wardlight::desktop
