// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/plan.h"

#include <algorithm>

namespace wardlight::sim {
namespace {

constexpr std::int64_t kShortestOffline = 5;
constexpr std::int64_t kLongestOffline = 90;

// A simulated nurse's habits, in percent. They are no clinical figures: they make a shift worth watching.
struct Habits {
  int missed = 4;
  int late = 6;
  int refused = 5;
  int in_room_care = 3;
  int asleep_at_night = 80;
  int entered_later = 6;
  int amended = 2;
  int night_from = 22;
  int night_to = 6;
};

std::int64_t between(std::mt19937_64& chance, std::int64_t least, std::int64_t most) {
  return least + static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(most - least + 1));
}
bool happens(std::mt19937_64& chance, int percent) { return between(chance, 1, 100) <= percent; }

// The online time that, on average, goes with one offline stretch to reach the share.
std::int64_t longest_online(int percent) {
  const std::int64_t mean_offline = (kShortestOffline + kLongestOffline) / 2;
  return std::max<std::int64_t>(1, 2 * mean_offline * (100 - percent) / percent);
}

bool is_night(const Habits& habits, const Zone& zone, Instant at) {
  const int hour = zone.local(at).minute_of_day / 60;
  return hour >= habits.night_from || hour < habits.night_to;
}

care::RoundKind choose_kind(std::mt19937_64& chance, const Habits& habits, bool night) {
  if (night && happens(chance, habits.asleep_at_night)) return care::RoundKind::Asleep;
  if (happens(chance, habits.refused)) return care::RoundKind::Refused;
  if (happens(chance, habits.in_room_care)) return care::RoundKind::InRoomCare;
  return care::RoundKind::Full;
}

PlannedRound plan_round(std::mt19937_64& chance, const Habits& habits, const ShiftOptions& options, const care::Slot& slot,
                        const Zone& zone, std::size_t patient) {
  PlannedRound round;
  const std::int64_t length = whole_minutes(slot.end - slot.start);
  const bool late = happens(chance, habits.late);
  round.done_at = late ? slot.end + minutes(between(chance, 1, 12)) : slot.start + minutes(between(chance, 0, length - 1));
  round.entered_at = round.done_at + seconds(between(chance, 20, 90));
  if (happens(chance, habits.entered_later)) round.entered_at = round.done_at + minutes(between(chance, 31, 58));
  round.patient = patient;
  round.nurse = patient % options.nurses;
  round.tablet = static_cast<std::size_t>(between(chance, 0, static_cast<std::int64_t>(options.tablets) - 1));
  round.kind = choose_kind(chance, habits, is_night(habits, zone, round.done_at));
  if (happens(chance, habits.amended)) round.correction = Correction::Amended;
  return round;
}

}  // namespace

std::vector<Stretch> plan_offline(std::mt19937_64& chance, Stretch shift, int percent) {
  if (percent <= 0) return {};
  if (percent >= 100) return {shift};
  std::vector<Stretch> stretches;
  const std::int64_t most = longest_online(percent);
  for (Instant at = shift.from + minutes(between(chance, 0, most / 2)); at < shift.to;
       at = at + minutes(between(chance, 1, most))) {
    const Instant end = std::min(at + minutes(between(chance, kShortestOffline, kLongestOffline)), shift.to);
    stretches.push_back({at, end});
    at = end;
  }
  return stretches;
}

bool is_within(std::span<const Stretch> stretches, Instant at) {
  return std::any_of(stretches.begin(), stretches.end(), [at](const Stretch& s) { return s.from <= at && at < s.to; });
}

Duration total(std::span<const Stretch> stretches) {
  Duration sum;
  for (const Stretch& stretch : stretches) sum = sum + (stretch.to - stretch.from);
  return sum;
}

std::vector<PlannedRound> plan_rounds(std::mt19937_64& chance, const ShiftOptions& options, std::span<const care::Slot> slots,
                                      const Zone& zone) {
  const Habits habits;
  std::vector<PlannedRound> rounds;
  for (std::size_t patient = 0; patient < options.beds; ++patient)
    for (const care::Slot& slot : slots)
      if (!happens(chance, habits.missed)) rounds.push_back(plan_round(chance, habits, options, slot, zone, patient));
  std::stable_sort(rounds.begin(), rounds.end(), [](const auto& a, const auto& b) { return a.entered_at < b.entered_at; });
  return rounds;
}

}  // namespace wardlight::sim
