// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/scanner_wedge.h"

#include <catch2/catch_test_macros.hpp>

namespace wardlight::shell {
namespace {

double type(ScannerWedge& wedge, std::string_view text, double t, double gap) {
  for (const char c : text) wedge.type(std::string(1, c), t += gap);
  return t;
}

TEST_CASE("a burst that ends in Enter is a scan, and none of it is typed") {
  ScannerWedge wedge;
  const double t = type(wedge, "MRN943400", 10, 0.004);
  CHECK(wedge.take_typed(t).empty());
  CHECK(wedge.enter(t + 0.004) == "MRN943400");
  CHECK(wedge.take_typed(t + 1).empty());
  CHECK_FALSE(wedge.is_holding());
}

TEST_CASE("what a person types comes through, in order, a moment later") {
  ScannerWedge wedge;
  const double t = type(wedge, "singh", 10, 0.15);
  CHECK(wedge.take_typed(t + ScannerWedge::kSettle) == "singh");
  CHECK_FALSE(wedge.enter(t + 0.3).has_value());
  CHECK(wedge.take_typed(t + 0.3).empty());
}

TEST_CASE("a scan right after typing is still a scan") {
  ScannerWedge wedge;
  double t = type(wedge, "ab", 10, 0.2);
  t = type(wedge, "5E-12", t + 0.5, 0.003);
  CHECK(wedge.enter(t + 0.003) == "5E-12");
  CHECK(wedge.take_typed(t) == "ab");
}

TEST_CASE("three fast characters are too few for a code, and a burst without Enter is typing") {
  ScannerWedge wedge;
  double t = type(wedge, "abc", 10, 0.003);
  CHECK_FALSE(wedge.enter(t + 0.003).has_value());
  CHECK(wedge.take_typed(t) == "abc");
  t = type(wedge, "pasted", 20, 0.003);
  CHECK_FALSE(wedge.enter(t + 1).has_value());
  CHECK(wedge.take_typed(t + 1) == "pasted");
}

}  // namespace
}  // namespace wardlight::shell
