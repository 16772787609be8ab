// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ui/models/moment.h"
#include "ui/models/parts.h"
#include "ui/models/ward.h"

namespace wardlight::models {

enum class FlagKind { Allergies, CodeStatus, Isolation, Temporary, NotRecorded };

// Allergies, code status, isolation: always all three, "not recorded" when nothing came.
struct FlagChip {
  FlagKind kind = FlagKind::Allergies;
  Badge badge;
};

// Who this is: on every card and on the head of every form. Two identifiers, always.
struct PatientHead {
  EncounterId encounter;
  std::string bed;          // "12A", or "?" when none was given
  std::string bed_label;    // "Bed 12A", "No bed given"
  std::string name;         // "Fernando, Priya"
  std::string identifiers;  // "born 12 Mar 1987 · MRN 943 400"
  std::string about;        // "38 y · female"
  std::string same_name;    // "Same name in bed 7D: check the wristband"; empty when there is none
  std::string same_name_short;
  std::vector<FlagChip> flags;
  std::vector<FlagChip> short_flags;  // for cards: what was not recorded told in one chip, long lists cut with their number
};
PatientHead build_patient_head(const PatientInput& patient, const Moment& moment, const Texts& texts);

// "Fernando, Priya"; one part alone when the other is missing.
std::string patient_name(const PatientInput& patient, const Texts& texts);

// When the next round is due, in words. Tone is never Ok unless the data is fresh.
struct DueMark {
  std::string time;    // "14:00", "–" when there is none
  std::string word;    // "Overdue", "Due", "Next"
  std::string detail;  // "12 min over", "until 15:00", "last heard from hub 13:38"
  Tone tone = Tone::Neutral;
  bool pressing = false;  // due, due soon, overdue or missed
};
DueMark build_due_mark(const PatientInput& patient, const SyncLine& sync, const Moment& moment, const Texts& texts);

// "Seen 12:58 · Amara Okafor · asleep", or that no round is known here.
std::string last_round_text(const PatientInput& patient, const SyncLine& sync, const Moment& moment, const Texts& texts);
std::string round_kind_text(RoundKind kind, const Texts& texts);

bool is_overdue(const PatientInput& patient);  // missed too
bool is_due(const PatientInput& patient);

// What beds sort by: 2 before 12, no bed last.
std::string bed_order(std::string_view bed);
// The order of lists: missed and overdue first, the longest first; then what is due, then by time, then by bed.
bool comes_before(const PatientInput& one, const PatientInput& other);

}  // namespace wardlight::models
