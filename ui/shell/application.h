// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/base/clock.h"
#include "ui/shell/navigator.h"
#include "ui/shell/scanner_wedge.h"
#include "ui/shell/settings.h"
#include "ui/shell/ward_services.h"
#include "ui/widgets/kit.h"

namespace wardlight::shell {

// The app without a window: what comes in is fingers, keys, scans and time; what comes out is a frame, when there is
// one to draw. The platform calls tick() whenever it wakes, frame() while wants_frame(), and sleeps
// seconds_to_next() in between: an untouched app draws nothing and runs nothing.
// One thread. Everything it is given must outlive it.
class Application {
 public:
  // `keep` is called when a person changed how the tablet is looked at; without a sounder the tablet is mute and says so.
  using KeepSettings = std::function<void(const Settings&)>;
  Application(const ui::FontSet& fonts, WardServices& services, const Clock& clock, const Languages& languages, Settings settings,
              KeepSettings keep = {}, Sounder* sounder = nullptr);

  // Positions in pixels of the window.
  void pointer_down(float x, float y);
  void pointer_move(float x, float y);
  void pointer_up(float x, float y);
  void wheel(float x, float y, float lines);
  void type_text(std::string_view utf8);
  void press_key(ui::Key key);
  void resize(ui::Size pixels);
  void redraw();  // the window was uncovered

  // Looks at the clock and at what the services changed meanwhile; locks when nobody was there for too long.
  void tick();
  bool wants_frame() const { return m_stale || m_kit.wants_frame(); }
  void frame();
  // Until something is due without anybody touching anything; may be long.
  double seconds_to_next();

  ui::Kit& kit() { return m_kit; }
  Navigator& navigator() { return m_navigator; }
  std::uint64_t frames_drawn() const { return m_frames; }

 private:
  double now() const { return static_cast<double>(m_clock.monotonic_milliseconds()) / 1000.0; }
  std::int64_t minute() const { return m_clock.now().milliseconds / 60'000; }
  void somebody_is_there();
  void settle_keys();

  WardServices& m_services;
  const Clock& m_clock;
  Settings m_settings;
  Settings m_kept_settings;
  KeepSettings m_keep_settings;
  NoSound m_no_sound;
  ui::Kit m_kit;
  Navigator m_navigator;
  ScannerWedge m_wedge;
  ui::Size m_pixels{1280, 800};
  std::uint64_t m_tick_seen = 0;
  std::int64_t m_minute_seen = 0;
  std::uint64_t m_frames = 0;
  bool m_stale = true;  // the models are older than what they show
};

}  // namespace wardlight::shell
