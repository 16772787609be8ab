// SPDX-License-Identifier: Apache-2.0
#include "core/base/decimal.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace wardlight {
namespace {

__extension__ using Wide = __int128;

constexpr int kMostDigits = 18;

Wide power_of_ten(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

std::string digits_of(Wide value) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value > 0);
  return {digits.rbegin(), digits.rend()};
}

// The digits of a number times 10^places as that number is written.
std::string with_point(std::string digits, int places, bool negative) {
  const auto wanted = static_cast<std::size_t>(places) + 1;
  if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - static_cast<std::size_t>(places), 1, '.');
  return negative ? "-" + digits : digits;
}

// 0999 becomes 1000, 999 as well.
void round_up(std::string& digits) {
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    if (*digit != '9') {
      ++*digit;
      return;
    }
    *digit = '0';
  }
  digits.insert(0, 1, '1');
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Parts {
  std::string digits;
  int places = 0;
};

// The digits around the point, by JSON's grammar; consumes them from `text`.
std::optional<Parts> take_digits(std::string_view& text) {
  Parts parts;
  while (!text.empty() && is_digit(text[0])) parts.digits += text[0], text.remove_prefix(1);
  if (parts.digits.empty() || (parts.digits.size() > 1 && parts.digits[0] == '0')) return std::nullopt;
  if (text.empty() || text[0] != '.') return parts;
  text.remove_prefix(1);
  while (!text.empty() && is_digit(text[0])) parts.digits += text[0], ++parts.places, text.remove_prefix(1);
  return parts.places == 0 ? std::nullopt : std::optional(parts);
}

std::optional<int> take_exponent(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] != 'e' && text[0] != 'E') return std::nullopt;
  text.remove_prefix(1);
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc{} || end != text.data() + text.size() || std::abs(exponent) > kMostDigits) return std::nullopt;
  return exponent;
}

// Digits alone, as nearly all numbers are written.
std::optional<std::int64_t> read_plain(std::string_view digits) {
  if (digits.empty() || digits.size() > static_cast<std::size_t>(kMostDigits)) return std::nullopt;
  if (digits.size() > 1 && digits[0] == '0') return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  if (const auto plain = read_plain(text)) return Decimal(negative ? -*plain : *plain, 0);
  auto parts = take_digits(text);
  if (!parts) return std::nullopt;
  const auto exponent = take_exponent(text);
  if (!exponent) return std::nullopt;
  parts->places -= *exponent;
  if (parts->places < 0) parts->digits.append(static_cast<std::size_t>(-parts->places), '0'), parts->places = 0;
  const auto first = parts->digits.find_first_not_of('0');
  const auto significant = first == std::string::npos ? std::string("0") : parts->digits.substr(first);
  if (significant.size() > kMostDigits || parts->places > kMostDigits) return std::nullopt;
  const auto unscaled = std::strtoll(significant.c_str(), nullptr, 10);
  return Decimal(negative ? -unscaled : unscaled, parts->places);
}

std::string Decimal::text() const {
  const Wide value = m_unscaled;
  return with_point(digits_of(value < 0 ? -value : value), m_places, value < 0);
}

bool Decimal::is_integer() const { return m_unscaled % power_of_ten(m_places) == 0; }

Decimal operator+(Decimal a, Decimal b) {
  const int places = std::max(a.m_places, b.m_places);
  const Wide sum = a.m_unscaled * power_of_ten(places - a.m_places) + b.m_unscaled * power_of_ten(places - b.m_places);
  return {static_cast<std::int64_t>(sum), places};
}

int compare(Decimal a, Decimal b) {
  const Wide left = a.m_unscaled * power_of_ten(b.m_places);
  const Wide right = b.m_unscaled * power_of_ten(a.m_places);
  return left < right ? -1 : left > right ? 1 : 0;
}

std::string format_rate(std::int64_t numerator, std::int64_t denominator, std::int64_t multiplier, int places) {
  if (denominator == 0) return std::string(kNotCalculable);
  const Wide product = Wide{numerator} * multiplier;  // below 2¹²⁶
  const Wide whole = product < 0 ? -product : product;
  const Wide by = denominator < 0 ? -Wide{denominator} : Wide{denominator};
  // By long division: the product times a power of ten would not fit.
  std::string digits = digits_of(whole / by);
  Wide rest = whole % by;
  for (int i = 0; i < places; ++i, rest %= by) digits += digits_of((rest *= 10) / by);
  if (2 * rest >= by) round_up(digits);
  const bool negative = (product < 0) != (denominator < 0) && digits.find_first_not_of('0') != std::string::npos;
  return with_point(std::move(digits), places, negative);
}

}  // namespace wardlight
