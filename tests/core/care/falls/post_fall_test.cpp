// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/post_fall.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const PostFallPack& post_fall() {
  static const PostFallPack pack = must_load(load_post_fall(clinical_file("post-fall.json")));
  return pack;
}

Zone new_york() { return Zone::find("America/New_York").value(); }
Instant time(std::string_view text) { return parse_time(text).value().instant; }
const Instant kFell = time("2025-06-10T02:10:00-04:00");

std::vector<std::string> labels(const std::vector<Instant>& times) {
  std::vector<std::string> all;
  for (const Instant at : times) all.push_back(new_york().label(at));
  return all;
}

TEST_CASE(
    "FAL-O1: an unwitnessed fall at 02:10 is observed hourly four times, then 4-hourly to 24 hours: nine sets after the first") {
  const auto due = observation_times(post_fall(), PostFallArm::Head, kFell, new_york());
  CHECK(labels(due) ==
        std::vector<std::string>{"03:10", "04:10", "05:10", "06:10", "10:10", "14:10", "18:10", "22:10", "02:10"});
  CHECK(due.back() == kFell + hours(24));
  CHECK(post_fall().rule_for(PostFallArm::Head).round == "neuro");
}

TEST_CASE("G-10: observations are due after elapsed hours, over a change of the clocks too") {
  const auto due = observation_times(post_fall(), PostFallArm::Head, time("2025-11-02T00:10:00-04:00"), new_york());
  REQUIRE(due.size() == 9);
  for (std::size_t at = 1; at < 4; ++at) CHECK(due[at] - due[at - 1] == hours(1));
  CHECK(labels(due).front() == "01:10");
  CHECK(labels(due)[1] == "01:10");
}

TEST_CASE("A fall that was seen without head strike is observed at each shift's start for a day") {
  CHECK(labels(observation_times(post_fall(), PostFallArm::None, kFell, new_york())) ==
        std::vector<std::string>{"07:00", "19:00"});
  CHECK(labels(observation_times(post_fall(), PostFallArm::None, time("2025-06-10T07:00:00-04:00"), new_york())) ==
        std::vector<std::string>{"19:00", "07:00"});
}

TEST_CASE("6.9: head strike, not known whether, unseen, or at risk of harm: each alone takes the head arm") {
  CHECK(choose_arm(HeadStrike::No, Seen::Witnessed, HarmFlag::Clear) == PostFallArm::None);
  CHECK(choose_arm(HeadStrike::Yes, Seen::Witnessed, HarmFlag::Clear) == PostFallArm::Head);
  CHECK(choose_arm(HeadStrike::NotKnown, Seen::Witnessed, HarmFlag::Clear) == PostFallArm::Head);
  CHECK(choose_arm(HeadStrike::No, Seen::Unwitnessed, HarmFlag::Clear) == PostFallArm::Head);
  CHECK(choose_arm(HeadStrike::No, Seen::Witnessed, HarmFlag::Raised) == PostFallArm::Head);
}

std::vector<std::string> states(const std::vector<Instant>& done, Instant now) {
  const auto due = observation_times(post_fall(), PostFallArm::Head, kFell, new_york());
  std::vector<std::string> all;
  for (const Observation& one : judge_observations(post_fall(), due, done, now))
    all.push_back(new_york().label(one.due) + " " + std::string(to_code(one.state)));
  return all;
}

TEST_CASE("6.9: each missed observation is a missed round; early, late and overdue ones are told apart") {
  const auto seen = states({kFell + minutes(50), kFell + minutes(140)}, kFell + minutes(200));
  CHECK(seen[0] == "03:10 on_time");
  CHECK(seen[1] == "04:10 late");
  CHECK(seen[2] == "05:10 overdue");
  CHECK(seen[3] == "06:10 upcoming");
  const auto later = states({kFell + minutes(50), kFell + minutes(140)}, kFell + minutes(226));
  CHECK(later[2] == "05:10 missed");
  CHECK(later[3] == "06:10 due");
  CHECK(states({}, kFell)[0] == "03:10 upcoming");
  CHECK(states({}, kFell + hours(30))[8] == "02:10 overdue");
}

TEST_CASE("6.9: one observation is credited once, the first set at once counts for none, and one of the future for nobody") {
  const auto seen = states({kFell, kFell + minutes(60), kFell + minutes(61)}, kFell + minutes(62));
  CHECK(seen[0] == "03:10 on_time");
  CHECK(seen[1] == "04:10 upcoming");
  CHECK(states({kFell + minutes(60)}, kFell + minutes(59))[0] == "03:10 due");
}

TEST_CASE("6.9: huddle and Morse are due within 60 minutes, the family is told, and the injury is confirmed at 24 hours") {
  std::map<std::string, Duration> within;
  for (const DueTask& task : post_fall_tasks(post_fall(), PostFallArm::Head, kFell))
    within[task.task->advice.id] = task.due - kFell;
  CHECK(within.at("FAL-huddle") == minutes(60));
  CHECK(within.at("FAL-morse") == minutes(60));
  CHECK(within.contains("FAL-family"));
  CHECK(within.contains("FAL-anticoagulant"));
  CHECK(within.at("FAL-R1-confirm") == hours(24));
  for (const DueTask& task : post_fall_tasks(post_fall(), PostFallArm::None, kFell))
    CHECK(task.task->advice.id != "FAL-anticoagulant");
}

TEST_CASE("Changing an hour or the chosen schedule in the post-fall pack changes what is due; its own examples guard it") {
  refuses(load_post_fall(changed_file("post-fall.json", "\"untilMin\": 1440", "\"untilMin\": 1200")), "FAL-O1");
  refuses(load_post_fall(changed_file("post-fall.json", "\"postFallSchedule\": \"standard\"", "\"postFallSchedule\": \"never\"")),
          "no schedule");
  const std::string example = R"({"id":"local","fell":"2025-06-10T02:10:00-04:00","arm":"head","zone":"America/New_York",
      "expect":{"round":"neuro"}})";
  const PostFallPack close = must_load(load_post_fall(
      changed_rule("post-fall.json", "\"postFallSchedule\": \"standard\"", "\"postFallSchedule\": \"close\"", example)));
  const auto due = observation_times(close, PostFallArm::Head, kFell, new_york());
  CHECK(due.front() == kFell + minutes(15));
  CHECK(due[4] == kFell + minutes(90));
}

}  // namespace
}  // namespace wardlight::care
