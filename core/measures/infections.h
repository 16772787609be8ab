// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/measures/patient_days.h"
#include "core/measures/report_rules.h"

// Whether an infection is the hospital's, a device's and which unit's: clinical.md HAI-1 to HAI-4. What it is was confirmed by
// infection prevention; these rules only say where and whether it counts. Pure; any thread; cannot fail.
namespace wardlight::measures {

std::int64_t days_from(Date first, Date later);

// One infection as infection prevention entered it.
struct Infection {
  std::string id;
  std::string kind;       // cauti, clabsi, cdi
  std::string encounter;
  std::string patient;
  Date date;              // of the event: its first element; of C. difficile the specimen's
};

struct Attribution {
  std::string unit;        // empty: it counts for none
  bool counts = false;
  bool hospital_onset = true;
  bool repeat = false;
  std::string why;         // one sentence when it does not count
};

// HAI-4: consecutive calendar days with the device up to `on`, a change on the same or the next day included; 0 when it was in
// place neither on that day nor the day before (HAI-2).
int device_days(const Zone& zone, std::span<const DeviceSpan> of_one_patient, DeviceKind kind, Date on);

// HAI-3: where the patient was on that day; on the day of a transfer or discharge and the day after, where the patient came from.
std::string unit_of_event(const Zone& zone, std::span<const UnitStay> of_one_patient, Date on);

struct PatientRecord {
  std::optional<Date> admitted;  // to an inpatient place: day 1
  std::vector<UnitStay> stays;
  std::vector<DeviceSpan> devices;
};

// All infections of one patient and kind, judged in order of their dates: a repeat is counted from the last one that was no
// repeat.
std::vector<Attribution> attribute(const InfectionRules& rules, const Zone& zone, const PatientRecord& patient,
                                   std::span<const Infection> of_one_kind);

}  // namespace wardlight::measures
