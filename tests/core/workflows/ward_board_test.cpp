// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/ward_board.h"

#include <functional>
#include <set>

#include "core/store/purge.h"
#include "core/workflows/add_temporary_patient.h"
#include "core/workflows/amend_round.h"
#include "core/workflows/assign_patients.h"
#include "core/workflows/close_slot.h"
#include "core/workflows/handoff.h"
#include "core/workflows/place_device.h"
#include "core/workflows/record_form.h"
#include "tests/core/workflows/show_all.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kMorse = R"({"MFS-1":"LA33-6","MFS-2":"LA32-8","MFS-3":"LA13030-4","MFS-4":"LA32-8","MFS-5":"LA13033-8","MFS-6":"LA13036-1"})";

void require_same(const std::string& carried, const std::string& anew) {
  const auto [at, other] = std::ranges::mismatch(carried, anew);
  const auto place = static_cast<std::size_t>(at - carried.begin());
  const std::size_t from = place < 200 ? 0 : place - 200;
  INFO("carried on: …" << carried.substr(from, 400) << "…\nread anew:  …" << anew.substr(from, 400));
  REQUIRE(carried.size() == anew.size());
  REQUIRE(at == carried.end());
}

// A tablet whose picture is carried on, on a connection of its own, while others write.
struct BoardTablet : TestWard {
  BoardTablet() : TestWard("tablet-1") {
    sign_in(kCharge);
    look_anew();
  }
  void look_anew() {
    looking = must(store->connect());
    board.emplace(LocationId{"unit-1"});
  }
  WardPicture refresh() { return must(board->refresh({*looking, *session, test_content(), zone, clock, random})); }
  WardPicture read() { return {must(read_ward(ward(), {"unit-1"})), must(read_unit_work(ward(), {"unit-1"}))}; }
  void compare() {
    const WardPicture carried = refresh(), anew = read();
    require_same(support::shown(carried.view), support::shown(anew.view));
    require_same(support::shown(carried.work), support::shown(anew.work));
  }
  void hear(const std::vector<store::FeedItem>& items) { must(store->apply_page({"e", "c", items})); }

  std::unique_ptr<store::Store> looking;
  std::optional<WardBoard> board;
};

// Things that happen on a ward, by chance; what the rules refuse just does not happen.
class Happenings {
 public:
  explicit Happenings(std::uint64_t seed) : m_chance(seed), m_other("tablet-2") {
    m_other.sign_in(kCharge);
    m_heard = 0;
  }

  BoardTablet here;

  void one() {
    const std::vector<std::function<void()>> kinds{
        [&] { round(); },      [&] { round(); },     [&] { round(); },  [&] { amend(); },    [&] { take_it_back(); }, [&] { close(); },
        [&] { leave(); },      [&] { task(); },      [&] { step(); },   [&] { talk(); },     [&] { call(); },         [&] { device(); },
        [&] { form(); },       [&] { handoff(); },   [&] { assign(); }, [&] { lab(); },      [&] { move(); },         [&] { come_and_go(); },
        [&] { stranger(); },   [&] { draft(); },     [&] { hub(); },    [&] { hear(); },     [&] { hear(); },         [&] { time(); },
        [&] { time(); },       [&] { rare(); }};
    kinds[pick(kinds.size())]();
  }
  void hear() {
    std::vector<store::FeedItem> page;
    const auto statements = must(m_other.store->list_statements(m_heard, 1 + pick(100)));
    for (const auto& one : statements.statements)
      page.push_back({one.type, one.id.value, one.bytes, one.envelope, static_cast<std::uint64_t>(++m_position)});
    m_heard = statements.last;
    here.hear(page);
  }

 private:
  std::size_t pick(std::size_t of) {
    std::array<std::uint8_t, 2> bytes{};
    m_chance.fill(bytes);
    return (bytes[0] * 256u + bytes[1]) % of;
  }
  bool chance(std::size_t of) { return pick(of) == 0; }
  TestWard& somewhere() { return chance(2) ? here : m_other; }
  EncounterId somebody() { return std::vector<EncounterId>{kSun, kSoo, kGrace}[pick(3)]; }
  void done(const TestWard& at, const Expected<Outcome>& outcome, const EncounterId& encounter) {
    if (outcome && outcome->saved) m_acts[&at].emplace_back(outcome->saved->id, encounter);
  }
  // Something that was done there, if anything was.
  const std::pair<StatementId, EncounterId>* earlier(const TestWard& at) {
    const auto& acts = m_acts[&at];
    return acts.empty() ? nullptr : &acts[acts.size() - 1 - pick(std::min<std::size_t>(acts.size(), 12))];
  }

