// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include "core/care/handoff/handoff_events.h"
#include "core/care/handoff/handoff_figures.h"
#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const HandoffPack& handoff_pack() {
  static const HandoffPack pack = must_load(load_handoff_pack(clinical_file("handoff.json")));
  return pack;
}

constexpr std::string_view kNoEvents = R"({"id":"x","events":[],"expect":{"answers":[]}})";
const std::string kAna = "Ana Ruiz", kBen = "Ben Okafor", kCarla = "Carla Voss";

HandoffEvent event(int minute, HandoffStep step, const std::string& by, const std::string& hash = {}) {
  HandoffEvent made;
  made.at = Instant{} + minutes(minute);
  made.step = step;
  made.by = by;
  made.content_hash = hash;
  if (step == HandoffStep::Synthesise) made.actions = {"Check the drain at nine"};
  return made;
}

// What became of each step: its state, or the rule that refused it.
std::vector<std::string> answers(const std::vector<HandoffEvent>& events) {
  std::vector<std::string> said;
  const json::Value report = report_handoff(handoff_pack(), events);
  for (const json::Value& answer : report.items())
    said.emplace_back(answer.find("refused") != nullptr ? answer.text_of("refused") : answer.text_of("state"));
  return said;
}
std::string last_answer(std::vector<HandoffEvent> events, const HandoffEvent& last) {
  events.push_back(last);
  return answers(events).back();
}

std::vector<HandoffEvent> until_given() {
  return {event(0, HandoffStep::Start, kAna), event(1, HandoffStep::Ready, kAna), event(2, HandoffStep::Bedside, kAna),
          event(3, HandoffStep::Give, kAna, "h1")};
}
std::vector<HandoffEvent> until_read_back() {
  auto events = until_given();
  events.push_back(event(4, HandoffStep::Synthesise, kBen));
  return events;
}
std::vector<HandoffEvent> until_accepted() {
  auto events = until_read_back();
  events.push_back(event(5, HandoffStep::Accept, kBen, "h1"));
  return events;
}

TEST_CASE("The handoff pack loads and its worked examples come out") {
  CHECK(handoff_pack().head.id_and_version() == "handoff@1.1.0");
  CHECK(handoff_pack().sections.size() == 10);
  CHECK(handoff_pack().sbar.size() == 4);
}

TEST_CASE("HND-1: the patient is the receiver's from the moment of acceptance, not from the shift change") {
  const auto events = until_accepted();
  CHECK(replay_handoff(handoff_pack(), std::span(events).first(5)).accountable.empty());
  const Handoff done = replay_handoff(handoff_pack(), events);
  CHECK(done.accountable == kBen);
  CHECK(done.accepted_at == Instant{} + minutes(5));
  CHECK_FALSE(done.interim);
}

TEST_CASE("HND-2: whoever gave cannot read back or accept, however the name is written") {
  CHECK(last_answer(until_given(), event(4, HandoffStep::Synthesise, kAna)) == "HND-2");
  CHECK(last_answer(until_read_back(), event(5, HandoffStep::Accept, kAna, "h1")) == "HND-2");
  CHECK(last_answer(until_read_back(), event(5, HandoffStep::Accept, "ANA RUIZ", "h1")) == "HND-2");
  CHECK(last_answer(until_given(), event(4, HandoffStep::Accept, kAna, "h1")) == "HND-2");
}

TEST_CASE("HND-2: one sign-in cannot sign twice, even under two names") {
  auto events = until_read_back();
  events[3].sign_in = "pin-1";
  HandoffEvent accept = event(5, HandoffStep::Accept, kBen, "h1");
  accept.sign_in = "pin-1";
  CHECK(last_answer(events, accept) == "HND-2");
  accept.sign_in = "pin-2";
  CHECK(last_answer(events, accept) == "ACCEPTED");
}

TEST_CASE("HND-3: nothing is accepted without a read-back that restates an action or says why there is none") {
  CHECK(last_answer(until_given(), event(4, HandoffStep::Accept, kBen, "h1")) == "HND-3");
  HandoffEvent empty = event(4, HandoffStep::Synthesise, kBen);
  empty.actions = {};
  CHECK(last_answer(until_given(), empty) == "HND-3");
  empty.actions = {"  "};
  CHECK(last_answer(until_given(), empty) == "HND-3");
  empty.actions = {};
  empty.no_actions = "Goes home at noon";
  CHECK(last_answer(until_given(), empty) == "SYNTHESISED");
}

