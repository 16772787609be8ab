// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/application.h"

#include <algorithm>

namespace wardlight::shell {

Application::Application(const ui::FontSet& fonts, WardServices& services, const Clock& clock, const Languages& languages,
                         Settings settings, KeepSettings keep, Sounder* sounder)
    : m_services(services),
      m_clock(clock),
      m_settings(std::move(settings)),
      m_kept_settings(m_settings),
      m_keep_settings(std::move(keep)),
      m_kit(fonts),
      m_navigator(services, clock, languages, m_settings, sounder == nullptr ? m_no_sound : *sounder) {
  m_tick_seen = m_services.change_tick();
  m_minute_seen = minute();
}

void Application::somebody_is_there() { m_services.touch(); }

void Application::pointer_down(float x, float y) {
  somebody_is_there();
  m_kit.pointer_down(x, y, now());
}

void Application::pointer_move(float x, float y) { m_kit.pointer_move(x, y, now()); }

void Application::pointer_up(float x, float y) {
  somebody_is_there();
  m_kit.pointer_up(x, y, now());
}

void Application::wheel(float x, float y, float lines) {
  somebody_is_there();
  m_kit.wheel(x, y, lines);
}

void Application::type_text(std::string_view utf8) {
  somebody_is_there();
  m_wedge.type(utf8, now());
}

void Application::press_key(ui::Key key) {
  somebody_is_there();
  if (key == ui::Key::Enter) {
    if (const auto code = m_wedge.enter(now())) {
      m_navigator.scanned(*code);
      m_stale = true;
      return;
    }
  }
  settle_keys();
  m_kit.press_key(key);
}

// What a person typed goes on to the kit; what may still be a scan waits.
void Application::settle_keys() {
  if (const std::string typed = m_wedge.take_typed(now()); !typed.empty()) m_kit.type_text(typed);
}

void Application::resize(ui::Size pixels) {
  m_pixels = pixels;
  redraw();
}

void Application::redraw() { m_kit.request_frames(2); }

void Application::tick() {
  m_services.collect();
  settle_keys();
  m_navigator.keep_draft_when_due();
  m_services.lock_when_idle();
  const std::uint64_t tick = m_services.change_tick();
  if (tick != m_tick_seen || minute() != m_minute_seen || m_navigator.is_due()) {
    m_tick_seen = tick;
    m_minute_seen = minute();
    m_stale = true;
  }
}

void Application::frame() {
  if (m_stale) {
    if (m_navigator.refresh() == PersonChanged::Yes) m_kit.reset();
    m_stale = false;
  }
  m_kit.begin_frame(m_pixels, m_settings.theme, now());
  const bool acted = m_navigator.draw(m_kit);
  m_kit.end_frame();
  ++m_frames;
  if (!acted) return;
  if (m_settings != m_kept_settings) {
    m_kept_settings = m_settings;
    if (m_keep_settings) m_keep_settings(m_settings);
  }
  m_stale = true;
  m_tick_seen = m_services.change_tick();
}

double Application::seconds_to_next() {
  const std::int64_t into_minute = ((m_clock.now().milliseconds % 60'000) + 60'000) % 60'000;
  double next = static_cast<double>(60'000 - into_minute) / 1000.0;
  if (m_wedge.is_holding()) next = std::min(next, ScannerWedge::kSettle);
  if (const auto lock = m_services.lock_when_idle()) next = std::min(next, static_cast<double>(lock->milliseconds) / 1000.0);
  return std::min(next, m_navigator.seconds_to_next());
}

}  // namespace wardlight::shell
