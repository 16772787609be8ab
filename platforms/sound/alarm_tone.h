// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "ui/shell/sounder.h"

namespace wardlight::sound {

// The local alarm on an ALSA device: two short tones and a pause, over and over on a thread of its own, until it is told to
// be quiet. A machine without a sound card, or one that loses it, is mute: can_sound() says so and nothing else happens.
class AlarmTone final : public shell::Sounder {
 public:
  explicit AlarmTone(std::string device = "default");
  ~AlarmTone() override;
  AlarmTone(const AlarmTone&) = delete;
  AlarmTone& operator=(const AlarmTone&) = delete;

  bool can_sound() const override;
  void alarm(bool on) override;

  int rings() const;  // how many times the tones were played to their end

 private:
  void run();
  bool ring_once();

  const std::string m_device;
  mutable std::mutex m_mutex;
  std::condition_variable m_change;
  bool m_can_sound = false;
  bool m_on = false;
  bool m_ends = false;
  int m_rings = 0;
  std::thread m_thread;  // begun by the first alarm
};

}  // namespace wardlight::sound