TEST_CASE("HND-3: a patient who could get worse needs one contingency line acknowledged") {
  for (const std::string severity : {"watcher", "unstable"}) {
    INFO(severity);
    auto events = until_given();
    events[3].severity = severity;
    HandoffEvent read_back = event(4, HandoffStep::Synthesise, kBen);
    CHECK(last_answer(events, read_back) == "HND-3");
    read_back.contingency = {"Systolic under 90: call the provider"};
    CHECK(last_answer(events, read_back) == "SYNTHESISED");
  }
}

TEST_CASE("HND-3: who turns out to be unstable at acceptance needs a contingency line acknowledged then") {
  HandoffEvent accept = event(5, HandoffStep::Accept, kBen, "h1");
  accept.severity = "unstable";
  CHECK(last_answer(until_read_back(), accept) == "HND-3");
  accept.contingency = {"Systolic under 90: call the provider"};
  CHECK(last_answer(until_read_back(), accept) == "ACCEPTED");
}

TEST_CASE("HND-3: who accepts is who read back") {
  CHECK(last_answer(until_read_back(), event(5, HandoffStep::Accept, kCarla, "h1")) == "HND-3");
}

TEST_CASE("HND-4: a change after giving goes back to GIVEN and voids the read-back; only the giver may") {
  CHECK(last_answer(until_read_back(), event(5, HandoffStep::Amend, kBen, "h2")) == "HND-4");
  auto events = until_read_back();
  events.push_back(event(5, HandoffStep::Amend, kAna, "h2"));
  CHECK(answers(events).back() == "GIVEN");
  CHECK(replay_handoff(handoff_pack(), events).to.empty());
  CHECK(last_answer(events, event(6, HandoffStep::Accept, kBen, "h2")) == "HND-3");
  events.push_back(event(6, HandoffStep::Synthesise, kBen));
  CHECK(last_answer(events, event(7, HandoffStep::Accept, kBen, "h1")) == "HND-5");
  CHECK(last_answer(events, event(7, HandoffStep::Accept, kBen, "h2")) == "ACCEPTED");
}

TEST_CASE("HND-4: after acceptance there are only addenda, and before it there are none") {
  CHECK(last_answer(until_accepted(), event(6, HandoffStep::Amend, kAna, "h2")) == "HND-4");
  CHECK(last_answer(until_accepted(), event(6, HandoffStep::Give, kAna, "h2")) == "HND-4");
  CHECK(last_answer(until_accepted(), event(6, HandoffStep::Addendum, kAna)) == "ACCEPTED");
  CHECK(last_answer(until_read_back(), event(6, HandoffStep::Addendum, kAna)) == "HND-4");
}

TEST_CASE("HND-5: a signature over other content, or over none, is refused") {
  CHECK(last_answer(until_read_back(), event(5, HandoffStep::Accept, kBen, "h2")) == "HND-5");
  CHECK(last_answer(until_read_back(), event(5, HandoffStep::Accept, kBen)) == "HND-5");
  CHECK(last_answer(until_given(), event(4, HandoffStep::Give, kAna, "h2")) == "HND-5");
  CHECK(last_answer(until_given(), event(4, HandoffStep::Synthesise, kBen, "h2")) == "HND-5");
  auto at_bedside = until_given();
  at_bedside.pop_back();
  CHECK(last_answer(at_bedside, event(4, HandoffStep::Give, kAna)) == "HND-5");
}

TEST_CASE("HND-5: a change that is not signed again cannot be read back until the giver signs it") {
  auto events = until_given();
  events.push_back(event(4, HandoffStep::Amend, kAna));
  CHECK(answers(events).back() == "GIVEN");
  CHECK(last_answer(events, event(5, HandoffStep::Synthesise, kBen)) == "HND-5");
  CHECK(last_answer(events, event(5, HandoffStep::Give, kBen, "h2")) == "HND-4");
  events.push_back(event(5, HandoffStep::Give, kAna, "h2"));
  events.push_back(event(6, HandoffStep::Synthesise, kBen));
  CHECK(last_answer(events, event(7, HandoffStep::Accept, kBen, "h2")) == "ACCEPTED");
}

TEST_CASE("HND-6: two tablets that signed the same content merge, other content is a conflict for the charge nurse") {
  auto events = until_read_back();
  events[3].tablet = "T1";
  HandoffEvent accept = event(5, HandoffStep::Accept, kBen, "h1");
  accept.tablet = "T2";
  CHECK(last_answer(events, accept) == "ACCEPTED");
  accept.content_hash = "h2";
  events.push_back(accept);
  CHECK(answers(events).back() == "CONFLICT");
  CHECK(replay_handoff(handoff_pack(), events).accountable.empty());
  CHECK(last_answer(events, event(6, HandoffStep::Accept, kBen, "h1")) == "HND-6");
  CHECK(last_answer(events, event(6, HandoffStep::Amend, kAna, "h3")) == "HND-6");
  CHECK(last_answer(events, event(6, HandoffStep::Resolve, kCarla, "h1")) == "HND-6");
  HandoffEvent resolve = event(6, HandoffStep::Resolve, kCarla, "h3");
  resolve.role = HandoffRole::Charge;
  CHECK(last_answer(events, resolve) == "HND-6");
  resolve.content_hash = "h2";
  events.push_back(resolve);
  CHECK(answers(events).back() == "GIVEN");
  CHECK(replay_handoff(handoff_pack(), events).content_hash == "h2");
}

