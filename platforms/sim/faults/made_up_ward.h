// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/store/projection_rules.h"
#include "sync/storage/hub_storage.h"

// The simulated hospital's own resources and its nurses' statements, as plain as FHIR allows.
namespace wardlight::sim {

inline constexpr std::string_view kSimForm = "urn:sim:round";
std::string form_text();
store::ProjectionRules sim_rules();

struct RoundText {
  std::string id;
  std::string patient;
  std::string encounter;
  std::string nurse;
  std::string corrects;  // empty: none
  bool poison = false;   // an answer of a type that the form forbids
  Instant done_at;
};
std::string write_round(const RoundText& round);

// One patient of the hospital, as its own system knows them now.
struct PatientNow {
  std::string patient;
  std::string encounter;
  std::string bed;
  bool discharged = false;
  std::string merged_into;  // a patient's id; empty: stands for itself
  int version = 1;
};
std::vector<storage::NewReference> references_of(const PatientNow& patient);
std::vector<storage::NewReference> beds(std::size_t count);
std::string ward_of(const std::string& bed);

}  // namespace wardlight::sim
