// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/palette.h"

namespace wardlight::ui {
namespace {

constexpr Palette kDay{
    .background = hex(0xF1F4F8),
    .surface = hex(0xFFFFFF),
    .surface_low = hex(0xF6F8FB),
    .line = hex(0xDCE3EB),
    .border = hex(0x7F8FA0),
    .text = hex(0x10202F),
    .muted = hex(0x526373),
    .primary = hex(0x0B5CAD),
    .on_primary = hex(0xFFFFFF),
    .danger = hex(0xB0201E),
    .on_danger = hex(0xFFFFFF),
    .disabled = hex(0xDCE3EB),
    .on_disabled = hex(0x4A5A69),
    .keyboard = hex(0xD5DDE6),
    .key = hex(0xFFFFFF),
    .key_special = hex(0xB9C5D1),
    .neutral = {hex(0x405161), hex(0xE9EEF3)},
    .primary_tone = {hex(0x0B5CAD), hex(0xE4EFFB)},
    .ok = {hex(0x0B6E43), hex(0xE1F3E9)},
    .warn = {hex(0x8A5000), hex(0xFFF0D2)},
    .bad = {hex(0xB0201E), hex(0xFDE6E4)},
    .info = {hex(0x2456B8), hex(0xE8EEFC)},
    .violet = {hex(0x65399C), hex(0xF0E8FA)},
    .shadows = true,
};

constexpr Palette kNight{
    .background = hex(0x0C131B),
    .surface = hex(0x151F2A),
    .surface_low = hex(0x1B2733),
    .line = hex(0x2A3846),
    .border = hex(0x64788B),
    .text = hex(0xE8EFF6),
    .muted = hex(0x9CADBD),
    .primary = hex(0x6CB4F5),
    .on_primary = hex(0x05223E),
    .danger = hex(0xFF938A),
    .on_danger = hex(0x3D0A07),
    .disabled = hex(0x2A3846),
    .on_disabled = hex(0xA9B8C6),
    .keyboard = hex(0x0F1822),
    .key = hex(0x2A3846),
    .key_special = hex(0x1E2A36),
    .neutral = {hex(0xB9C7D4), hex(0x243240)},
    .primary_tone = {hex(0x6CB4F5), hex(0x17344F)},
    .ok = {hex(0x63D09A), hex(0x12352A)},
    .warn = {hex(0xF3BD57), hex(0x3B2D12)},
    .bad = {hex(0xFF938A), hex(0x45201F)},
    .info = {hex(0x8FB4FF), hex(0x1D2C4D)},
    .violet = {hex(0xC8A6F5), hex(0x32244A)},
    .shadows = false,
};

}  // namespace

std::optional<Theme> theme_from_code(std::string_view code) {
  if (code == "day") return Theme::Day;
  if (code == "night") return Theme::Night;
  return std::nullopt;
}

std::string_view to_code(Theme theme) { return theme == Theme::Day ? "day" : "night"; }

const Palette& palette(Theme theme) { return theme == Theme::Day ? kDay : kNight; }

const ToneColors& Palette::tone(Tone tone) const {
  switch (tone) {
    case Tone::Neutral: return neutral;
    case Tone::Primary: return primary_tone;
    case Tone::Ok: return ok;
    case Tone::Warn: return warn;
    case Tone::Bad: return bad;
    case Tone::Info: return info;
    case Tone::Violet: return violet;
  }
  return neutral;
}

}  // namespace wardlight::ui
