// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/keyboard.h"

#include <array>
#include <span>
#include <string>

#include "ui/widgets/kit_state.h"

namespace wardlight::ui {
namespace {

constexpr float kGap = 8;
constexpr float kMargin = 8;
constexpr float kKeyHeight = 60;
constexpr float kHeight = 4 * kKeyHeight + 3 * kGap + 2 * kMargin;
constexpr float kMostWidth = 1104;

using Row = std::span<const std::string_view>;

constexpr std::array<std::string_view, 10> kTop{"q", "w", "e", "r", "t", "y", "u", "i", "o", "p"};
constexpr std::array<std::string_view, 9> kMiddleEnglish{"a", "s", "d", "f", "g", "h", "j", "k", "l"};
constexpr std::array<std::string_view, 10> kMiddleSpanish{"a", "s", "d", "f", "g", "h", "j", "k", "l", "ñ"};
constexpr std::array<std::string_view, 7> kBottom{"z", "x", "c", "v", "b", "n", "m"};
constexpr std::array<std::string_view, 10> kTopCapital{"Q", "W", "E", "R", "T", "Y", "U", "I", "O", "P"};
constexpr std::array<std::string_view, 9> kMiddleEnglishCapital{"A", "S", "D", "F", "G", "H", "J", "K", "L"};
constexpr std::array<std::string_view, 10> kMiddleSpanishCapital{"A", "S", "D", "F", "G", "H", "J", "K", "L", "Ñ"};
constexpr std::array<std::string_view, 7> kBottomCapital{"Z", "X", "C", "V", "B", "N", "M"};
constexpr std::array<std::string_view, 10> kDigits{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"};
constexpr std::array<std::string_view, 10> kSigns{"-", "/", ":", ";", "(", ")", "%", "+", "=", "\""};
constexpr std::array<std::string_view, 10> kAccents{"á", "é", "í", "ó", "ú", "ü", "ñ", "ç", "¿", "¡"};
constexpr std::array<std::string_view, 7> kPoints{"?", "!", "'", "°", "#", "&", "@"};

struct Rows {
  Row top, middle, bottom;
};

Rows rows(KeyboardLayout layout, bool symbols, bool shift) {
  const bool spanish = layout == KeyboardLayout::Spanish;
  if (symbols) return {kDigits, spanish ? Row(kAccents) : Row(kSigns), kPoints};
  if (shift) return {kTopCapital, spanish ? Row(kMiddleSpanishCapital) : Row(kMiddleEnglishCapital), kBottomCapital};
  return {kTop, spanish ? Row(kMiddleSpanish) : Row(kMiddleEnglish), kBottom};
}

bool draw_key(Kit& kit, std::string_view key, const Rect& rect, std::string_view label, Color fill) {
  const Press press = kit.pressable(key, Role::Key, rect, label);
  kit.fill(rect, fill, 10);
  if (press.held) kit.fill(rect, kit.palette().primary_tone.soft, 10);
  return press.tapped;
}

void letter_key(Kit& kit, const Rect& rect, std::string_view letter) {
  if (draw_key(kit, "keyboard." + std::string(letter), rect, letter, kit.palette().key)) {
    kit.type_text(letter);
    kit.state().keyboard_shift = false;
  }
  kit.text(rect, letter, {.type = Type::Title, .align = Align::Center});
}

void draw_row(Kit& kit, Row row, const Rect& line, float key_width) {
  const float width = key_width * static_cast<float>(row.size()) + kGap * static_cast<float>(row.size() - 1);
  Rect strip = line.middle({width, line.h});
  for (const std::string_view letter : row) letter_key(kit, strip.cut_left(key_width, kGap), letter);
}

bool word_key(Kit& kit, std::string_view key, const Rect& rect, std::string_view words) {
  const bool tapped = draw_key(kit, key, rect, words, kit.palette().key_special);
  kit.text(rect, words, {.type = Type::Label, .align = Align::Center});
  return tapped;
}

bool icon_key(Kit& kit, std::string_view key, const Rect& rect, Icon icon, std::string_view label) {
  const bool tapped = draw_key(kit, key, rect, label, kit.palette().key_special);
  kit.icon(rect, icon, kit.palette().text);
  return tapped;
}

void draw_last_row(Kit& kit, Rect line, float key_width, const KeyboardWords& words) {
  Kit::State& s = kit.state();
  if (word_key(kit, "keyboard.symbols", line.cut_left(key_width * 1.6f, kGap),
               s.keyboard_symbols ? words.letters : words.symbols))
    s.keyboard_symbols = !s.keyboard_symbols;
  if (icon_key(kit, "keyboard.hide", line.cut_right(key_width, kGap), Icon::KeyboardHide, words.hide)) kit.blur();
  if (word_key(kit, "keyboard.done", line.cut_right(key_width * 1.6f, kGap), words.done)) kit.press_key(Key::Escape);
  letter_key(kit, line.cut_left(key_width, kGap), ",");
  letter_key(kit, line.cut_right(key_width, kGap), ".");
  if (draw_key(kit, "keyboard.space", line, words.space, kit.palette().key)) kit.type_text(" ");
  kit.text(line, words.space, {.type = Type::Label, .align = Align::Center});
}

}  // namespace

void reserve_keyboard(Kit& kit) {
  Kit::State& s = kit.state();
  s.keyboard_height = s.field ? kHeight : 0;
  if (!s.field) s.keyboard_symbols = s.keyboard_shift = false;
}

void draw_keyboard(Kit& kit, KeyboardLayout layout, const KeyboardWords& words) {
  Kit::State& s = kit.state();
  if (s.keyboard_height == 0) return;
  Rect board = kit.screen();
  board = board.cut_bottom(kHeight);
  kit.block(board);
  kit.fill(board, kit.palette().keyboard);
  Rect inner = board.middle({std::min(board.w - 2 * kMargin, kMostWidth), kHeight - 2 * kMargin});
  const float key_width = (inner.w - 9 * kGap) / 10;
  const Rows keys = rows(layout, s.keyboard_symbols, s.keyboard_shift);
  draw_row(kit, keys.top, inner.cut_top(kKeyHeight, kGap), key_width);
  draw_row(kit, keys.middle, inner.cut_top(kKeyHeight, kGap), key_width);
  Rect third = inner.cut_top(kKeyHeight, kGap);
  const float side = (inner.w - 7 * key_width - 8 * kGap) / 2;
  if (icon_key(kit, "keyboard.shift", third.cut_left(side, kGap), Icon::ArrowUpward, words.shift))
    s.keyboard_shift = !s.keyboard_shift;
  if (icon_key(kit, "keyboard.backspace", third.cut_right(side, kGap), Icon::Backspace, words.backspace))
    kit.press_key(Key::Backspace);
  draw_row(kit, keys.bottom, third, key_width);
  draw_last_row(kit, inner, key_width, words);
}

}  // namespace wardlight::ui
