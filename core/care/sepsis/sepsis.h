// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/sepsis/screen.h"

// What stands behind a positive screen (assets/clinical/sepsis.json, SEP-1): organ dysfunction, the window they must share,
// the bundle's clock, who answers for the screen by when, and how long it may be put off. Pure; plain values; any thread.
namespace wardlight::care {

// When a step of the bundle is asked for.
enum class BundleNeed { Always, LowPressureOrHighLactate, RaisedLactate, PersistentLowPressure, Shock };

struct BundleStep {
  std::string id;
  Words words;
  Duration within;  // from the start of the clock, its boundary included
  BundleNeed need = BundleNeed::Always;
  std::string before;  // must come before that step; empty: no matter
};

struct SepsisPack : PackHead {
  std::string screen;  // the pack that screens first
  std::string adjunct;
  Duration window;  // infection, screen and dysfunction lie within so long of each other
  std::vector<ScreenInputRule> inputs;
  std::vector<Criterion> dysfunction;
  Decimal shock_lactate = Decimal::from_integer(0);
  Decimal raised_lactate = Decimal::from_integer(0);
  std::vector<BundleStep> bundle;
  Duration confirm_within;   // SEP-R3: a nurse says whether infection is suspected
  Duration escalate_after;   // … and the charge nurse hears of it when nobody did
  Duration snooze_at_most;   // SEP-R5
  std::string exclusion_rule;  // SEP-R4

  const BundleStep* find_step(std::string_view id) const;
};

// Fails with InvalidContent: unknown key, missing source, a broken example.
Expected<SepsisPack> load_sepsis(std::string_view text);

// The dysfunctions that hold. Points into the pack.
std::vector<const Criterion*> find_dysfunctions(const SepsisPack& pack, const ScreenValues& values);
// Do all three lie within the window? Its boundary counts.
bool meets_window(const SepsisPack& pack, Instant infection, Instant screen, Instant dysfunction);

// What decides which steps are asked for.
struct BundleState {
  bool low_pressure = false;          // now
  bool low_after_fluids = false;      // still, after the fluid
  std::optional<Decimal> lactate;     // the first one
};
bool is_shock(const SepsisPack& pack, const BundleState& state);

enum class StepState { Open, Done, DoneLate, Overdue, OutOfOrder };
struct DueStep {
  const BundleStep* step = nullptr;
  Instant due;
  StepState state = StepState::Open;
  std::optional<Instant> done;
};
// The steps asked for, in the pack's order. `done`: when each was done, by id.
std::vector<DueStep> judge_bundle(const SepsisPack& pack, Instant start, const BundleState& state,
                                  const std::map<std::string, Instant, std::less<>>& done, Instant now);
// All or none: nothing while a step is open and in time.
std::optional<bool> is_compliant(const std::vector<DueStep>& steps);

// SEP-R3.
struct ConfirmTimes {
  Instant confirm_by;
  Instant escalate_at;
};
ConfirmTimes confirm_times(const SepsisPack& pack, Instant positive_at);

// SEP-R4: a value may be set aside only by a provider's statement. Fails with InvalidContent naming the rule.
Expected<void> check_exclusion(const SepsisPack& pack, std::string_view provider_statement);

// SEP-R5: put off with a reason, for so long at most, and over at once when another criterion holds.
struct Snooze {
  Instant at;
  Instant until;
  std::string reason;
  std::vector<std::string> criteria;  // ids that held then
};
Expected<void> check_snooze(const SepsisPack& pack, const Snooze& snooze);
bool is_snoozed(const Snooze& snooze, const ScreenResult& result, Instant now);

}  // namespace wardlight::care
