// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace wardlight::shell {

// The one sound that this app makes: the local alarm of a call for help. The shell says on or off each time a screen is
// built, so the same word may come many times; what rings meanwhile is the platform's and needs no frame. A tablet
// without a loudspeaker says so, and the screen says it to the nurse.
// Called on the thread that draws; neither call may take long or fail.
class Sounder {
 public:
  virtual ~Sounder() = default;
  virtual bool can_sound() const = 0;
  virtual void alarm(bool on) = 0;
};

// For platforms that have no sound.
class NoSound final : public Sounder {
 public:
  bool can_sound() const override { return false; }
  void alarm(bool) override {}
};

}  // namespace wardlight::shell
