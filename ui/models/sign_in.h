// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/strong_id.h"
#include "ui/models/moment.h"
#include "ui/models/parts.h"
#include "ui/models/sync_status.h"
#include "ui/models/texts.h"

namespace wardlight::models {

enum class Role { Nurse, Aide, Charge, Admin };
std::string role_text(Role role, const Texts& texts);

// "AO" of "Amara Okafor": for the round mark beside a name, never instead of it.
std::string initials(std::string_view name);

struct StaffInput {
  PractitionerId practitioner;
  std::string name;
  Role role = Role::Nurse;
  bool recent = false;  // signed in on this tablet within the shift
  int drafts = 0;       // forms this person left half done here
  bool blocked = false;
};

// What the last try told; the PIN itself never enters a model.
struct PinState {
  bool checking = false;
  bool wrong = false;
  std::optional<int> tries_left;
  std::optional<Instant> wait_until;
  bool blocked = false;
  std::optional<std::string> failure;  // the store or the device key failed: one plain sentence
};

struct SignInInput {
  bool loading = false;
  bool locked = false;  // came here by auto-lock or the lock button
  std::string unit;
  std::vector<StaffInput> staff;
  std::optional<PractitionerId> chosen;
  PinState pin;
  SyncStatus sync;
  bool night = false;
  std::string other_language = {};  // its own name; empty when there is only one
};

struct StaffTile {
  PractitionerId practitioner;
  std::string initials;
  std::string name;
  std::string role;
  Badge badge;  // "1 draft", "blocked"; empty text for none
  bool chosen = false;
};

struct StaffGroup {
  std::string title;
  std::vector<StaffTile> tiles;
};

struct PinPad {
  std::string who;
  std::string role;
  std::string initials;
  std::string prompt;
  Badge message;  // wrong, wait, blocked; empty text for none
  bool keys_enabled = true;
  bool checking = false;
  std::string erase_label;
  std::string back_label;  // "Someone else"
};

struct SignIn {
  std::string title;
  std::string unit;
  std::string time;
  std::string subtitle;
  Notice notice;  // loading, or nobody enrolled yet
  std::vector<StaffGroup> groups;
  std::optional<PinPad> pad;
  SyncLine sync;
  std::string promise;  // a locked tablet goes on sending
  std::string theme_label;
  std::string language_label;  // the other language's name; empty when there is none
};

inline constexpr std::size_t kPinLength = 6;

SignIn build_sign_in(const SignInInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
