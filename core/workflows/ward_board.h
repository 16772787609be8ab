// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/store/changes.h"
#include "core/workflows/unit_board.h"

namespace wardlight::workflows {

// All that the charge board shows, as of one moment.
struct WardPicture {
  WardView view;
  UnitWork work;
};

// Carries a unit's picture on: what was read once is kept, of what is new only the new is taken in, and what depends on the time
// is worked out from the little that is known of each patient, so that a page of the feed costs the same whatever lies before it.
// Gives what read_ward() and read_unit_work() give. One thread, and a Store of its own; it is for one session of one store: throw
// it away with them. After an error the next refresh reads everything again.
class WardBoard {
 public:
  explicit WardBoard(LocationId unit) : m_unit(std::move(unit)) {}
  // Needs ReadChart; who may not see the board has the work of their own patients, as in read_unit_work().
  Expected<WardPicture> refresh(const Ward& ward);

 private:
  struct Stay {
    std::vector<store::Act> acts;  // since the frame's beginning, by time
    std::int64_t seen = 0;         // statements up to this position were read with everything else
    care::PromptKeeper prompts;
  };
  Expected<WardPicture> carry_on(const Ward& ward);
  void forget();
  Expected<void> take_in(const Ward& ward, const store::Change& change);
  Expected<std::vector<EncounterId>> stays_of(const Ward& ward, const store::Change& change);
  void add(const EncounterId& encounter, const store::Change& change);
  void add_record(const EncounterId& encounter, const store::Change& change);
  void supersede(const store::Change& change, const std::vector<EncounterId>& likely);
  bool supersede_in(const EncounterId& encounter, const store::Change& change);
  bool drop_facts(const EncounterId& encounter, const std::string& source);
  Expected<void> load(const WardFrame& frame, const std::vector<store::CensusEntry>& stays);
  void keep_time(const WardFrame& frame);
  Expected<void> mark_deliveries(const Ward& ward);
  void find_all_open(const BedsideReading& reading);
  PromptsOf carry_prompts(const WardFrame& frame);

  const LocationId m_unit;
  std::uint64_t m_mark = 0;
  Instant m_now;
  Instant m_since;
  std::map<EncounterId, PatientId> m_here;    // as of the last picture
  std::map<EncounterId, KnownStay> m_known;   // what is about the unit under no stay
  std::map<EncounterId, Stay> m_stays;
  OpenOf m_open;                              // those missing are found again
  std::map<PractitionerId, std::string> m_names;
  std::set<EncounterId> m_unread;             // to be read anew
  std::map<std::string, EncounterId> m_known_as;
  std::unordered_set<std::string> m_sources;  // of the facts that are no answers
};

}  // namespace wardlight::workflows
