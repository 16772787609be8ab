// SPDX-License-Identifier: Apache-2.0
#include "ui/print/patient_card_page.h"

#include "ui/print/paper.h"

namespace wardlight::print {
namespace {

constexpr double kWidth = kPageWidth - 2 * kMargin;
constexpr double kBottom = kPageHeight - kMargin;
constexpr double kFoot = 16;
constexpr double kGap = 12;
constexpr int kLines = 8;  // a sentence may take so many
constexpr double kPoint = 14;   // room for the dot before a line
constexpr double kTallest = 130;  // of a part's beginning: it is not torn from its title
constexpr PrintStyle kGreeting{30, Weight::Strong};
constexpr PrintStyle kPlace{10, Weight::Regular, Align::Left, kGrey};
constexpr PrintStyle kTitle{17, Weight::Strong};
constexpr PrintStyle kBody{14};
constexpr PrintStyle kHelp{22, Weight::Strong};

double line_of(const PrintStyle& style) { return style.size * 1.3; }

class CardPages {
 public:
  CardPages(Paper& paper, const models::PaperCard& card) : m_paper(paper), m_card(card) {}

  void draw() {
    PrintStyle greeting = kGreeting;
    greeting.size = m_paper.fitting(m_card.greeting, kWidth, kGreeting, 14);
    m_y = kMargin + kGreeting.size;
    m_paper.text(kMargin, m_y, kWidth, m_card.greeting, greeting);
    m_y += line_of(kPlace);
    m_paper.text(kMargin, m_y, kWidth, m_card.place, kPlace);
    m_y += kGap;
    draw_help();
    if (!m_card.isolation.empty()) draw_part(m_card.isolation, m_card.wear);
    for (const auto& part : m_card.parts) draw_part(part.title, part.lines);
    m_paper.text(kMargin, kBottom, kWidth, m_card.foot, kPlace);
  }

 private:
  // The number to call stands first and in a frame.
  void draw_help() {
    const double top = m_y;
    m_y += line_of(kHelp);
    m_y += line_of(kHelp) * m_paper.wrapped(kMargin + kGap, m_y, kWidth - 2 * kGap, m_card.help, kHelp, 3);
    m_paper.box(kMargin, top, kWidth, m_y - line_of(kHelp) + kGap - top, kBlack);
    m_y += kGap - line_of(kHelp) + kGap;
  }

  void draw_part(const std::string& title, const std::vector<std::string>& lines) {
    make_room(kTallest);
    m_y += line_of(kTitle);
    m_y += line_of(kTitle) * (m_paper.wrapped(kMargin, m_y, kWidth, title, kTitle, 2) - 1);
    m_paper.line(kMargin, m_y + 5, kMargin + kWidth, m_y + 5);
    m_y += 6;
    for (const auto& line : lines) {
      make_room(line_of(kBody) * 3);
      m_y += line_of(kBody);
      m_paper.text(kMargin, m_y, kPoint, "•", kBody);
      m_y += line_of(kBody) * (m_paper.wrapped(kMargin + kPoint, m_y, kWidth - kPoint, line, kBody, kLines) - 1);
    }
    m_y += kGap;
  }

  void make_room(double height) {
    if (m_y + height <= kBottom - kFoot) return;
    m_paper.text(kMargin, kBottom, kWidth, m_card.foot, kPlace);
    m_paper.next_page();
    m_y = kMargin;
  }

  Paper& m_paper;
  const models::PaperCard& m_card;
  double m_y = 0;
};

}  // namespace

Expected<Print> print_patient_card(const models::PaperCard& card) {
  Paper paper(card.greeting);
  CardPages(paper, card).draw();
  Print print{{}, paper.pages(), paper.cut()};
  WL_TRY(print.pdf, paper.finish());
  return print;
}

}  // namespace wardlight::print
