// SPDX-License-Identifier: Apache-2.0
#include "core/measures/infections.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/measures/content.h"

namespace wardlight::measures {
namespace {

const ReportRules& rules() {
  static const ReportRules loaded = load_report_rules(clinical_file("reporting.json")).value();
  return loaded;
}
const Zone& zone() {
  static const Zone found = Zone::find("America/New_York").value();
  return found;
}
Date day(int number) { return add_days({2025, 2, 28}, number); }  // day(1) is 1 March
Instant at(int number, int hour) { return zone().to_instant(day(number), hour * 60); }

PatientRecord catheter_patient(std::optional<Instant> removed) {
  PatientRecord patient;
  patient.admitted = day(1);
  patient.stays = {{"Encounter/e", "p", "5 East", at(1, 7), at(20, 12)}};
  patient.devices = {{"Encounter/e", DeviceKind::Urinary, at(1, 8), removed}};
  return patient;
}

Attribution judge(const PatientRecord& patient, const std::string& kind, Date date) {
  const Infection one{"i", kind, "e", "p", date};
  return attribute(rules().infection, zone(), patient, std::span(&one, 1)).front();
}

}  // namespace

TEST_CASE("HAI-1, HAI-2: a catheter placed on 1 March can be to blame from day 3, until the day after it came out") {
  CHECK_FALSE(judge(catheter_patient({}), "cauti", day(2)).counts);
  CHECK(judge(catheter_patient({}), "cauti", day(3)).counts);
  CHECK(judge(catheter_patient(at(5, 10)), "cauti", day(6)).counts);
  const Attribution late = judge(catheter_patient(at(5, 10)), "cauti", day(7));
  CHECK_FALSE(late.counts);
  CHECK(late.why.find("HAI-2") != std::string::npos);
  CHECK_FALSE(judge(catheter_patient({}), "clabsi", day(3)).counts);
}

TEST_CASE("HAI-3: an event on the day of discharge or the next goes to the discharging unit, and after that to none") {
  PatientRecord patient = catheter_patient(at(10, 11));
  patient.stays = {{"Encounter/e", "p", "5 East", at(1, 7), at(10, 12)}};
  CHECK(judge(patient, "cauti", day(10)).unit == "5 East");
  CHECK(judge(patient, "cauti", day(11)).unit == "5 East");
  CHECK(judge(patient, "cauti", day(11)).counts);
  CHECK(judge(patient, "cauti", day(12)).unit.empty());
  CHECK_FALSE(judge(patient, "cauti", day(12)).counts);
}

TEST_CASE("HAI-3: after a transfer the first two days belong to the unit the patient came from") {
  PatientRecord patient = catheter_patient({});
  patient.stays = {{"Encounter/e", "p", "5 East", at(1, 7), at(6, 15)}, {"Encounter/e", "p", "5 West", at(6, 15), {}}};
  CHECK(judge(patient, "cauti", day(6)).unit == "5 East");
  CHECK(judge(patient, "cauti", day(7)).unit == "5 East");
  CHECK(judge(patient, "cauti", day(8)).unit == "5 West");
}

TEST_CASE("HAI-4: a catheter changed the same or the next day counts on; after a whole day without, it starts again") {
  PatientRecord patient = catheter_patient(at(3, 10));
  patient.devices.push_back({"Encounter/e", DeviceKind::Urinary, at(4, 9), {}});
  CHECK(device_days(zone(), patient.devices, DeviceKind::Urinary, day(4)) == 4);
  patient.devices.back().from = at(5, 9);
  CHECK(device_days(zone(), patient.devices, DeviceKind::Urinary, day(5)) == 1);
  CHECK_FALSE(judge(patient, "cauti", day(6)).counts);
  CHECK(judge(patient, "cauti", day(7)).counts);
}

TEST_CASE("CDI: a specimen on day 3 is the community's, on day 4 the hospital's; a second within 14 days is the same") {
  const PatientRecord patient = catheter_patient({});
  CHECK_FALSE(judge(patient, "cdi", day(3)).hospital_onset);
  CHECK(judge(patient, "cdi", day(4)).hospital_onset);
  const std::vector<Infection> two{{"a", "cdi", "e", "p", day(4)}, {"b", "cdi", "e", "p", day(17)}};
  CHECK(attribute(rules().infection, zone(), patient, two)[1].repeat);
  const std::vector<Infection> later{{"a", "cdi", "e", "p", day(4)}, {"b", "cdi", "e", "p", day(19)}};
  CHECK_FALSE(attribute(rules().infection, zone(), patient, later)[1].repeat);
}

TEST_CASE("HAI-1: an infection of a patient who was never an inpatient counts for nobody and says why") {
  PatientRecord patient = catheter_patient({});
  patient.admitted.reset();
  const Attribution verdict = judge(patient, "cauti", day(5));
  CHECK_FALSE(verdict.counts);
  CHECK_FALSE(verdict.why.empty());
}

}  // namespace wardlight::measures
