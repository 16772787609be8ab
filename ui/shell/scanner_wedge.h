// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wardlight::shell {

// Tells a barcode scanner that types like a keyboard from a person who types. A scanner sends a whole code within
// milliseconds and ends it with Enter; a person cannot. Characters are held back until it is clear which of the two
// it is, at most kSettle; what was typed by hand is then given on, in order. Times are seconds, monotonic.
class ScannerWedge {
 public:
  static constexpr double kGap = 0.035;    // the longest pause between two characters of a scan
  static constexpr double kSettle = 0.06;  // after this long without another character it was a person
  static constexpr std::size_t kLeast = 4;
  static constexpr std::size_t kMost = 256;

  void type(std::string_view utf8, double t);
  // Enter. The scanned code, when what came before was a scan; else nothing, and Enter is the person's.
  std::optional<std::string> enter(double t);
  // What a person typed and may now be given on; empty while it may still be a scan.
  std::string take_typed(double t);
  bool is_holding() const { return !m_held.empty(); }
  void clear();

 private:
  std::string m_held;
  std::string m_typed;
  std::size_t m_characters = 0;
  double m_last = 0;
};

}  // namespace wardlight::shell
