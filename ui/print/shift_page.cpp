// SPDX-License-Identifier: Apache-2.0
#include "ui/print/shift_page.h"

#include <algorithm>

#include "ui/print/paper.h"

namespace wardlight::print {
namespace {

constexpr double kWidth = kPageWidth - 2 * kMargin;
constexpr double kBottom = kPageHeight - kMargin;
constexpr double kSmallestRow = 8.5, kLargestRow = 16;
constexpr double kBed = 30, kName = 122, kNurse = 82, kDone = 32, kOpen = 42;
constexpr double kReadable = 6.5;  // a name that needs less stands in two lines
constexpr double kCells = kWidth - kBed - kName - kNurse - kDone - kOpen;
constexpr double kNurseRow = 11;

class ReportPage {
 public:
  ReportPage(Paper& paper, const models::ShiftReport& report) : m_paper(paper), m_report(report) {}

  void draw() {
    draw_head();
    draw_figures();
    draw_open();
    draw_beds();
    draw_nurses();
    draw_foot();
  }

 private:
  void draw_head() {
    m_y = kMargin + 14;
    m_paper.text(kMargin, m_y, kWidth * 0.62, m_report.title,
                 {m_paper.fitting(m_report.title, kWidth * 0.62, {16, Weight::Strong}, 8), Weight::Strong});
    m_paper.text(kMargin + kWidth * 0.62, m_y, kWidth * 0.38, m_report.verdict, {10, Weight::Strong, Align::Right});
    m_y += 15;
    m_paper.text(kMargin, m_y, kWidth * 0.42, m_report.subtitle, {9.5});
    const double size = m_paper.fitting(m_report.signature, kWidth * 0.57, {8.5}, 6);
    m_paper.text(kMargin + kWidth * 0.42, m_y, kWidth * 0.58, m_report.signature, {size, Weight::Regular, Align::Right, kGrey});
    m_y += 6;
    if (m_report.amended.empty()) return;
    std::string words;
    for (const std::string& one : m_report.amended) words += (words.empty() ? "" : "   ") + one;
    m_y += 7;
    m_y += 10 * (m_paper.wrapped(kMargin, m_y, kWidth, words, {8, Weight::Strong, Align::Left, kRed}, 3) - 1) + 4;
  }

  void draw_figures() {
    const double width = kWidth / static_cast<double>(std::max<std::size_t>(1, m_report.figures.size()));
    for (std::size_t i = 0; i < m_report.figures.size(); ++i) {
      const double x = kMargin + static_cast<double>(i) * width;
      const auto& figure = m_report.figures[i];
      m_paper.box(x, m_y, width, 36);
      m_paper.text(x + 6, m_y + 17, width - 12, figure.number,
                   {m_paper.fitting(figure.number, width - 12, {15, Weight::Strong}, 9), Weight::Strong});
      m_paper.text(x + 6, m_y + 29, width - 12, figure.label,
                   {m_paper.fitting(figure.label, width - 12, {7.5}, 5.5), Weight::Regular, Align::Left, kGrey});
    }
    m_y += 50;
  }

  void draw_open() {
    m_paper.text(kMargin, m_y, kWidth, m_report.open_title, {10.5, Weight::Strong});
    m_y += 12;
    for (const auto& open : m_report.open) {
      const Weight weight = open.now ? Weight::Strong : Weight::Regular;
      m_paper.text(kMargin, m_y, 22, open.count, {8.5, Weight::Strong, Align::Right, open.now ? kRed : kBlack});
      m_paper.text(kMargin + 28, m_y, 188, open.what, {m_paper.fitting(open.what, 188, {8.5, weight}, 6.5), weight});
      m_paper.text(kMargin + 222, m_y, 178, open.where,
                   {m_paper.fitting(open.where, 178, {8}, 5.5), Weight::Regular, Align::Left, kGrey});
      m_paper.text(kMargin + 406, m_y, kWidth - 406, open.why, {m_paper.fitting(open.why, kWidth - 406, {8}, 5.5)});
      m_y += 11.5;
    }
    m_y += 9.5 * m_paper.wrapped(kMargin, m_y, kWidth, m_report.fine, {7.5, Weight::Regular, Align::Left, kGrey}, 5) + 6;
  }

