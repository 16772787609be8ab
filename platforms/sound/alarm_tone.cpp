// SPDX-License-Identifier: Apache-2.0
#include "platforms/sound/alarm_tone.h"

#include <alsa/asoundlib.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <utility>
#include <vector>

namespace wardlight::sound {
namespace {

constexpr unsigned kRate = 44'100;
constexpr unsigned kLatency = 100'000;  // microseconds the device may hold back
constexpr double kLoudness = 0.7;       // of what the device can give
constexpr std::chrono::milliseconds kPause{900};

struct Tone {
  double hertz;
  double seconds;
};
constexpr std::array<Tone, 2> kTones{{{880, 0.22}, {660, 0.28}}};

void say_nothing(const char*, int, const char*, int, const char*, ...) {}

struct Closer {
  void operator()(snd_pcm_t* device) const { snd_pcm_close(device); }
};
using Device = std::unique_ptr<snd_pcm_t, Closer>;

Device open_device(const std::string& name) {
  snd_lib_error_set_handler(say_nothing);  // a missing card is an answer, not a failure
  snd_pcm_t* device = nullptr;
  if (snd_pcm_open(&device, name.c_str(), SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK) < 0) return {};
  return Device(device);
}

// Each tone swells and dies away, so that it does not crack.
std::vector<std::int16_t> make_tones() {
  std::vector<std::int16_t> samples;
  for (const Tone& tone : kTones) {
    const auto count = static_cast<std::size_t>(tone.seconds * kRate);
    for (std::size_t i = 0; i < count; ++i) {
      const double share = static_cast<double>(i) / static_cast<double>(count);
      const double swell = std::sin(std::numbers::pi * share);
      const double wave = std::sin(2 * std::numbers::pi * tone.hertz * static_cast<double>(i) / kRate);
      samples.push_back(static_cast<std::int16_t>(32'767 * kLoudness * swell * wave));
    }
  }
  return samples;
}

}  // namespace

AlarmTone::AlarmTone(std::string device) : m_device(std::move(device)), m_can_sound(open_device(m_device) != nullptr) {}

AlarmTone::~AlarmTone() {
  {
    const std::lock_guard lock(m_mutex);
    m_ends = true;
  }
  m_change.notify_all();
  if (m_thread.joinable()) m_thread.join();
}

bool AlarmTone::can_sound() const {
  const std::lock_guard lock(m_mutex);
  return m_can_sound;
}

void AlarmTone::alarm(bool on) {
  {
    const std::lock_guard lock(m_mutex);
    if (m_on == on || !m_can_sound) return;
    m_on = on;
  }
  if (on && !m_thread.joinable()) m_thread = std::thread([this] { run(); });
  m_change.notify_all();
}

int AlarmTone::rings() const {
  const std::lock_guard lock(m_mutex);
  return m_rings;
}

void AlarmTone::run() {
  std::unique_lock lock(m_mutex);
  while (!m_ends) {
    m_change.wait(lock, [this] { return m_on || m_ends; });
    if (m_ends) return;
    lock.unlock();
    const bool rang = ring_once();
    lock.lock();
    if (rang) ++m_rings;
    if (!rang) m_can_sound = m_on = false;
    m_change.wait_for(lock, kPause, [this] { return !m_on || m_ends; });
  }
}

// The device is taken for one ring only: other programs get it back in the pause.
bool AlarmTone::ring_once() {
  const Device device = open_device(m_device);
  if (!device || snd_pcm_nonblock(device.get(), 0) < 0) return false;
  if (snd_pcm_set_params(device.get(), SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 1, kRate, 1, kLatency) < 0)
    return false;
  const auto samples = make_tones();
  for (std::size_t at = 0; at < samples.size();) {
    const snd_pcm_sframes_t written = snd_pcm_writei(device.get(), samples.data() + at, samples.size() - at);
    if (written < 0 && snd_pcm_recover(device.get(), static_cast<int>(written), 1) < 0) return false;
    if (written > 0) at += static_cast<std::size_t>(written);
  }
  return snd_pcm_drain(device.get()) >= 0;
}

}  // namespace wardlight::sound
