// SPDX-License-Identifier: Apache-2.0
#include "core/base/decimal.h"

#include <catch2/catch_test_macros.hpp>

using namespace wardlight;

TEST_CASE("G-6 rates are rounded half up, exactly") {
  CHECK(format_rate(2, 640, 1000, 2) == "3.13");
  CHECK(format_rate(35, 38, 100, 2) == "92.11");
  CHECK(format_rate(3, 879, 1000, 1) == "3.4");
  CHECK(format_rate(1, 8, 1, 0) == "0");
  CHECK(format_rate(1, 2, 1, 0) == "1");
}

TEST_CASE("G-6 rates of any integers are exact: large ones do not wrap, negative ones round away from zero, and nothing is minus nothing") {
  CHECK(format_rate(9'223'372'036'854'775'807, 3, 1000, 2) == "3074457345618258602333.33");
  CHECK(format_rate(9'223'372'036'854'775'807, 1, 9'223'372'036'854'775'807, 0) == "85070591730234615847396907784232501249");
  CHECK(format_rate(-2, 640, 1000, 2) == "-3.13");
  CHECK(format_rate(2, -640, 1000, 2) == "-3.13");
  CHECK(format_rate(-2, -640, 1000, 2) == "3.13");
  CHECK(format_rate(-1, 1000, 1, 2) == "0.00");
  CHECK(format_rate(9'995, 1000, 1, 2) == "10.00");
  CHECK(format_rate(1, 3, 1, 9) == "0.333333333");
}

TEST_CASE("G-7 a denominator of zero is not calculable and a numerator of zero is zero") {
  CHECK(format_percent(0, 0) == "not calculable");
  CHECK(format_percent(0, 7) == "0.00");
}

TEST_CASE("Decimals keep their digits, add exactly and compare by value") {
  CHECK(Decimal::parse("36.50")->text() == "36.50");
  CHECK(Decimal::parse("-0.05")->text() == "-0.05");
  for (const auto* text : {"0", "7", "-7", "60", "123456789012345678", "-123456789012345678"})
    CHECK(Decimal::parse(text)->text() == text);
  CHECK(compare(*Decimal::parse("-0"), *Decimal::parse("0.0")) == 0);
  CHECK(compare(*Decimal::parse("60"), *Decimal::parse("6e1")) == 0);
  CHECK(Decimal::parse("1.5e2")->text() == "150");
  CHECK((*Decimal::parse("0.1") + *Decimal::parse("0.20")).text() == "0.30");
  CHECK(compare(*Decimal::parse("1.0"), *Decimal::parse("1.00")) == 0);
  CHECK(compare(*Decimal::parse("-1"), *Decimal::parse("0.5")) < 0);
  for (const auto* text : {"", "-", ".5", "5.", "01", "1e", "+1", "1234567890123456789", "NaN"})
    CHECK_FALSE(Decimal::parse(text));
}
