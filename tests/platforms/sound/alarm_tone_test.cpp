// SPDX-License-Identifier: Apache-2.0
#include "platforms/sound/alarm_tone.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

using wardlight::sound::AlarmTone;

namespace {

// ALSA's own device that swallows everything: there on every machine, with or without a card.
constexpr const char* kSilentDevice = "null";

bool rings_soon(const AlarmTone& tone, int times) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (tone.rings() < times && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  return tone.rings() >= times;
}

}  // namespace

TEST_CASE("the alarm rings on a thread of its own, over and over, until it is told to be quiet") {
  AlarmTone tone(kSilentDevice);
  REQUIRE(tone.can_sound());
  CHECK(tone.rings() == 0);
  tone.alarm(true);
  tone.alarm(true);  // each time a screen is built
  CHECK(rings_soon(tone, 2));
  tone.alarm(false);
  tone.alarm(true);
  CHECK(rings_soon(tone, 3));
}

TEST_CASE("a machine without that sound device is mute, says so and does not fail") {
  AlarmTone tone("wardlight-no-such-device");
  CHECK_FALSE(tone.can_sound());
  tone.alarm(true);
  tone.alarm(false);
  CHECK(tone.rings() == 0);
}
