// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wardlight {

// An exact decimal that remembers how many digits it was written with (36.50 stays 36.50).
// Range: 18 significant digits; anything longer does not parse.
class Decimal {
 public:
  static std::optional<Decimal> parse(std::string_view text);  // JSON number syntax, exponent allowed
  static Decimal from_integer(std::int64_t value) { return Decimal(value, 0); }

  std::string text() const;
  int places() const { return m_places; }
  bool is_integer() const;

  friend Decimal operator+(Decimal a, Decimal b);
  friend int compare(Decimal a, Decimal b);  // <0, 0, >0 by value: 1.0 equals 1.00

 private:
  Decimal(std::int64_t unscaled, int places) : m_unscaled(unscaled), m_places(places) {}
  std::int64_t m_unscaled;
  int m_places;
};

int compare(Decimal a, Decimal b);

// clinical.md G-6 and G-7: numerator × multiplier ÷ denominator, exact half-up, with `places` decimals.
// "not calculable" when the denominator is 0. Of any integers; `places` from 0 on. What rounds to zero has no sign.
std::string format_rate(std::int64_t numerator, std::int64_t denominator, std::int64_t multiplier, int places);
inline std::string format_percent(std::int64_t part, std::int64_t whole) { return format_rate(part, whole, 100, 2); }

inline constexpr std::string_view kNotCalculable = "not calculable";

}  // namespace wardlight
