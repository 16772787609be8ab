// SPDX-License-Identifier: Apache-2.0
#include "core/care/sepsis/sepsis.h"

#include <algorithm>

namespace wardlight::care {
namespace {

bool is_needed(const SepsisPack& pack, BundleNeed need, const BundleState& state) {
  const auto lactate_above = [&](const Decimal& limit) { return state.lactate && compare(*state.lactate, limit) > 0; };
  const bool high = state.lactate && compare(*state.lactate, pack.shock_lactate) >= 0;
  switch (need) {
    case BundleNeed::Always: return true;
    case BundleNeed::LowPressureOrHighLactate: return state.low_pressure || high;
    case BundleNeed::RaisedLactate: return lactate_above(pack.raised_lactate);
    case BundleNeed::PersistentLowPressure: return state.low_after_fluids;
    case BundleNeed::Shock: return is_shock(pack, state);
  }
  return true;
}

using DoneTimes = std::map<std::string, Instant, std::less<>>;

StepState state_of(const BundleStep& step, const DueStep& due, const DoneTimes& done, Instant now) {
  const auto later = done.find(step.before);
  const bool overtaken = later != done.end() && (!due.done || *due.done > later->second);
  if (overtaken) return StepState::OutOfOrder;
  if (due.done) return *due.done <= due.due ? StepState::Done : StepState::DoneLate;
  return now > due.due ? StepState::Overdue : StepState::Open;
}

Error refused(std::string text) { return {ErrorCode::InvalidContent, std::move(text), "sepsis"}; }

}  // namespace

const BundleStep* SepsisPack::find_step(std::string_view id) const {
  const auto found = std::ranges::find(bundle, id, &BundleStep::id);
  return found == bundle.end() ? nullptr : &*found;
}

std::vector<const Criterion*> find_dysfunctions(const SepsisPack& pack, const ScreenValues& values) {
  std::vector<const Criterion*> found;
  for (const Criterion& criterion : pack.dysfunction)
    if (holds(criterion, values).value_or(false)) found.push_back(&criterion);
  return found;
}

bool meets_window(const SepsisPack& pack, Instant infection, Instant screen, Instant dysfunction) {
  const auto [first, last] = std::minmax({infection, screen, dysfunction});
  return last - first <= pack.window;
}

bool is_shock(const SepsisPack& pack, const BundleState& state) {
  return state.low_after_fluids || (state.lactate && compare(*state.lactate, pack.shock_lactate) >= 0);
}

std::vector<DueStep> judge_bundle(const SepsisPack& pack, Instant start, const BundleState& state,
                                  const std::map<std::string, Instant, std::less<>>& done, Instant now) {
  std::vector<DueStep> steps;
  for (const BundleStep& step : pack.bundle) {
    if (!is_needed(pack, step.need, state)) continue;
    DueStep due{&step, start + step.within, StepState::Open, std::nullopt};
    if (const auto found = done.find(step.id); found != done.end() && found->second <= now) due.done = found->second;
    due.state = state_of(step, due, done, now);
    steps.push_back(due);
  }
  return steps;
}

std::optional<bool> is_compliant(const std::vector<DueStep>& steps) {
  bool open = false;
  for (const DueStep& step : steps) {
    if (step.state == StepState::Open) open = true;
    else if (step.state != StepState::Done) return false;
  }
  return open ? std::nullopt : std::optional(true);
}

ConfirmTimes confirm_times(const SepsisPack& pack, Instant positive_at) {
  return {positive_at + pack.confirm_within, positive_at + pack.escalate_after};
}

Expected<void> check_exclusion(const SepsisPack& pack, std::string_view provider_statement) {
  if (!provider_statement.empty()) return {};
  return refused(pack.exclusion_rule + ": only the provider's statement of another cause sets a value aside; name it.");
}

Expected<void> check_snooze(const SepsisPack& pack, const Snooze& snooze) {
  if (snooze.reason.empty()) return refused("SEP-R5: putting the screen off needs a reason; write why.");
  if (snooze.until <= snooze.at) return refused("SEP-R5: the screen is put off into the future; choose a later time.");
  if (snooze.until - snooze.at > pack.snooze_at_most)
    return refused("SEP-R5: the screen is put off for " + std::to_string(whole_minutes(pack.snooze_at_most) / 60) +
                   " h at most; choose an earlier time.");
  return {};
}

bool is_snoozed(const Snooze& snooze, const ScreenResult& result, Instant now) {
  if (now < snooze.at || now >= snooze.until) return false;
  return std::ranges::all_of(result.criteria, [&](const Criterion* criterion) {
    return std::ranges::find(snooze.criteria, criterion->id) != snooze.criteria.end();
  });
}

}  // namespace wardlight::care
