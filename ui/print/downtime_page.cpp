// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ui/print/paper.h"
#include "ui/print/shift_page.h"

namespace wardlight::print {
namespace {

constexpr double kWidth = kPageWidth - 2 * kMargin;
constexpr double kBottom = kPageHeight - kMargin;
constexpr double kLeft = 262;  // who it is; boxes to write in stand beside it
constexpr int kAcross = 7;
constexpr double kBox = (kWidth - kLeft) / kAcross;
constexpr double kBoxHeight = 30;
constexpr double kLine = 9.5;

class ListPages {
 public:
  ListPages(Paper& paper, const models::DowntimeList& list) : m_paper(paper), m_list(list) {}

  void draw() {
    begin_page();
    for (const auto& patient : m_list.patients) {
      if (m_y + height_of(patient) > kBottom - 14) {
        end_page();
        m_paper.next_page();
        begin_page();
      }
      draw_patient(patient);
    }
    if (!m_list.unit_tasks.empty() && m_y + 3 * kLine < kBottom - 14)
      m_paper.wrapped(kMargin, m_y + 12, kWidth, m_list.unit_tasks, {8.5, Weight::Strong}, 2);
    end_page();
  }

 private:
  void begin_page() {
    m_y = kMargin + 14;
    m_paper.text(kMargin, m_y, kWidth * 0.55, m_list.title,
                 {m_paper.fitting(m_list.title, kWidth * 0.55, {15, Weight::Strong}, 8), Weight::Strong});
    m_paper.text(kMargin + kWidth * 0.55, m_y, kWidth * 0.45, m_list.subtitle,
                 {m_paper.fitting(m_list.subtitle, kWidth * 0.45, {9}, 6), Weight::Regular, Align::Right, kGrey});
    m_y += 13;
    m_y += kLine * m_paper.wrapped(kMargin, m_y, kWidth, m_list.how_to, {8, Weight::Regular, Align::Left, kGrey}, 2);
    m_paper.line(kMargin, m_y, kMargin + kWidth, m_y, 1);
  }

  void end_page() {
    const std::string page = std::to_string(m_paper.pages());
    m_paper.text(kMargin, kBottom, kWidth - 40, m_list.foot,
                 {m_paper.fitting(m_list.foot, kWidth - 40, {7}, 5), Weight::Regular, Align::Left, kGrey});
    m_paper.text(kMargin + kWidth - 36, kBottom, 36, page, {8, Weight::Strong, Align::Right});
  }

  static int rows_of(const models::DowntimeList::Patient& patient) {
    return std::max(1, (static_cast<int>(patient.due.size()) + kAcross - 1) / kAcross);
  }
  static double height_of(const models::DowntimeList::Patient& patient) {
    return std::max(6.6 * kLine, rows_of(patient) * kBoxHeight + 6.0);
  }

  void draw_patient(const models::DowntimeList::Patient& patient) {
    const double top = m_y, height = height_of(patient);
    double y = top + 11;
    m_paper.text(kMargin, y, 34, patient.bed, {m_paper.fitting(patient.bed, 34, {11, Weight::Strong}, 6), Weight::Strong});
    m_paper.text(kMargin + 38, y, kLeft - 46, patient.name,
                 {m_paper.fitting(patient.name, kLeft - 46, {10, Weight::Strong}, 5.5), Weight::Strong});
    y += kLine;
    const auto line = [&](const std::string& words, Weight weight, Ink ink, int lines) {
      y += kLine * std::max(1, m_paper.wrapped(kMargin, y, kLeft - 8, words, {7.5, weight, Align::Left, ink}, lines));
    };
    m_paper.text(kMargin, y, kLeft - 8, patient.identifiers,
                 {m_paper.fitting(patient.identifiers, kLeft - 8, {7.5}, 5), Weight::Regular, Align::Left, kGrey});
    y += kLine;
    m_paper.text(kMargin, y, kLeft - 8, patient.cautions,
                 {m_paper.fitting(patient.cautions, kLeft - 8, {7.5, Weight::Strong}, 5), Weight::Strong});
    y += kLine;
    m_paper.text(kMargin, y, kLeft - 8, patient.risks, {m_paper.fitting(patient.risks, kLeft - 8, {7.5}, 5)});
    y += kLine;
    line(patient.tasks, Weight::Regular, kBlack, 2);
    draw_boxes(patient, top + 4);
    m_y = top + height;
    m_paper.line(kMargin, m_y, kMargin + kWidth, m_y, 0.6);
  }

  void draw_boxes(const models::DowntimeList::Patient& patient, double top) {
    for (std::size_t i = 0; i < patient.due.size(); ++i) {
      const double x = kMargin + kLeft + static_cast<double>(i % kAcross) * kBox;
      const double y = top + static_cast<double>(i / kAcross) * kBoxHeight;
      m_paper.box(x, y, kBox, kBoxHeight);
      m_paper.text(x + 2, y + 8, kBox - 4, patient.due[i], {7, Weight::Strong});
    }
  }

  Paper& m_paper;
  const models::DowntimeList& m_list;
  double m_y = 0;
};

}  // namespace

Expected<Print> print_downtime_list(const models::DowntimeList& list) {
  Paper paper(list.title);
  ListPages(paper, list).draw();
  Print print{{}, paper.pages(), paper.cut()};
  WL_TRY(print.pdf, paper.finish());
  return print;
}

}  // namespace wardlight::print
