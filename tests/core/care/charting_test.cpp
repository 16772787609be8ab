// SPDX-License-Identifier: Apache-2.0
#include "core/care/charting.h"

#include "tests/core/care/rounding_support.h"

namespace wardlight::care {
namespace {

ChartingTime judged(Instant occurred, Instant recorded) { return judge_charting_time(rounding_pack(), occurred, recorded); }

ChartedRound charted(Instant occurred, Instant recorded, std::string who = "nurse", std::string answers = {}) {
  return {std::move(who), occurred, recorded, std::move(answers)};
}

TEST_CASE("G-3 the future is not charted") {
  CHECK(judged(at(10, 2), at(10)) == ChartingTime::Prompt);
  CHECK(judged(at(10, 2) + milliseconds(1), at(10)) == ChartingTime::Future);
}

TEST_CASE("G-3 more than thirty minutes afterwards is a late entry") {
  CHECK(judged(at(9, 30), at(10)) == ChartingTime::Prompt);
  CHECK(judged(at(9, 29), at(10)) == ChartingTime::LateEntry);
}

TEST_CASE("Rounds of a downtime may be entered for a day and no longer") {
  const Reason* downtime = rounding_pack().find_reason("device-downtime");
  CHECK(judge_charting_time(rounding_pack(), at(10) - hours(24), at(10), downtime) == ChartingTime::LateEntry);
  CHECK(judge_charting_time(rounding_pack(), at(10) - hours(24) - minutes(1), at(10), downtime) == ChartingTime::TooOld);
}

TEST_CASE("Asleep is not accepted when a turn, toileting, neuro check or post-fall observation is due") {
  AsleepInputs inputs;
  inputs.minute_of_day = 3 * 60;
  CHECK(asleep_objections(rounding_pack(), inputs).empty());
  inputs.turn_due = inputs.toileting_due = inputs.neuro_check_due = inputs.post_fall_due = Answer::Yes;
  CHECK(asleep_objections(rounding_pack(), inputs).size() == 4);
}

TEST_CASE("Asleep twice running by day needs a registered nurse's review") {
  AsleepInputs inputs;
  inputs.previous_was_asleep = Answer::Yes;
  inputs.minute_of_day = 20 * 60;
  CHECK(asleep_objections(rounding_pack(), inputs).empty());
  inputs.minute_of_day = 8 * 60;
  CHECK(asleep_objections(rounding_pack(), inputs) == std::vector{AsleepObjection::TwiceRunningByDay});
  inputs.reviewed_by_nurse = Answer::Yes;
  CHECK(asleep_objections(rounding_pack(), inputs).empty());
}

TEST_CASE("After an opioid or sedative a bare asleep is not accepted") {
  AsleepInputs inputs;
  inputs.sedated = Answer::Yes;
  CHECK(asleep_objections(rounding_pack(), inputs) == std::vector{AsleepObjection::SedationNeedsRespirations});
  inputs.respirations_and_rousing = Answer::Yes;
  CHECK(asleep_objections(rounding_pack(), inputs).empty());
}

TEST_CASE("Integrity: three slots recorded by one user within a minute are flagged") {
  const Instant saved = at(12);
  std::vector<ChartedRound> rounds{charted(at(9), saved), charted(at(10), saved + seconds(30)),
                                   charted(at(11), saved + seconds(60))};
  CHECK(has_burst(rounding_pack(), rounds));
  rounds[2].recorded_at = saved + seconds(61);
  CHECK_FALSE(has_burst(rounding_pack(), rounds));
  rounds[2] = charted(at(11), saved + seconds(40), "aide");
  CHECK_FALSE(has_burst(rounding_pack(), rounds));
}

TEST_CASE("Integrity: eight rounds running with identical answers are flagged") {
  std::vector<ChartedRound> rounds;
  for (int i = 0; i < 8; ++i) rounds.push_back(charted(at(8 + i), at(8 + i), "nurse", "same"));
  CHECK(has_identical_run(rounding_pack(), rounds));
  rounds[4].answers = "other";
  CHECK_FALSE(has_identical_run(rounding_pack(), rounds));
  for (ChartedRound& round : rounds) round.answers.clear();
  CHECK_FALSE(has_identical_run(rounding_pack(), rounds));
}

TEST_CASE("Integrity: more than eighty percent of rounds on the exact hour are flagged") {
  std::vector<ChartedRound> rounds;
  for (int i = 0; i < 5; ++i) rounds.push_back(charted(at(8 + i), at(8 + i)));
  CHECK(is_on_the_hour(rounding_pack(), new_york(), rounds));
  rounds[0].occurred_at = at(8, 3);
  CHECK_FALSE(is_on_the_hour(rounding_pack(), new_york(), rounds));
  CHECK_FALSE(is_on_the_hour(rounding_pack(), new_york(), {}));
}

}  // namespace
}  // namespace wardlight::care
