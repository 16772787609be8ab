// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/workflows/report_incident.h"

// What becomes of an incident report (clinical.md 6.8): it is read with a reason, its level is confirmed or raised, two reports
// of one fall are said to be one, and the unit it counts for is put right. Each is a new version; nothing is ever changed.
namespace wardlight::workflows {

// Where a fall happened that was not on the patient's own unit (FAL-R4).
struct IncidentPlace {
  LocationId unit;  // empty: somewhere that is no unit
  care::Escort escort = care::Escort::OtherStaff;
};

struct ReviewIncident {
  StatementId id;
  StatementId incident;
  std::string level;
  bool confirmed = false;
  std::string reason;
  std::optional<IncidentPlace> place = {};
  StatementId notice = {};  // of the chart's line that the level is confirmed, and nothing else; empty: none is made
};
// Refused by FAL-R1 (a level still open too late, or confirmed as open) and FAL-R2 (a confirmed level never goes down), each by
// its name. Needs ReviewIncidents.
Expected<Outcome> review_incident(const Ward& ward, const ReviewIncident& review);

// A person's word on two reports that may be of one fall: the later becomes a part of the earlier and is counted no more, or both
// stand. Refused by FAL-R3 when they are of two patients or further apart than the rule allows. Needs ReviewIncidents.
struct JoinIncidents {
  StatementId id;
  StatementId incident;  // the later one
  StatementId with;
  bool same = true;
};
Expected<Outcome> join_incidents(const Ward& ward, const JoinIncidents& join);

struct FrozenRound {
  StatementId round;
  Instant occurred_at;
  std::string hash;
};
struct InjurySaid {
  std::string level;
  care::Certainty certainty = care::Certainty::Provisional;
  Instant at;
  std::string by_name;
  std::string words;  // what it rests on
};
struct ToldAgain {
  StatementId first;
  Instant occurred_at;
  std::string by_name;
};
struct IncidentView {
  StatementId incident;  // the newest version
  StatementId first;
  EncounterId encounter;
  PatientId patient;
  std::string patient_name;  // empty: not known here any more
  std::string bed;
  std::string kind;
  std::string level;
  bool confirmed = false;
  Instant occurred_at;
  Instant recorded_at;  // of the first version
  PractitionerId by;    // who reported it
  std::string by_name;
  LocationId unit;      // it counts for
  std::vector<IncidentDetail> details;
  std::vector<FrozenRound> rounds;
  std::vector<std::string> forms;     // report, huddle, debrief: names of those filled in
  std::vector<json::Value> answered;  // each of them as it was saved
  std::vector<InjurySaid> said;       // about the level, oldest first
  std::optional<care::InjuryNow> injury = {};  // of a fall: what stands, and when it must be confirmed
  std::vector<ToldAgain> told_again;           // other reports that are this event
  std::vector<StatementId> may_be_same;        // first versions of earlier ones; until somebody decides
  std::vector<StatementId> not_same;
};
// What was reported on this tablet, newest event first; what is one event is one entry. Needs ReadIncidents; audited with the
// reason.
Expected<std::vector<IncidentView>> read_incidents(const Ward& ward, const std::string& reason);

}  // namespace wardlight::workflows
