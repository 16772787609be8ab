// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/expected.h"

namespace wardlight::print {

// Points of 1/72 inch from the upper left corner.
inline constexpr double kPageWidth = 612;   // US Letter
inline constexpr double kPageHeight = 792;
inline constexpr double kMargin = 36;

enum class Weight { Regular, Strong };
enum class Align { Left, Center, Right };
struct Ink {
  double red = 0.06, green = 0.13, blue = 0.19;
};
inline constexpr Ink kBlack{0, 0, 0};
inline constexpr Ink kGrey{0.38, 0.43, 0.48};
inline constexpr Ink kRed{0.69, 0.13, 0.12};

struct PrintStyle {
  double size = 9;
  Weight weight = Weight::Regular;
  Align align = Align::Left;
  Ink ink = kBlack;
};

// A PDF being drawn, in the installed Inter. It is made in memory only and never touches a disk here. One thread.
class Paper {
 public:
  explicit Paper(const std::string& title);
  ~Paper();
  Paper(const Paper&) = delete;

  // One line within `width`; what does not fit ends in "…" and is counted.
  void text(double x, double baseline, double width, std::string_view words, const PrintStyle& style = {});
  // As many lines as it takes, at most `lines`; gives how many it took.
  int wrapped(double x, double baseline, double width, std::string_view words, const PrintStyle& style, int lines);
  double width_of(std::string_view words, const PrintStyle& style) const;
  // The size at which the words fit, down to `least`: below that they cannot be read and are cut.
  double fitting(std::string_view words, double width, PrintStyle style, double least) const;
  void line(double x, double y, double to_x, double to_y, double width = 0.5, Ink ink = kGrey);
  void box(double x, double y, double width, double height, Ink ink = kGrey);
  void fill(double x, double y, double width, double height, double grey);  // 1 is white

  void next_page();
  int pages() const { return m_pages; }
  int cut() const { return m_cut; }  // lines that did not fit

  Expected<Bytes> finish();  // Environment when the PDF could not be made; then nothing more can be drawn

 private:
  struct Surface;
  void use(const PrintStyle& style) const;
  std::string fit(std::string_view words, double width) const;

  std::unique_ptr<Surface> m_surface;
  int m_pages = 1;
  int m_cut = 0;
};

}  // namespace wardlight::print
