// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sign_in.h"

#include <algorithm>

namespace wardlight::models {

namespace {

// The bytes of the first UTF-8 character.
std::string first_character(std::string_view word) {
  std::size_t size = 1;
  while (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xC0U) == 0x80U) ++size;
  return std::string(word.substr(0, size));
}

StaffTile build_tile(const StaffInput& staff, const SignInInput& input, const Texts& texts) {
  StaffTile tile{staff.practitioner, initials(staff.name), staff.name, role_text(staff.role, texts), {}, false};
  if (staff.blocked)
    tile.badge = {texts("sign_in.blocked_badge"), Tone::Bad};
  else if (staff.drafts > 0)
    tile.badge = {texts.count("sign_in.drafts", staff.drafts), Tone::Info};
  tile.chosen = input.chosen == staff.practitioner;
  return tile;
}

std::vector<StaffGroup> build_groups(const SignInInput& input, const Texts& texts) {
  StaffGroup recent{texts("sign_in.recent"), {}}, others{texts("sign_in.everyone"), {}};
  for (const auto& staff : input.staff) (staff.recent ? recent : others).tiles.push_back(build_tile(staff, input, texts));
  for (auto* group : {&recent, &others}) std::ranges::sort(group->tiles, {}, &StaffTile::name);
  std::vector<StaffGroup> groups;
  if (!recent.tiles.empty()) groups.push_back(std::move(recent));
  if (!others.tiles.empty()) groups.push_back(std::move(others));
  return groups;
}

Badge build_message(const PinState& pin, const Moment& moment, const Texts& texts) {
  if (pin.blocked) return {texts("sign_in.blocked"), Tone::Bad};
  if (pin.failure) return {texts.said(*pin.failure), Tone::Bad};
  if (pin.wait_until && *pin.wait_until > moment.now) {
    const auto left = (pin.wait_until->milliseconds - moment.now.milliseconds + 999) / 1000;
    const std::string length =
        left < 60 ? texts("time.seconds", {{"s", std::to_string(left)}}) : duration_text(seconds((left + 59) / 60 * 60), texts);
    return {texts("sign_in.wait", {{"length", length}}), Tone::Warn};
  }
  if (pin.checking) return {texts("sign_in.checking"), Tone::Neutral};
  if (!pin.wrong) return {};
  if (pin.tries_left) return {texts.count("sign_in.wrong_left", *pin.tries_left), Tone::Bad};
  return {texts("sign_in.wrong"), Tone::Bad};
}

std::optional<PinPad> build_pad(const SignInInput& input, const Moment& moment, const Texts& texts) {
  const auto found = std::ranges::find_if(input.staff, [&](const auto& one) { return input.chosen == one.practitioner; });
  if (found == input.staff.end()) return std::nullopt;
  PinState pin = input.pin;
  pin.blocked = pin.blocked || found->blocked;
  PinPad pad;
  pad.who = found->name;
  pad.role = role_text(found->role, texts);
  pad.initials = initials(found->name);
  pad.prompt = texts("sign_in.enter_pin");
  pad.message = build_message(pin, moment, texts);
  pad.checking = pin.checking;
  const bool waiting = pin.wait_until && *pin.wait_until > moment.now;
  pad.keys_enabled = !pin.blocked && !waiting && !pin.checking;
  pad.erase_label = texts("sign_in.erase");
  pad.back_label = texts("sign_in.someone_else");
  return pad;
}

}  // namespace

std::string role_text(Role role, const Texts& texts) {
  switch (role) {
    case Role::Nurse: return texts("role.nurse");
    case Role::Aide: return texts("role.aide");
    case Role::Charge: return texts("role.charge");
    case Role::Admin: return texts("role.admin");
  }
  return {};
}

std::string initials(std::string_view name) {
  std::string out;
  int words = 0;
  for (std::size_t at = 0; at < name.size() && words < 2;) {
    const auto end = std::min(name.find(' ', at), name.size());
    if (end > at) out += first_character(name.substr(at, end - at)), ++words;
    at = end + 1;
  }
  return out;
}

SignIn build_sign_in(const SignInInput& input, const Moment& moment, const Texts& texts) {
  SignIn model;
  model.unit = input.unit;
  model.time = hour_text(moment, moment.now);
  model.title = texts("sign_in.title");
  model.subtitle = input.locked ? texts("sign_in.locked") : texts("sign_in.choose");
  model.sync = build_sync_line(input.sync, moment, texts);
  model.promise = texts("sign_in.promise");
  model.theme_label = texts(input.night ? "chrome.day" : "chrome.night");
  model.language_label = input.other_language;
  if (input.loading) {
    model.notice = {texts("sign_in.loading"), texts("sign_in.loading_text"), Tone::Neutral, true};
    return model;
  }
  if (input.staff.empty()) {
    model.notice = {texts("sign_in.nobody"), texts("sign_in.nobody_text"), Tone::Warn, false};
    return model;
  }
  model.groups = build_groups(input, texts);
  model.pad = build_pad(input, moment, texts);
  return model;
}

}  // namespace wardlight::models
