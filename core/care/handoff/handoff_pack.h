// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/care/advice.h"
#include "core/care/words.h"

// What the ward agreed about bedside handoff (clinical.md 5), read from assets/clinical/handoff.json.
// Plain values after loading: copy freely, read from any thread.
namespace wardlight::care {

struct HandoffSection {
  std::string id;  // H0 … H9
  Words title;
  Words content;   // what it holds, in a line
};

// One letter of the SBAR view: the same data, sorted another way.
struct SbarPart {
  std::string letter;
  Words title;
  std::vector<std::string> sections;
};

struct Severity {
  std::string code;
  Words label;
  bool needs_contingency = false;  // the receiver acknowledges at least one "if … then …"
};

// What the record already knows and the handoff shows instead of asking (5.3).
struct KnownRowRule {
  std::string id;
  std::string section;
  Words label;
  std::vector<std::string> kinds;  // of facts, any of them; the newest is shown
  Duration cadence;                // older than this is stale; 0 = it does not age
  bool all = false;                // every value of the newest one's kind, as a list when there are several
};

struct HandoffPack {
  PackHead head;
  std::vector<HandoffSection> sections;  // in the order they are spoken
  std::vector<SbarPart> sbar;
  std::vector<Severity> severities;
  std::vector<KnownRowRule> prefill;
  std::vector<std::string> never_prefilled;  // linkIds that start empty whatever the record knows
  Duration escalate_after;                   // HND-7: without acceptance so long after the shift change
  Duration target;                           // for one patient
  std::vector<Advice> refusals;

  const HandoffSection* find_section(std::string_view id) const;
  const Severity* find_severity(std::string_view code) const;
  const Advice& refusal(std::string_view id) const;  // one of those that loading made sure of
};

// Reads a pack and runs its worked examples through the state machine.
// Fails with InvalidContent: unknown or missing key, a section that is none, a refusal without words, a broken example.
Expected<HandoffPack> load_handoff_pack(std::string_view text);

}  // namespace wardlight::care