TEST_CASE("HND-6: a receiver who read other content on another tablet comes to a conflict, not to a refusal") {
  auto events = until_given();
  events[3].tablet = "T1";
  HandoffEvent read_back = event(4, HandoffStep::Synthesise, kBen, "h2");
  read_back.tablet = "T2";
  events.push_back(read_back);
  HandoffEvent accept = event(5, HandoffStep::Accept, kBen, "h2");
  accept.tablet = "T2";
  CHECK(last_answer(events, accept) == "CONFLICT");
}

TEST_CASE("HND-7: without acceptance the charge nurse is told after the pack's half hour, and may own it for now") {
  const Instant change = Instant{} + hours(7);
  const auto given = until_given();
  CHECK(escalate_handoff_at(handoff_pack(), replay_handoff(handoff_pack(), given), change) == change + minutes(30));
  CHECK(escalate_handoff_at(handoff_pack(), Handoff{}, change) == change + minutes(30));
  const auto done = until_accepted();
  CHECK_FALSE(escalate_handoff_at(handoff_pack(), replay_handoff(handoff_pack(), done), change));
  auto events = until_given();
  events.push_back(event(4, HandoffStep::Synthesise, kCarla));
  events.push_back(event(5, HandoffStep::Accept, kCarla, "h1"));
  events.back().role = HandoffRole::Charge;
  CHECK(replay_handoff(handoff_pack(), events).interim);
}

TEST_CASE("HND-7: the half hour is the pack's") {
  const auto pack = must_load(load_handoff_pack(
      changed_rule("handoff.json", "\"escalateAfterMin\": 30", "\"escalateAfterMin\": 45", kNoEvents)));
  CHECK(escalate_handoff_at(pack, Handoff{}, Instant{}) == Instant{} + minutes(45));
}

TEST_CASE("HND-8: break cover comes back by a short return that the covering nurse begins") {
  auto events = until_accepted();
  events[0].type = HandoffType::Temporary;
  CHECK(awaits_return(replay_handoff(handoff_pack(), events)));
  CHECK(last_answer(events, event(30, HandoffStep::Start, kAna)) == "HND-8");
  events.push_back(event(30, HandoffStep::Start, kBen));
  CHECK(replay_handoff(handoff_pack(), events).accountable == kBen);
  events.push_back(event(31, HandoffStep::Give, kBen, "h2"));
  events.push_back(event(32, HandoffStep::Synthesise, kAna));
  events.push_back(event(33, HandoffStep::Accept, kAna, "h2"));
  CHECK(answers(events).back() == "ACCEPTED");
  const Handoff back = replay_handoff(handoff_pack(), events);
  CHECK(back.accountable == kAna);
  CHECK(back.type == HandoffType::Return);
  CHECK_FALSE(awaits_return(back));
}

TEST_CASE("HND-8: a transfer does not come back") {
  auto events = until_accepted();
  events[0].type = HandoffType::Transfer;
  CHECK_FALSE(awaits_return(replay_handoff(handoff_pack(), events)));
  CHECK(last_answer(events, event(30, HandoffStep::Start, kBen)) == "HND-ORDER");
}

TEST_CASE("Steps out of order are refused and leave no trace; away from the bedside needs a reason") {
  CHECK(answers({event(0, HandoffStep::Ready, kAna)}) == std::vector<std::string>{"HND-ORDER"});
  CHECK(answers({event(0, HandoffStep::Amend, kAna)}) == std::vector<std::string>{"HND-ORDER"});
  CHECK(last_answer({event(0, HandoffStep::Start, kAna)}, event(1, HandoffStep::Give, kAna, "h1")) == "HND-ORDER");
  std::vector<HandoffEvent> ready{event(0, HandoffStep::Start, kAna), event(1, HandoffStep::Ready, kAna)};
  HandoffEvent give = event(2, HandoffStep::Give, kAna, "h1");
  CHECK(last_answer(ready, give) == "HND-ORDER");
  give.not_at_bedside = "In the operating room";
  CHECK(last_answer(ready, give) == "GIVEN");
  CHECK(last_answer(until_given(), event(4, HandoffStep::Bedside, kAna)) == "HND-ORDER");
  CHECK(last_answer(until_given(), event(4, HandoffStep::Resolve, kCarla, "h1")) == "HND-6");
}

