// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/json/value.h"
#include "core/time/time.h"

// Readmission chains (clinical.md §13.3, READ-A): every live discharge may be an index, also one that was itself a return, and a
// return that was planned is none. What follows a planned return belongs to that one's own discharge.
// All-payer, any cause, unadjusted: operational figures, not those of a public programme. Pure; any thread.
namespace wardlight::measures {

enum class Discharge { Alive, Died, ToAcuteHospital };

// How hospitals write these down, from assets/clinical/readmissions.json: FHIR codes, or exact texts.
struct DischargeWords {
  std::vector<std::string> inpatient_classes;
  std::vector<std::string> died;
  std::vector<std::string> acute_hospital;
  std::vector<std::string> planned;  // "type ELECTIVE", "priority EL"
};
// Reads the words and runs their worked examples.
Expected<DischargeWords> load_discharge_words(std::string_view text);
// The first of what was said that the words know; anything else is alive and not in another acute hospital.
Discharge read_discharge(const DischargeWords& words, std::span<const std::string> said);

// What an Encounter says of its admission: each code and text of its type and priority, as "type ELECTIVE" or "priority EL".
std::vector<std::string> said_of_admission(const json::Value& encounter);
// Whether any of that is known to mean a planned admission.
bool is_planned(const DischargeWords& words, std::span<const std::string> admission);

// One inpatient encounter.
struct InpatientStay {
  std::string encounter;  // "Encounter/ID"
  std::string patient;
  std::optional<Instant> from;
  std::optional<Instant> to;
  Discharge discharge = Discharge::Alive;
  bool planned = false;
};

struct Return {
  std::string index;
  std::string back;
  std::int64_t days = 0;  // difference of local dates; the same day is 0
};

struct ReadmissionIssue {
  std::string encounter;
  std::string text;
};

struct Readmissions {
  std::int64_t index = 0;
  std::int64_t readmitted = 0;
  std::vector<Return> pairs;    // within the window, in order of discharge
  std::vector<Return> planned;  // likewise; these are no readmissions
  std::vector<ReadmissionIssue> issues;
};

// `within_days` counts the last day in. Stays that overlap or run backwards are named and make no pair.
Readmissions find_readmissions(std::span<const InpatientStay> stays, const Zone& zone, int within_days);

}  // namespace wardlight::measures
