// SPDX-License-Identifier: Apache-2.0
#include "core/base/fold.h"

#include <cstdint>

namespace wardlight {

namespace {

// The plain letter of each code point from U+00C0 and from U+1E00; a dot where there is none.
constexpr std::string_view kLatin =
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiii..jjkk.llllll..llnnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz."
    "................................oo.............uu............................aaiioouuuuuuuuuu.aa"
    "aa....ggkkoooo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
    "................";
constexpr std::string_view kLatinMore =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
    "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

std::string_view pair_letters(std::uint32_t point) {
  switch (point) {
    case 0xC6:
    case 0xE6: return "ae";
    case 0xDF: return "ss";
    case 0x152:
    case 0x153: return "oe";
    default: return {};
  }
}

char plain_letter(std::uint32_t point) {
  if (point >= 0xC0 && point - 0xC0 < kLatin.size()) return kLatin[point - 0xC0];
  if (point >= 0x1E00 && point - 0x1E00 < kLatinMore.size()) return kLatinMore[point - 0x1E00];
  return '.';
}

// Bytes of the UTF-8 character that starts with `lead`.
std::size_t character_size(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

std::uint32_t code_point(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(character[i])); };
  if (character.size() == 2) return (byte(0) & 0x1FU) << 6 | (byte(1) & 0x3FU);
  if (character.size() == 3) return (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
  return 0;
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const auto character = text.substr(at, character_size(static_cast<unsigned char>(c)));
    at += character.size();
    if (character.size() == 1) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      continue;
    }
    const auto point = code_point(character);
    const bool combining = point >= 0x300 && point < 0x370;
    if (combining) continue;
    if (const auto pair = pair_letters(point); !pair.empty())
      out += pair;
    else if (const char letter = plain_letter(point); letter != '.')
      out += letter;
    else
      out += character;
  }
  return out;
}

}  // namespace wardlight