TEST_CASE("Whatever is done in whatever order, accepted means two people, one content and a read-back") {
  CHECK(rc::check("accepted handoffs", [] {
    const std::vector<std::string> people{kAna, kBen, kCarla}, hashes{"", "h1", "h2"}, tablets{"", "T2"};
    std::vector<HandoffEvent> done;
    for (int n = 0; n < 40; ++n) {
      HandoffEvent next = event(n, *rc::gen::map(rc::gen::inRange(0, 9), [](int i) { return static_cast<HandoffStep>(i); }),
                                *rc::gen::elementOf(people), *rc::gen::elementOf(hashes));
      next.tablet = *rc::gen::elementOf(tablets);
      if (*rc::gen::arbitrary<bool>()) next.role = HandoffRole::Charge;
      if (*rc::gen::arbitrary<bool>()) next.actions.clear();
      const Handoff before = replay_handoff(handoff_pack(), done);
      const HandoffMove move = move_handoff(handoff_pack(), before, next);
      if (move.refused != nullptr) RC_ASSERT(move.after.state == before.state);
      if (before.state == HandoffState::Accepted) RC_ASSERT(move.after.state == HandoffState::Accepted);
      if (move.after.state == HandoffState::Accepted && before.state != HandoffState::Accepted) {
        RC_ASSERT(before.state == HandoffState::Synthesised);
        RC_ASSERT(next.by != before.from);
        RC_ASSERT(next.by == before.to);
        RC_ASSERT(!next.content_hash.empty());
        RC_ASSERT(next.content_hash == before.content_hash);
      }
      done.push_back(next);
    }
  }));
}

TEST_CASE("Pooled handoff figures are sums over sums, and nothing handed over is not calculable") {
  const HandoffRecord all{true, true, true, true, true, minutes(4)};
  const HandoffRecord slow{false, false, true, true, false, minutes(9)};
  const HandoffRecord never{};
  const std::vector<HandoffRecord> three{all, slow, never};
  CHECK(handoff_figures(three).at_bedside == "33.33");
  CHECK(handoff_figures(three).median_minutes == "6.50");
  CHECK(handoff_figures({}).dual_signed == "not calculable");
  CHECK(handoff_figures(std::span(&never, 1)).median_minutes == "not calculable");
}

TEST_CASE("A handoff pack with a broken example, a missing sentence or an unknown key does not load") {
  refuses(load_handoff_pack(changed_file("handoff.json", "\"median_minutes\": \"5.50\"", "\"median_minutes\": \"5.00\"")), "G-8");
  refuses(load_handoff_pack(changed_file("handoff.json", "\"id\": \"same-signer\"", "\"id\": \"same-writer\"")), "same-signer");
  refuses(load_handoff_pack(changed_file("handoff.json", "\"targetMin\": 5", "\"targetMin\": 5, \"hurryMin\": 3")), "hurryMin");
  refuses(load_handoff_pack(changed_file("handoff.json", "\"needsContingency\": true", "\"needsContingency\": false")), "HND-3");
  refuses(load_handoff_pack(changed_file("handoff.json", "\"source\": \"rules\"", "\"source\": \"hearsay\"")), "source");
}

Expected<std::vector<HandoffEvent>> read(std::string_view text) {
  return read_handoff_events(handoff_pack(), json::parse(text).value());
}

TEST_CASE("Events that cannot be read are refused with their number and key") {
  refuses(read(R"([{"at":"2025-06-10T07:00:00-04:00","do":"begin","by":"A"}])"), "event 1: do");
  refuses(read(R"([{"at":"2025-06-10T07:00:00-04:00","do":"start","by":"A","mood":"fine"}])"), "mood");
  refuses(read(R"([{"at":"2025-06-10T07:00:00-04:00","do":"start","by":" "}])"), "by");
  refuses(read(R"([{"at":"2025-06-31T07:00:00-04:00","do":"start","by":"A"}])"), "at");
  refuses(read(R"([{"at":"2025-06-10T07:00:00-04:00","do":"give","by":"A","severity":"fine"}])"), "severity");
  refuses(read(R"([{"at":"2025-06-10T07:00:00-04:00","do":"give","by":"A","actions":"none"}])"), "actions");
  refuses(read(R"([{"at":"2025-06-10T07:00:00-04:00","do":"start","by":"A"},
                   {"at":"2025-06-10T06:59:59-04:00","do":"ready","by":"A"}])"), "event 2: at");
  refuses(read(R"({"at":"2025-06-10T07:00:00-04:00"})"), "list");
}

}  // namespace
}  // namespace wardlight::care