  double nurses_height() const { return 26 + kNurseRow * static_cast<double>((m_report.nurses.size() + 1) / 2); }

  void draw_beds() {
    const double room = kBottom - m_y - nurses_height() - 34;
    const auto count = static_cast<double>(std::max<std::size_t>(1, m_report.beds.size()));
    m_row = std::clamp(room / count, kSmallestRow, kLargestRow);
    draw_heads();
    for (const auto& bed : m_report.beds) {
      if (m_y + m_row > kBottom - 20) {
        m_paper.next_page();
        m_y = kMargin + 12;
        draw_heads();
      }
      draw_bed(bed);
    }
    m_y += 4;
  }

  void draw_heads() {
    const PrintStyle head{7, Weight::Strong, Align::Left, kGrey};
    double x = kMargin;
    m_paper.text(x, m_y, kBed + kName, m_report.bed_head, head);
    m_paper.text(x += kBed + kName, m_y, kNurse, m_report.nurse_head, head);
    x += kNurse;
    for (std::size_t i = 0; i < m_report.hours.size(); ++i)
      m_paper.text(
          x + static_cast<double>(i) * cell(), m_y, cell(), m_report.hours[i],
          {m_paper.fitting(m_report.hours[i], cell() - 1, {7, Weight::Strong}, 5), Weight::Strong, Align::Center, kGrey});
    m_paper.text(x + kCells, m_y, kDone, m_report.done_head, {7, Weight::Strong, Align::Right, kGrey});
    m_paper.text(x + kCells + kDone + 4, m_y, kOpen - 4, m_report.open_head, head);
    m_y += 4;
    m_paper.line(kMargin, m_y, kMargin + kWidth, m_y, 0.8);
  }

  double cell() const { return kCells / static_cast<double>(std::max<std::size_t>(1, m_report.hours.size())); }

  void draw_bed(const models::ShiftReport::Bed& bed) {
    const double size = std::clamp(m_row - 3.5, 6.0, 8.5);
    const double base = m_y + m_row / 2 + size * 0.36;
    double x = kMargin;
    m_paper.text(x, base, kBed - 2, bed.bed, {m_paper.fitting(bed.bed, kBed - 2, {size, Weight::Strong}, 5), Weight::Strong});
    draw_name(x += kBed, base, kName - 4, bed.name, {size});
    draw_name(x += kName, base, kNurse - 4, bed.nurse, {size, Weight::Regular, Align::Left, kGrey});
    x += kNurse;
    for (const models::BoardCell& one : bed.cells) draw_cell(one, x, base, std::min(size, 7.0)), x += cell();
    m_paper.text(x, base, kDone, bed.done, {size, Weight::Strong, Align::Right});
    m_paper.text(x + kDone + 4, base, kOpen - 4, bed.open, {m_paper.fitting(bed.open, kOpen - 4, {size}, 4.75)});
    m_y += m_row;
    m_paper.line(kMargin, m_y, kMargin + kWidth, m_y, 0.25);
  }

  void draw_name(double x, double base, double width, std::string_view name, PrintStyle style) {
    const double whole = m_paper.fitting(name, width, style, kReadable);
    const auto middle = name.find(' ', name.size() / 3);
    if (m_paper.width_of(name, {whole}) <= width || middle == std::string_view::npos) {
      style.size = m_paper.fitting(name, width, style, 4.75);
      return m_paper.text(x, base, width, name, style);
    }
    const double half = std::min(m_row / 2 - 0.5, kReadable);
    const double top = m_y + m_row / 2 - 0.6;
    const auto line = [&](std::string_view words, double y) {
      style.size = half;
      style.size = m_paper.fitting(words, width, style, 4);
      m_paper.text(x, y, width, words, style);
    };
    line(name.substr(0, middle), top);
    line(name.substr(middle + 1), top + half);
  }

