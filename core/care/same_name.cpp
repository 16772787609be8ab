// SPDX-License-Identifier: Apache-2.0
#include "core/care/same_name.h"

#include <algorithm>

#include "core/base/fold.h"

namespace wardlight::care {
namespace {

constexpr std::size_t kSoundexLength = 4;
constexpr std::size_t kShortestForSlips = 4;  // shorter names differ by a letter all the time

// The digit of each letter from a to z; 0 for vowels, which part equal neighbours, and '-' for h and w, which do not.
constexpr std::string_view kDigits = "01230120-22455012623010202";
static_assert(kDigits.size() == 26);

char digit_of(char letter) {
  if (letter == 'h' || letter == 'w') return '-';
  return kDigits[static_cast<std::size_t>(letter - 'a')];
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// Letters of any script, folded; spaces, hyphens and apostrophes are left out.
std::string compact(std::string_view name) {
  std::string folded = fold(name);
  std::erase_if(folded, [](char c) { return static_cast<unsigned char>(c) < 0x80 && !is_letter(c) && !(c >= '0' && c <= '9'); });
  return folded;
}

std::string first_name(std::string_view given) {
  const auto begin = given.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return compact(given.substr(begin, given.find(' ', begin) - begin));
}

// One letter more, fewer, other, or two neighbours swapped.
bool differs_by_a_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < kShortestForSlips || b.size() - a.size() > 1) return false;
  const auto [left, right] = std::ranges::mismatch(a, b);
  const auto at = static_cast<std::size_t>(left - a.begin());
  if (a.size() < b.size()) return a.substr(at) == b.substr(at + 1);
  if (a.substr(at + 1) == b.substr(at + 1)) return true;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

// A name as it is compared: by its letters and by its sound.
struct Part {
  explicit Part(std::string folded) : letters(std::move(folded)), sound(letters.empty() ? std::string() : soundex(letters)) {}
  std::string letters;
  std::string sound;
};
struct Folded {
  Part family;
  Part given;
};

bool sounds_alike(const Part& a, const Part& b) { return is_letter(a.letters.front()) && a.sound == b.sound; }

bool given_alike(const Part& a, const Part& b) {
  return a.letters.empty() || b.letters.empty() || a.letters.front() == b.letters.front() || sounds_alike(a, b);
}

bool alike(const Folded& a, const Folded& b) {
  const std::string &one = a.family.letters, &other = b.family.letters;
  if (one.empty() || other.empty()) return false;
  if (!a.given.letters.empty() && one == b.given.letters && a.given.letters == other) return true;
  const bool family = one == other || sounds_alike(a.family, b.family) || differs_by_a_slip(one, other);
  return family && given_alike(a.given, b.given);
}

Folded folded(const FullName& name) { return {Part(compact(name.family)), Part(first_name(name.given))}; }

}  // namespace

std::string soundex(std::string_view name) {
  std::string code;
  char last = '0';
  for (const char letter : fold(name)) {
    if (!is_letter(letter)) continue;
    const char digit = digit_of(letter);
    if (code.empty())
      code.push_back(static_cast<char>(letter - 'a' + 'A'));
    else if (digit != '0' && digit != '-' && digit != last)
      code.push_back(digit);
    if (digit != '-') last = digit;
    if (code.size() == kSoundexLength) return code;
  }
  code.resize(kSoundexLength, '0');
  return code;
}

bool is_alike(const FullName& a, const FullName& b) { return alike(folded(a), folded(b)); }

std::vector<std::vector<std::size_t>> find_alike(std::span<const FullName> names) {
  std::vector<Folded> all;
  for (const FullName& name : names) all.push_back(folded(name));
  std::vector<std::vector<std::size_t>> found(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j)
      if (alike(all[i], all[j])) found[i].push_back(j), found[j].push_back(i);
  return found;
}

}  // namespace wardlight::care
