// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/pack.h"

// The ward's numbers and words for hourly rounds, read from assets/clinical/rounding.json.
// Plain values after loading: copy freely, read from any thread.
namespace wardlight::care {

// What a round was. The codes are those of the checklist and of the command line.
enum class RoundKind { Full, Asleep, Refused, InRoomCare };
std::string_view to_code(RoundKind kind);
std::optional<RoundKind> round_kind_from_code(std::string_view code);

// What a round of a kind makes of its slot.
enum class RoundEffect { Done, Attempted, Refused };
struct RoundKindRule {
  RoundKind kind = RoundKind::Full;
  RoundEffect complete = RoundEffect::Done;    // the safety glance was complete
  RoundEffect incomplete = RoundEffect::Done;  // it was not
};

// What a reason given for a slot does to it.
enum class ReasonEffect {
  NeedsRound,        // only a round can say this: the slot cannot be closed with it
  ExcludedWhenAway,  // the slot leaves the count only if the patient's away times say so
  FromCensus,        // computed, never typed
  Refused,           // attempted: stays in the count
  Attempted,
  MissedWithReason,
  ExcludedByOrder,
  Reopens,           // takes an earlier reason back: rounds may be credited again
};
struct Reason {
  std::string code;
  std::string label;
  ReasonEffect effect = ReasonEffect::MissedWithReason;
  int back_entry_minutes = 0;  // how long rounds of such a slot may still be entered; 0 = the usual limit
};

// Which answers of the checklist mean what.
struct ChecklistMeaning {
  std::string url;
  std::string kind_link_id;
  struct KindCode {
    std::string code;
    RoundKind kind = RoundKind::Full;
  };
  std::vector<KindCode> kinds;
  std::vector<std::string> glance;         // linkIds of the safety glance
  std::vector<std::string> asleep_glance;  // linkIds of the observation of a sleeper (4.4-N)
  std::vector<std::string> unseen;         // answer codes that say a thing was not looked at
};

// The forms of a slot's reason and of time off the unit.
struct SmallFormMeaning {
  std::string url;
  std::string kind_link_id;
  std::string starts_link_id;
  std::string ends_link_id;   // empty: it has none
  std::string order_link_id;  // likewise
  std::string note_link_id;
};

// Something to do now because of what was answered (4.4, "prompt that follows").
enum class ChartedBy { Anybody, Aide };
struct PromptRule {
  std::string id;
  std::string link_id;             // empty: not about an answer
  std::vector<std::string> codes;  // any of these answers
  ChartedBy charted_by = ChartedBy::Anybody;
  int refused_in_a_row = 0;        // instead of an answer: this many refusals running; 0 = no matter
  int within_minutes = 0;          // 0 = now
  std::string text;
  std::string text_es;
  std::string source;              // the source's text
};

struct RoundingPack : PackHead {
  std::vector<int> starts;  // minutes of the local day, ascending
  Duration early, late;
  Duration min_available;
  Duration max_slot;
  Duration gap_day, gap_night;
  int day_start = 0, day_end = 0;  // minutes of the local day
  Duration late_entry, future_tolerance, back_entry;
  Duration due_soon;
  int missed_in_a_row = 0;
  int refused_in_a_row = 0;
  int display_goal_percent = 0;
  int asleep_review_from = 0, asleep_review_to = 0;
  // Prompts during which "seen asleep" is no round: a turn, toileting by the plan, an observation is due.
  std::vector<std::string> asleep_not_turn, asleep_not_toileting, asleep_not_observation;
  std::string nurse_hours;  // even, odd or all; advisory

  int burst_slots = 0;
  Duration burst_within;
  int identical_rounds = 0;
  int on_the_hour_percent = 0;
  int on_the_hour_least_rounds = 0;

  std::vector<RoundKindRule> kinds;  // one a kind
  std::vector<Reason> reasons;
  ChecklistMeaning checklist;
  SmallFormMeaning slot_reason;
  SmallFormMeaning off_unit;
  std::vector<PromptRule> prompts;

  const Reason* find_reason(std::string_view code) const;
  const RoundKindRule& rule_for(RoundKind kind) const;
};

// Reads a pack and runs its worked examples: a pack whose examples do not come out is not loaded.
// Fails with InvalidContent: unknown or missing key, starts that overlap or are out of order, a number
// without source, a broken example. The text names the key or the example.
Expected<RoundingPack> load_rounding_pack(std::string_view text);

}  // namespace wardlight::care
