// SPDX-License-Identifier: Apache-2.0
// How many taps and typed characters the everyday acts take, counted with a finger over the real screens.
#include <catch2/catch_test_macros.hpp>
#include <iostream>

#include "tests/ui/shell/fake_ward.h"

namespace wardlight::shell::test {
namespace {

// A finger that counts. Taps by key, or by the words on it; lists are scrolled to what is looked for, which is no tap.
class Finger {
 public:
  explicit Finger(Desk& desk) : m_desk(desk) {}

  bool tap(const std::string& key) {
    if (!bring_in(key) || !m_desk.tap(key)) return false;
    ++taps;
    return true;
  }
  void pin(const std::string& digits) {
    for (const char digit : digits) tap(std::string("pin.") + digit);
  }
  // The first answer that is still asked for, by the form's own rows.
  bool answer_next(const forms::FormSession& session, std::size_t option) {
    const auto missing = session.missing();
    if (missing.empty()) return false;
    std::string key = "form." + missing.front().field.link_id;
    for (const auto n : missing.front().field.occurrences) key += "." + std::to_string(n);
    const forms::Item* item = session.form().find(missing.front().field.link_id);
    return tap(key + "." + (item->type == forms::ItemType::Boolean ? (option == 0 ? "yes" : "no") : std::to_string(option)));
  }
  void tell(const char* what) const {
    std::cout << "usability: " << what << ": " << taps << " taps, " << typed << " characters typed\n";
  }

  int taps = 0;
  int typed = 0;

 private:
  bool bring_in(const std::string& key) {
    for (int i = 0; i < 40; ++i) {
      const ui::Entry* entry = m_desk.find(key);
      if (entry != nullptr && !entry->hit.empty() && entry->hit.h >= 30) return true;
      bool moved = false;
      for (const ui::ScrollArea& area : m_desk.app.kit().scroll_areas()) {
        if (area.furthest <= 0) continue;
        const float next = i == 0 ? 0 : std::min(area.offset + area.view.h * 0.4f, area.furthest);
        m_desk.app.kit().scroll_to(area.key, next);
        moved = true;
      }
      if (!moved) return false;
      m_desk.app.redraw();
      m_desk.settle();
    }
    return false;
  }

  Desk& m_desk;
};

std::string key_of(Desk& desk, std::string_view words) {
  for (const ui::Entry& entry : desk.app.kit().registry().entries())
    if (entry.role != ui::Role::Text && entry.label.find(words) != std::string::npos) return entry.key;
  return "nothing says " + std::string(words);
}

// Answers what is asked by tapping the option that a test chose for a question, else the first.
void answer_all(Desk& desk, Finger& finger, const std::function<const forms::FormSession&()>& session,
    const std::map<std::string, std::size_t>& chosen = {}) {
  for (int i = 0; i < 60 && !session().missing().empty(); ++i) {
    const std::string link = session().missing().front().field.link_id;
    const auto option = chosen.find(link);
    INFO(link);
    REQUIRE(finger.answer_next(session(), option == chosen.end() ? 0 : option->second));
    desk.settle();
  }
}

// As answer_all, but `none` is said of what is handed over; why is one of the reasons to choose from.
void answer_handoff(Finger& finger, const std::function<const forms::FormSession&()>& session,
                    const std::string& none, int most) {
  for (int i = 0; i < most && !session().missing().empty(); ++i) {
    const std::string link = session().missing().front().field.link_id;
    INFO(link);
    REQUIRE(finger.answer_next(session(), link == none ? 1 : 0));
  }
}

TEST_CASE("usability: a normal round of a sleeper takes three taps and not one typed character") {
  Desk desk;
  desk.sign_in();
  Finger finger(desk);
  REQUIRE(finger.tap("round.e1"));
  REQUIRE(finger.tap(key_of(desk, "Asleep, not woken")));
  REQUIRE(finger.tap("save"));
  CHECK(desk.ward.recorded.size() == 1);
  finger.tell("normal round, asleep");
  CHECK(finger.taps == 3);
  CHECK(finger.typed == 0);
}

TEST_CASE("usability: a full round takes one tap a question, and not one typed character") {
  Desk desk;
  desk.sign_in();
  Finger finger(desk);
  REQUIRE(finger.tap("round.e1"));
  REQUIRE(finger.tap("form." + content().rounding.checklist.kind_link_id + ".0"));
  const auto session = [&]() -> const forms::FormSession& { return desk.app.navigator().form_on_screen()->round().form; };
  answer_all(desk, finger, session);
  REQUIRE(finger.tap("save"));
  CHECK(desk.ward.recorded.size() == 1);
  finger.tell("full round");
  CHECK(finger.taps <= 20);
  CHECK(finger.typed == 0);
}

TEST_CASE("usability: a Morse reassessment takes one tap an item and two around it") {
  Desk desk;
  desk.ward.data.fall.total = "45";
  desk.sign_in();
  REQUIRE(desk.tap("patient.e1"));
  Finger finger(desk);
  REQUIRE(finger.tap("tile.plan"));
  REQUIRE(finger.tap("plan-reassess"));
  const auto session = [&]() -> const forms::FormSession& { return desk.app.navigator().form_on_screen()->round().form; };
  answer_all(desk, finger, session);
  REQUIRE(finger.tap("save"));
  REQUIRE(desk.ward.forms_recorded.size() == 1);
  CHECK(desk.ward.forms_recorded.front().form.complete());
  finger.tell("Morse reassessment");
  CHECK(finger.taps <= 10);
  CHECK(finger.typed == 0);
}

TEST_CASE("usability: a handoff with nothing changed is typed only in PINs") {
  Desk desk;
  desk.ward.data.handoff.may_give = true;
  desk.ward.data.rows = {{"code", "H3", "Code status", {"Full code", desk.clock.now() - minutes(20), false}, false, false,
      false}};
  desk.ward.offered.private_group = "HP";
  desk.ward.offered.action_link_id = "H6-1";
  desk.ward.offered.read_back_link_id = "H9-1";
  desk.ward.offered.read_back_kind_link_id = "H9-0";
  desk.sign_in();
  Finger finger(desk);
  REQUIRE(finger.tap("nav.handoff"));
  REQUIRE(finger.tap("handoff.e1"));
  REQUIRE(finger.tap("handoff.ready_bedside"));
  const auto session = [&]() -> const forms::FormSession& { return desk.app.navigator().form_on_screen()->round().form; };
  REQUIRE(finger.tap("all_seen.H4"));
  REQUIRE(finger.tap("all_seen.H5"));
  answer_handoff(finger, session, "H6-0", 40);
  REQUIRE(finger.tap("handoff.give"));
  finger.pin("483926");
  REQUIRE(desk.ward.given);
  REQUIRE(finger.tap("handoff.read_back"));
  answer_handoff(finger, session, "H9-0", 20);
  REQUIRE(finger.tap("handoff.accept"));
  REQUIRE(finger.tap("sign.staff.ben"));
  finger.pin("483926");
  REQUIRE(desk.ward.accepted);
  CHECK(desk.ward.signers == std::vector<PractitionerId>{{"ana"}, {"ben"}});
  finger.tell("handoff with nothing changed, both nurses, twelve of the taps are PIN digits");
  CHECK(finger.taps <= 33);
  CHECK(finger.typed == 0);
}

}  // namespace
}  // namespace wardlight::shell::test