  void round() {
    TestWard& at = somewhere();
    const EncounterId encounter = somebody();
    auto open = open_round(at.ward(), encounter);
    if (!open) return;
    TestWard::answer(*open, std::vector<std::string_view>{kAsleep, kFull, kRefused, kInRoom}[pick(4)]);
    done(at, record_round(at.ward(), *open), encounter);
  }
  void amend() {
    TestWard& at = somewhere();
    const auto* act = earlier(at);
    if (act == nullptr) return;
    auto open = open_round(at.ward(), act->second, act->first);
    if (!open) return;
    TestWard::answer(*open, kRefused);
    open->correction_reason = "mistyped";
    done(at, record_round(at.ward(), *open), act->second);
  }
  void take_it_back() {
    TestWard& at = somewhere();
    if (const auto* act = earlier(at)) done(at, take_back(at.ward(), {at.id(), act->first, "wrong patient"}), act->second);
  }
  void close() {
    TestWard& at = somewhere();
    const auto slots = care::slots_of_day(test_content().rounding, at.zone, at.zone.local(here.clock.now()).date);
    const auto& reasons = test_content().rounding.reasons;
    const EncounterId encounter = somebody();
    done(at, close_slot(at.ward(), {at.id(), encounter, slots[pick(slots.size())].start, reasons[pick(reasons.size())].code, "17", "x"}),
         encounter);
  }
  void leave() {
    TestWard& at = somewhere();
    const EncounterId encounter = somebody();
    done(at, record_off_unit(at.ward(), {at.id(), encounter, "imaging", at.clock.now() - minutes(static_cast<int>(pick(50))), {}, {}}), encounter);
  }
  void task() {
    TestWard& at = somewhere();
    RaiseTask task{at.id(), chance(4) ? EncounterId{} : somebody(), "service", "a blanket"};
    if (chance(2)) task.due = at.clock.now() + minutes(static_cast<int>(pick(90)));
    task.needs_person_now = chance(4);
    if (const auto raised = raise_task(at.ward(), task); raised && raised->saved) m_tasks.push_back(task.id);
  }
  void step() {
    TestWard& at = somewhere();
    if (m_tasks.empty()) return;
    const auto kind = std::vector<TaskStep>{TaskStep::Accept, TaskStep::Done, TaskStep::Verify, TaskStep::Decline, TaskStep::Reopen, TaskStep::Escalate}[pick(6)];
    at.sign_in(chance(2) ? kNurse : kCharge);
    static_cast<void>(move_task(at.ward(), {at.id(), m_tasks[pick(m_tasks.size())], kind, "because"}));
    at.sign_in(kCharge);
  }
  void talk() {
    TestWard& at = somewhere();
    if (m_questions.empty() || chance(2)) {
      const AskQuestion question{at.id(), somebody(), "medicine", "What is this for?", "provider"};
      if (const auto asked = ask_question(at.ward(), question); asked && asked->saved) m_questions.push_back(question.id);
    } else {
      static_cast<void>(answer_question(at.ward(), {at.id(), m_questions[pick(m_questions.size())], "told"}));
    }
  }
  void call() {
    TestWard& at = somewhere();
    if (m_calls.empty() || chance(3)) {
      const CallForHelp call{at.id(), somebody(), "family", ""};
      if (const auto pressed = call_for_help(at.ward(), call); pressed && pressed->saved) m_calls.push_back(call.id);
    } else {
      const auto kind = std::vector<HelpStep>{HelpStep::Confirmed, HelpStep::Arrived, HelpStep::Closed}[pick(3)];
      static_cast<void>(move_help(at.ward(), {at.id(), m_calls[pick(m_calls.size())], kind, "no-change"}));
    }
  }
  void device() {
    TestWard& at = somewhere();
    if (m_devices.empty() || chance(2)) {
      const PlaceDevice device{at.id(), somebody(), "urinary", at.clock.now() - hours(static_cast<int>(pick(30))), true, "", "", ""};
      if (const auto placed = place_device(at.ward(), device); placed && placed->saved) m_devices.push_back(device.id);
    } else {
      static_cast<void>(remove_device(at.ward(), {at.id(), "DeviceUseStatement/" + m_devices[pick(m_devices.size())].value, at.clock.now(), "done"}));
    }
  }
  void form() {
    TestWard& at = somewhere();
    const EncounterId encounter = somebody();
    auto open = open_form(at.ward(), encounter, "morse");
    if (!open) return;
    TestWard::answer(*open, kMorse);
    done(at, record_form(at.ward(), *open, chance(3) ? Finish::Partial : Finish::Complete), encounter);
  }
  void handoff() {
    TestWard& at = somewhere();
    const EncounterId encounter = somebody();
    const StatementId id = at.id();
    if (const auto begun = start_handoff(at.ward(), {id, encounter}); begun && begun->saved) m_handoffs.push_back(id);
    if (!m_handoffs.empty()) static_cast<void>(mark_ready(at.ward(), {at.id(), m_handoffs[pick(m_handoffs.size())]}));
  }
  void assign() {
    TestWard& at = somewhere();
    static_cast<void>(assign_patients(at.ward(), {{somebody(), chance(2) ? kNurse.practitioner : kOtherNurse.practitioner}}));
  }
  // What the hospital's systems say, to a stay or to a patient, and again in other words.
  void lab() {
    const std::string number = std::to_string(1 + pick(3));
    const std::string encounter = chance(2) ? R"(,"encounter":{"reference":"Encounter/enc-)" + number + R"("})" : "";
    here.put("Observation", "obs-" + std::to_string(pick(5)), R"("status":"final","subject":{"reference":"Patient/pat-)" + number + R"("})" + encounter +
             R"(,"effectiveDateTime":")" + here.zone.format(here.clock.now() - minutes(static_cast<int>(pick(300)))) +
             R"(","code":{"coding":[{"system":"http://loinc.org","code":"6690-2"}]},"valueQuantity":{"value":)" + std::to_string(3 + pick(20)) +
             R"(,"code":"10*3/uL"})");
    if (chance(4)) here.put("Flag", "flag-1", R"("status":"active","category":[{"coding":[{"code":"isolation"}]}],"subject":{"reference":"Patient/pat-1"},"code":{"text":"Contact"})");
    if (chance(4)) here.put("Practitioner", "ana", R"("name":[{"text":"Ana Ruiz )" + std::to_string(pick(9)) + R"("}])");
    if (chance(6)) must(here.store->put_references(std::vector<store::ReferenceItem>{{"Observation", "obs-" + std::to_string(pick(5)), ""}}));
  }
  void move() { here.put_patient(std::to_string(1 + pick(3)), "Kim", "Moved", std::vector<std::string>{"bed-A", "bed-B", "bed-C", "bed-D", "bed-elsewhere"}[pick(5)]); }
  void come_and_go() {
    const std::string number = std::to_string(4 + pick(3));
    here.put_patient(number, "Guest", "G" + number, "bed-D", chance(3) ? "finished" : "in-progress");
    if (!chance(3)) return;
    const bool merged = chance(2);
    here.put("Patient", "pat-" + number, std::string(R"("name":[{"family":"Twin"}],"birthDate":"1950-01-02")") +
             (merged ? R"(,"link":[{"other":{"reference":"Patient/pat-1"},"type":"replaced-by"}])" : ""));
  }
  // Somebody the hospital has not sent yet, and then has.
  void stranger() {
    const TemporaryPatient patient{here.id(), here.id(), "Doe", "Jo", "1960-01-01", "", "", {"bed-D"}};
    const auto added = add_temporary_patient(here.ward(), patient);
    if (!added || !added->saved) return;
    auto open = open_round(here.ward(), {patient.encounter.value});
    if (open) {
      TestWard::answer(*open, kFull);
      static_cast<void>(record_round(here.ward(), *open));
    }
    if (chance(2))
      here.put("Encounter", patient.encounter.value, R"("status":"in-progress","subject":{"reference":"Patient/pat-2"},"extension":[{"url":"urn:wardlight:replaced-by","valueReference":{"reference":"Encounter/enc-2"}}])");
  }
  void draft() {
    auto open = open_round(here.ward(), somebody());
    if (open) static_cast<void>(keep_draft(here.ward(), *open));
  }
  void hub() {
    const auto unsent = must(here.store->list_unsent(20));
    if (unsent.empty()) return;
    const store::UnitName unit = unsent[pick(unsent.size())].unit;
    if (chance(3)) must(here.store->mark_rejected(std::vector<store::Rejection>{{unit, "not now"}}));
    else must(here.store->mark_accepted(std::vector<store::Acceptance>{{unit, static_cast<std::uint64_t>(++m_position)}}, "e"));
    if (chance(8)) must(here.store->hear_hub({chance(2) ? "e" : "f", 10, 0}));
  }
  void time() {
    const Duration ahead = chance(6) ? hours(26) : minutes(static_cast<int>(pick(90)));
    for (TestWard* at : {static_cast<TestWard*>(&here), &m_other}) at->clock.advance(ahead);
  }
  void rare() {
    const std::size_t kind = pick(5);
    if (kind == 0) must(here.store->rebuild_projections());
    if (kind == 1) must(store::purge_encounter(*here.store, somebody()));
    if (kind == 2) here.reopen(), here.look_anew();
    if (kind == 3) here.clock.set_wall(here.clock.now() - minutes(7));
    if (kind == 4) here.look_anew();
  }

  support::SeededRandom m_chance;
  TestWard m_other;
  std::int64_t m_heard = 0;
  int m_position = 0;
  std::map<const TestWard*, std::vector<std::pair<StatementId, EncounterId>>> m_acts;
  std::vector<StatementId> m_tasks, m_questions, m_calls, m_devices, m_handoffs;
};

