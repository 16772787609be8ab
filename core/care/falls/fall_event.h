// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/advice.h"

// What is said about a fall afterwards (assets/clinical/fall-event.json): the level of injury and how it may change, reports
// that may be of the same fall, the unit it counts for, the rounds before it. Pure; plain values; any thread.
namespace wardlight::care {

struct InjuryLevel {
  std::string code;
  Words words;
  int rank = 0;      // the higher the worse
  bool open = false;  // not a level yet: allowed only for a time
};

struct FallEventPack : PackHead {
  std::vector<InjuryLevel> levels;
  Duration confirm_within;  // after the fall; FAL-R1
  Duration open_at_most;    // after the fall an open level is refused
  Duration merge_within;    // FAL-R3, either way
  Duration freeze;          // the rounds of so long before the fall belong to the event's record

  const InjuryLevel* find_level(std::string_view code) const;
  const std::string& open_level() const;  // what stands while nobody has said one; empty when the pack has none
};

// Fails with InvalidContent: unknown key, missing source, a broken example.
Expected<FallEventPack> load_fall_event(std::string_view text);

enum class Certainty { Provisional, Confirmed };
struct InjuryStatement {
  std::string level;
  Certainty certainty = Certainty::Provisional;
  Instant at;
};

// May this be said after what was said before? Fails with InvalidContent naming the rule: FAL-R1 for a level that is still open
// too late or confirmed as open, FAL-R2 for one that takes a confirmed level down. Every statement stays on record.
Expected<void> check_injury(const FallEventPack& pack, Instant fell_at, const std::vector<InjuryStatement>& before,
                            const InjuryStatement& next);

struct InjuryNow {
  std::string level;  // the latest: what rates count
  Certainty certainty = Certainty::Provisional;
  std::size_t versions = 0;
  Instant confirm_by;
  bool overdue = false;  // not confirmed in time: reported apart as provisional
};
// Nothing while nothing was said. Statements in the order they were made.
std::optional<InjuryNow> injury_now(const FallEventPack& pack, Instant fell_at, const std::vector<InjuryStatement>& said,
                                    Instant now);

struct FallReport {
  std::string id;
  std::string patient;
  Instant at;
};
// FAL-R3: pairs of reports that may be of one fall, for a person to decide; each fall stays one event until then.
std::vector<std::pair<std::string, std::string>> merge_candidates(const FallEventPack& pack, std::vector<FallReport> reports);

// FAL-R4: the unit a fall counts for is where it happened; off the unit in the care of own staff it is the own unit.
enum class Escort { OwnStaff, OtherStaff, Nobody };
std::string attributed_unit(std::string_view happened_in, std::string_view own_unit, Escort escort);

// Whether the round of that time is frozen into the event's record.
bool belongs_to_record(const FallEventPack& pack, Instant round, Instant fell_at);

}  // namespace wardlight::care
