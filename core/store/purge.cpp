// SPDX-License-Identifier: Apache-2.0
#include "core/store/purge.h"

#include <array>

#include "core/json/value.h"
#include "core/store/fhir_parts.h"
#include "core/store/rows.h"
#include "core/store/store_opener.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kFindPatient = "SELECT patient FROM encounter WHERE id = ?";
constexpr std::string_view kHasOtherStay = "SELECT 1 FROM encounter WHERE patient = ? AND id <> ?";
// Twice the encounter, the second time as an owner ("Encounter/7").
constexpr std::string_view kDropStatements =
    "DELETE FROM statement WHERE device <> ?1 AND position IN (SELECT position FROM fact WHERE encounter = ?2"
    " UNION SELECT position FROM record WHERE owner = 'Encounter/' || ?2 AND position > 0)";
constexpr std::string_view kDropFacts =
    "DELETE FROM fact WHERE encounter = ? AND position NOT IN (SELECT position FROM statement)";
constexpr std::string_view kDropRecords =
    "DELETE FROM record WHERE owner = 'Encounter/' || ? AND position NOT IN (SELECT position FROM statement)";
constexpr std::string_view kDropClinicalFacts = "DELETE FROM clinical_fact WHERE owner = 'Encounter/' || ?";
constexpr std::string_view kDropAssignments = "DELETE FROM assignment WHERE encounter = ?";
constexpr std::string_view kFindReferences = "SELECT type, id, bytes FROM reference WHERE instr(CAST(bytes AS TEXT), ?) > 0";

constexpr std::array<const char*, 3> kAbout = {"subject", "patient", "for"};

Expected<void> drop_what_others_wrote(Database& database, const DeviceId& own, const EncounterId& encounter) {
  WL_TRY(auto transaction, Transaction::begin(database));
  WL_CHECK(database.run(kDropStatements, own, encounter));
  for (const auto sql : {kDropFacts, kDropRecords, kDropClinicalFacts, kDropAssignments}) WL_CHECK(database.run(sql, encounter));
  return transaction.commit();
}

bool is_about(const json::Value& resource, const std::string& patient) {
  for (const auto* member : kAbout)
    if (id_of_reference(resource[member], "Patient") == patient) return true;
  return false;
}

// The patient, and whatever says that it is about them.
Expected<std::vector<ReferenceItem>> list_about(Database& database, const std::string& patient) {
  std::vector<ReferenceItem> about{{"Patient", patient, {}}};
  WL_TRY(auto rows, database.query(kFindReferences, "Patient/" + patient));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return about;
    const auto resource = json::parse(rows.text(2));
    if (resource && rows.text(0) != "Encounter" && is_about(*resource, patient)) about.push_back({rows.text(0), rows.text(1), {}});
  }
}

Expected<std::string> patient_left_behind(Database& database, const EncounterId& encounter) {
  std::string patient;
  {
    WL_TRY(auto row, database.query(kFindPatient, encounter));
    WL_TRY(const bool known, row.step());
    if (!known) return patient;
    patient = row.text(0);
  }
  WL_TRY(auto other, database.query(kHasOtherStay, patient, encounter));
  WL_TRY(const bool stays, other.step());
  return stays ? std::string() : patient;
}

}  // namespace

// The stay itself goes last: as long as it is there, somebody will ask about it again.
Expected<void> purge_encounter(Store& store, const EncounterId& encounter) {
  Database& database = StoreOpener::database(store);
  WL_CHECK(drop_what_others_wrote(database, store.device(), encounter));
  StoreOpener::note_all(store);
  std::vector<ReferenceItem> gone;
  WL_TRY(const auto patient, patient_left_behind(database, encounter));
  if (!patient.empty()) {
    WL_TRY(gone, list_about(database, patient));
  }
  gone.push_back({"Encounter", encounter.value, {}});
  return store.put_references(gone);
}

}  // namespace wardlight::store
