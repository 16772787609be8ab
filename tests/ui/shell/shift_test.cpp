// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/shell/fake_ward.h"
#include "ui/models/shift_samples.h"

namespace wardlight::shell::test {
namespace {

namespace samples = models::samples;

models::ShiftInput open_shift(samples::ShiftState state = samples::ShiftState::Wrong) {
  return samples::shift(must(care::load_shift_pack(read_asset("clinical/shift.json"))), state,
                        must(models::Texts::load(read_asset("text/en.json"))));
}

bool says(Desk& desk, std::string_view words) {
  return std::ranges::any_of(desk.app.kit().registry().entries(),
                             [&](const ui::Entry& one) { return one.label.find(words) != std::string::npos; });
}

void enter_pin(Desk& desk, std::string_view pin) {
  for (const char digit : pin) desk.tap(std::string("pin.") + digit);
}

void scroll_down(Desk& desk) {
  for (const ui::ScrollArea& area : desk.app.kit().scroll_areas()) desk.app.kit().scroll_to(area.key, area.furthest);
  desk.app.redraw();
  desk.settle();
}

void open_page(Desk& desk) {
  desk.sign_in();
  REQUIRE(desk.tap("nav.work"));
  REQUIRE(desk.tap("work-shift"));
}

// Ben covers Ana's break of half an hour; only saving is left to do.
void fill_cover(Desk& desk) {
  desk.ward.shift_input = open_shift();
  desk.ward.assignment_input.charge = true;
  open_page(desk);
  REQUIRE(desk.tap("views.nurses"));
  REQUIRE(desk.tap("shift-assign"));
  REQUIRE(desk.tap("cover.away.ana"));
  REQUIRE(desk.tap("cover.cover.ben"));
  REQUIRE(desk.tap("cover.minutes.30"));
}

TEST_CASE("the shift's page says what is wrong first, and what is fine only when asked") {
  Desk desk;
  desk.ward.shift_input = open_shift();
  open_page(desk);
  CHECK(says(desk, "Not complete"));
  scroll_down(desk);
  CHECK(desk.find("fine") != nullptr);
  CHECK_FALSE(says(desk, "Calls for help not closed"));
  REQUIRE(desk.tap("fine"));
  scroll_down(desk);
  CHECK(says(desk, "Calls for help not closed"));
}

TEST_CASE("the shift is one tap from the unit's board") {
  Desk desk;
  desk.ward.shift_input = open_shift();
  desk.sign_in();
  REQUIRE(desk.tap("nav.board"));
  REQUIRE(desk.tap("board-shift"));
  CHECK(says(desk, "Not complete"));
}

TEST_CASE("a shift is signed with a reason for each open thing and the PIN of that moment, over the picture that was shown") {
  Desk desk;
  desk.ward.shift_input = open_shift(samples::ShiftState::Amended);
  REQUIRE(desk.ward.shift_input.picture.wrong.size() == 1);
  open_page(desk);
  REQUIRE(desk.tap("shift-close"));
  REQUIRE(desk.find("close-sign") != nullptr);
  CHECK(desk.find("close-sign")->enabled == ui::Enabled::No);
  for (const auto& item : desk.ward.shift_input.picture.wrong)
    REQUIRE(desk.tap("open." + std::string(care::to_code(item.kind)) + ".passed-on"));
  REQUIRE(desk.find("close-sign")->enabled == ui::Enabled::Yes);
  REQUIRE(desk.tap("close-sign"));
  enter_pin(desk, "111111");
  CHECK_FALSE(desk.ward.shift_closed.has_value());
  enter_pin(desk, "483926");
  REQUIRE(desk.ward.shift_closed.has_value());
  CHECK(desk.ward.shift_closed->hash == desk.ward.shift_input.hash);
  CHECK(desk.ward.shift_closed->why.size() == desk.ward.shift_input.picture.wrong.size());
  CHECK(desk.find("close-sign") == nullptr);
}

TEST_CASE("printing says plainly where the page went") {
  Desk desk;
  desk.ward.shift_input = open_shift(samples::ShiftState::Complete);
  open_page(desk);
  REQUIRE(desk.tap("shift-print"));
  CHECK(desk.ward.printed == 1);
  CHECK(says(desk, "/prints/shift.pdf"));
  REQUIRE(desk.tap("shift-downtime"));
  REQUIRE(desk.tap("down-print"));
  CHECK(desk.ward.printed == 2);
  CHECK(says(desk, "/prints/list.pdf"));
}

TEST_CASE("a round from paper opens at its slot's own time, is marked so, and the list is up again afterwards") {
  Desk desk;
  desk.ward.shift_input = open_shift();
  const Instant start = desk.clock.now() - hours(3);
  desk.ward.paper_input = {{{"e1"}, "12A", "Fernando", {{start, start + hours(1)}}, 0}};
  open_page(desk);
  REQUIRE(desk.tap("shift-downtime"));
  REQUIRE(desk.tap("down-enter"));
  REQUIRE(desk.tap("paper.bed.e1"));
  const std::string slot = std::to_string(start.milliseconds);
  REQUIRE(desk.tap("slot." + slot + ".15"));
  REQUIRE(desk.tap("paper.enter." + slot));
  const RoundDesk* form = desk.app.navigator().form_on_screen();
  REQUIRE(form != nullptr);
  CHECK(form->round().from_paper);
  CHECK(form->round().occurred_at == start + minutes(15));
}

TEST_CASE("a break is covered from the assignment board and ended there") {
  Desk desk;
  fill_cover(desk);
  REQUIRE(desk.tap("cover.save"));
  REQUIRE(std::holds_alternative<workflows::CoverBreak>(desk.ward.acts_done.back()));
  const auto& cover = std::get<workflows::CoverBreak>(desk.ward.acts_done.back());
  CHECK(cover.away.value == "ana");
  CHECK(cover.cover.value == "ben");
  CHECK(cover.until - cover.from == minutes(30));
}

TEST_CASE(
    "what a workflow objects to is said in Spanish on a Spanish screen: from the language's file, or in the pack's own words") {
  using workflows::ObjectionKind;
  const std::string pack = "Palabras del propio paquete.";
  const std::vector<std::pair<workflows::Objection, std::string>> objections{
      {{ObjectionKind::NothingToDo, "", "Choose who goes on a break and a colleague who covers."},
       "Elija quién descansa y qué colega cubre."},
      {{ObjectionKind::TimesWrong, "", "A break ends after it begins, and is no longer than the unit allows."},
       "El descanso termina después de empezar, y no dura más de lo que permite la unidad."},
      {{ObjectionKind::RuleRefused, "", "It is too early to close this shift; come back towards its end."},
       "Es pronto para cerrar este turno; vuelva hacia el final."},
      {{ObjectionKind::RuleRefused, "", "Something has changed since this page was read; look at it again and sign then."},
       "Algo ha cambiado desde que se leyó esta página; mírela otra vez y firme después."},
      {{ObjectionKind::NothingToDo, "", "This shift is closed already and nothing has changed since."},
       "Este turno ya está cerrado y nada ha cambiado desde entonces."},
      {{ObjectionKind::FormProblem, "", "Say why this is still open."}, "Diga por qué sigue abierto."},
      {{ObjectionKind::SignerNotConfirmed, "", "Enter the PIN of the person who signs; each signature needs it again.", "HND-2"},
       "Introduzca el PIN de quien firma; cada firma lo pide de nuevo. (HND-2)"},
      {{ObjectionKind::RuleRefused, "", "This cannot be put off, or not for so long.", "SEP-R5"},
       "Esto no se puede posponer, o no por tanto tiempo. (SEP-R5)"},
      {{ObjectionKind::RuleRefused, "", "Two contents were signed for this patient; the charge nurse says first which holds.",
        "HND-6"},
       "Se firmaron dos contenidos para este paciente; la jefa de turno dice antes cuál vale. (HND-6)"},
      {{ObjectionKind::RuleRefused, "", "The pack's own words.", "HND-4", pack}, pack + " (HND-4)"}};
  Desk desk({ui::Theme::Day, "es"});
  fill_cover(desk);
  for (const auto& [objection, spanish] : objections) {
    INFO(objection.text);
    desk.ward.bedside_objection = objection;
    REQUIRE(desk.tap("cover.save"));
    CHECK(says(desk, spanish));
    CHECK_FALSE(says(desk, objection.text));
  }
}

}  // namespace
}  // namespace wardlight::shell::test