TEST_CASE("The board that is carried on is at every moment the one that is read anew, whatever happens") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    Happenings ward(seed);
    for (int moment = 0; moment < 60; ++moment) {
      INFO("moment " << moment);
      for (int i = 0; i < 1 + moment % 4; ++i) ward.one();
      ward.here.compare();
    }
  }
}

TEST_CASE("A slot falls due on the board that is carried on without anything being written") {
  BoardTablet tablet;
  tablet.do_round(kSun, 14, 5, kFull);
  tablet.compare();
  const auto state = [&] { return tablet.refresh().view.patients.front().state; };
  std::set<std::optional<care::LiveState>> seen{state()};
  for (int minute = 0; minute <= 24 * 60; minute += 15) {
    tablet.clock.advance(minutes(15));
    tablet.compare();
    seen.insert(state());
  }
  CHECK(seen.size() > 2);
}

TEST_CASE("A page that is heard while the board looks shows with the next look, and what is not there for it is not shown") {
  BoardTablet tablet;
  TestWard other("tablet-2");
  CHECK_FALSE(tablet.refresh().view.patients.front().last_round.has_value());
  other.do_round(kSun, 14, 21, kFull);
  const auto sent = must(other.store->list_statements(0, 10)).statements.front();
  tablet.hear({{sent.type, sent.id.value, sent.bytes, sent.envelope, 1}});
  CHECK(tablet.refresh().view.patients.front().last_round->occurred_at == other.at(14, 21));
  tablet.hear({{sent.type, sent.id.value, sent.bytes, sent.envelope, 1}});
  tablet.compare();
}

TEST_CASE("Who may not see the board gets no picture, and the next who may gets all of it") {
  BoardTablet tablet;
  tablet.refresh();
  tablet.sign_in(kAdmin);
  CHECK_FALSE(tablet.board->refresh({*tablet.looking, *tablet.session, test_content(), tablet.zone, tablet.clock, tablet.random}).has_value());
  tablet.sign_in(kCharge);
  tablet.do_round(kSun, 14, 30, kFull);
  tablet.compare();
}

}  // namespace
}  // namespace wardlight::workflows
