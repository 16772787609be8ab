// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/advice.h"

// Pressure injuries and turning (assets/clinical/pressure-injury.json): stages that never go back, what was there on
// admission, and how often to turn. Pure; plain values; any thread.
namespace wardlight::care {

struct Stage {
  std::string code;
  Words words;
  int severity = 0;                // the worst counts in measures
  bool restage = false;            // must be staged again when the bed can be seen
  bool hospital_event = false;     // new here and not there on admission: an event
  std::vector<std::string> next;   // what it may be called later, besides the same
};

enum class PresentOnAdmission { Yes, No, Undetermined };
std::string_view to_code(PresentOnAdmission present);

struct TurnRule {
  int mobility_at_most = 0;
  int total_at_most = 0;
  Duration in_bed, in_chair;
};

struct PressureInjuryPack : PackHead {
  std::vector<Stage> stages;
  std::string stage_rule;      // names the rule that going back breaks
  Duration admission_within;   // the admission's check decides what was there
  TurnRule turn;
  std::vector<Advice> on_hospital_event;
  std::vector<Advice> on_restage;

  const Stage* find_stage(std::string_view code) const;
};

// Fails with InvalidContent: unknown key, missing source, a stage that nothing names, a broken example.
Expected<PressureInjuryPack> load_pressure_injury(std::string_view text);

// May an injury that was called `was` now be called `now`? Fails with InvalidContent naming the rule: a stage is never taken
// back as it heals. `was` empty: the first time.
Expected<void> check_stage(const PressureInjuryPack& pack, std::string_view was, std::string_view now);
// Unstageable and deep tissue, once the bed can be seen.
enum class WoundBed { Seen, Covered };
bool must_restage(const PressureInjuryPack& pack, std::string_view stage, WoundBed bed);
// What measures count of an injury: the worst it was ever called. Empty when it was never staged.
std::string worst_stage(const PressureInjuryPack& pack, const std::vector<std::string>& stages);

// By when it was first seen: within the admission's time it was there; later it was not, if the admission's skin check was
// done in time, and otherwise nobody can tell.
PresentOnAdmission judge_present(const PressureInjuryPack& pack, Instant arrived, std::optional<Instant> admission_check,
                                 Instant first_seen);
// A new injury that counts as the hospital's.
bool is_hospital_event(const PressureInjuryPack& pack, std::string_view stage, PresentOnAdmission present);

// Does the Braden answer ask for a turn schedule? Nothing: neither mobility nor total is known.
std::optional<bool> needs_turning(const PressureInjuryPack& pack, std::optional<int> mobility, std::optional<int> total);
// How often: the patient's own interval when there is one.
enum class Resting { Bed, Chair };
Duration turn_interval(const PressureInjuryPack& pack, Resting where, std::optional<Duration> own);
Instant turn_due(const PressureInjuryPack& pack, Instant last_turned, Resting where, std::optional<Duration> own);

// The admission's skin check counts when two people looked, in time. Fails with InvalidContent.
Expected<void> check_admission_skin(const PressureInjuryPack& pack, Instant arrived, Instant looked, std::string_view first,
                                    std::string_view second);

}  // namespace wardlight::care