  // Grey says look here also to who sees no colours; the word stands in it either way.
  void draw_cell(const models::BoardCell& one, double x, double base, double size) {
    if (one.empty || one.mark.empty()) return;
    const bool bad = one.tone == models::Tone::Bad;
    if (bad) m_paper.fill(x + 0.5, m_y + 0.8, cell() - 1, m_row - 1.6, 0.82);
    const Weight weight = bad || one.tone == models::Tone::Warn ? Weight::Strong : Weight::Regular;
    m_paper.text(x, base, cell(), one.mark, {m_paper.fitting(one.mark, cell() - 1.5, {size, weight}, 4), weight, Align::Center});
  }

  void draw_nurses() {
    if (m_report.nurses.empty()) return;
    if (m_y + nurses_height() > kBottom - 14) {
      m_paper.next_page();
      m_y = kMargin;
    }
    m_y += 12;
    constexpr double kHalf = kWidth / 2;
    const PrintStyle head{7, Weight::Strong, Align::Right, kGrey};
    for (const double x : {kMargin, kMargin + kHalf + 6}) {
      if (x == kMargin)
        m_paper.text(x, m_y, 90, m_report.nurses_title,
                     {m_paper.fitting(m_report.nurses_title, 90, {7, Weight::Strong}, 5), Weight::Strong, Align::Left, kGrey});
      if (x != kMargin && m_report.nurses.size() < 2) continue;
      m_paper.text(x + 92, m_y, 44, m_report.patients_head, head);
      m_paper.text(x + 138, m_y, 40, m_report.rounds_head, head);
      m_paper.text(x + 180, m_y, 46, m_report.handoffs_head, head);
      m_paper.text(x + 228, m_y, 34, m_report.open_head, head);
    }
    m_y += kNurseRow;
    for (std::size_t i = 0; i < m_report.nurses.size(); ++i) {
      const auto& nurse = m_report.nurses[i];
      const double x = i % 2 == 0 ? kMargin : kMargin + kHalf + 6;
      const PrintStyle number{8, Weight::Regular, Align::Right};
      m_paper.text(x, m_y, 104, nurse.name, {m_paper.fitting(nurse.name, 104, {8}, 5)});
      m_paper.text(x + 106, m_y, 30, nurse.patients, number);
      m_paper.text(x + 138, m_y, 40, nurse.rounds, number);
      m_paper.text(x + 180, m_y, 46, nurse.handoffs, number);
      m_paper.text(x + 228, m_y, 34, nurse.open, number);
      if (i % 2 == 1) m_y += kNurseRow;
    }
    if (m_report.nurses.size() % 2 == 1) m_y += kNurseRow;
  }

  void draw_foot() {
    m_paper.text(kMargin, kBottom - 9, kWidth, m_report.legend,
                 {m_paper.fitting(m_report.legend, kWidth, {7}, 5), Weight::Regular, Align::Left, kGrey});
    m_paper.text(kMargin, kBottom, kWidth, m_report.foot,
                 {m_paper.fitting(m_report.foot, kWidth, {7}, 5), Weight::Regular, Align::Left, kGrey});
  }

  Paper& m_paper;
  const models::ShiftReport& m_report;
  double m_y = 0;
  double m_row = kLargestRow;
};

}  // namespace

Expected<Print> print_shift_report(const models::ShiftReport& report) {
  Paper paper(report.title);
  ReportPage(paper, report).draw();
  Print print{{}, paper.pages(), paper.cut()};
  WL_TRY(print.pdf, paper.finish());
  return print;
}

}  // namespace wardlight::print
