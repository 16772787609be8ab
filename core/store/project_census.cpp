// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/store/fhir_parts.h"
#include "core/store/projection.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kPutPatient =
    "INSERT INTO patient (id, family, given, name, birth_date, gender, identifiers, temporary, replaced_by, from_reference)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO UPDATE SET family = ?2, given = ?3, name = ?4,"
    " birth_date = ?5, gender = ?6, identifiers = ?7, temporary = ?8, replaced_by = ?9, from_reference = ?10"
    " WHERE from_reference <= ?10";
constexpr std::string_view kPutEncounter =
    "INSERT INTO encounter (id, patient, status, arrived, departed, temporary, replaced_by, from_reference)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET patient = ?2, status = ?3, arrived = ?4,"
    " departed = ?5, temporary = ?6, replaced_by = ?7, from_reference = ?8 WHERE from_reference <= ?8";
constexpr std::string_view kFindPatientMerge = "SELECT 1 FROM patient WHERE id = ? AND replaced_by IS NOT NULL";
constexpr std::string_view kFindEncounterMerge = "SELECT 1 FROM encounter WHERE id = ? AND replaced_by IS NOT NULL";
constexpr std::string_view kDropStays = "DELETE FROM stay WHERE encounter = ?";
constexpr std::string_view kPutStay =
    "INSERT INTO stay (encounter, ordinal, location, begins, ends, status) VALUES (?, ?, ?, ?, ?, ?)";
constexpr std::string_view kPutLocation = "INSERT OR REPLACE INTO location (id, name, kind, part_of) VALUES (?, ?, ?, ?)";
constexpr std::string_view kPutCaution =
    "INSERT OR REPLACE INTO caution (type, id, patient, category, text, active) VALUES (?, ?, ?, ?, ?, ?)";
constexpr std::string_view kPutPractitioner = "INSERT OR REPLACE INTO practitioner (id, name) VALUES (?, ?)";

// The name in use: official before usual before the rest, never an old one if there is another.
const json::Value& best_name(const json::Value& resource) {
  const auto& names = resource["name"];
  const auto rank = [](const json::Value& name) {
    const auto use = name.text_of("use");
    return use == "official" ? 0 : use == "usual" ? 1 : use == "old" || use == "maiden" ? 3 : 2;
  };
  const auto best = std::min_element(names.items().begin(), names.items().end(),
                                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return best == names.items().end() ? names[std::size_t{0}] : *best;
}

struct Name {
  std::string family;
  std::string given;
  std::string shown;
};

Name read_name(const json::Value& resource) {
  const auto& name = best_name(resource);
  Name read{std::string(name.text_of("family")), {}, {}};
  for (const auto& given : name["given"].items()) {
    if (!read.given.empty()) read.given += ' ';
    read.given += given.text();
  }
  if (!read.family.empty() && !read.given.empty()) read.shown = read.family + ", " + read.given;
  else if (!read.family.empty() || !read.given.empty()) read.shown = read.family + read.given;
  else read.shown = name.text_of("text");
  return read;
}

// [["MRN","123"], …] in the resource's order.
std::string read_identifiers(const json::Value& resource) {
  auto list = json::Value::array();
  for (const auto& identifier : resource["identifier"].items()) {
    const auto value = identifier.text_of("value");
    if (value.empty()) continue;
    std::string label = shown_text(identifier["type"]);
    if (const auto code = first_code(identifier["type"]); code == "MR") label = "MRN";
    if (label.empty()) label = identifier.text_of("system");
    list.push(json::Value::array({json::Value(label), json::Value(value)}));
  }
  return json::write(list);
}

std::optional<std::string> none_if_empty(std::string text) {
  if (text.empty()) return std::nullopt;
  return text;
}

// A patient that was merged says so by its link; an encounter, and a temporary patient, by wl:replaced-by.
std::optional<std::string> replaced_by(const Projected& projected) {
  for (const auto& link : projected.resource["link"].items())
    if (link.text_of("type") == "replaced-by") return none_if_empty(id_of_reference(link["other"], projected.type));
  const auto* extension = find_wardlight_extension(projected.resource, "replaced-by");
  return extension == nullptr ? std::nullopt : none_if_empty(id_of_reference((*extension)["valueReference"], projected.type));
}

Expected<void> project_patient(Database& database, const Projected& projected) {
  const auto& resource = projected.resource;
  const Name name = read_name(resource);
  return database.run(kPutPatient, projected.id, name.family, name.given, name.shown,
                      none_if_empty(std::string(resource.text_of("birthDate"))),
                      none_if_empty(std::string(resource.text_of("gender"))), read_identifiers(resource),
                      has_tag(resource, "temporary"), replaced_by(projected), projected.source == Source::Reference);
}

Expected<void> project_encounter(Database& database, const Projected& projected) {
  const auto& resource = projected.resource;
  const auto& period = resource["period"];
  WL_CHECK(database.run(kPutEncounter, projected.id, id_of_reference(resource["subject"], "Patient"), resource.text_of("status"),
                        time_of(period.text_of("start")), time_of(period.text_of("end")), has_tag(resource, "temporary"),
                        replaced_by(projected), projected.source == Source::Reference));
  if (database.changed_rows() == 0) return {};  // the hospital's word stands
  WL_CHECK(database.run(kDropStays, projected.id));
  std::int64_t ordinal = 0;
  for (const auto& stay : resource["location"].items()) {
    const auto location = id_of_reference(stay["location"], "Location");
    if (location.empty()) continue;
    WL_CHECK(database.run(kPutStay, projected.id, ordinal++, location, time_of(stay["period"].text_of("start")),
                          time_of(stay["period"].text_of("end")), stay.text_of("status")));
  }
  return {};
}

Expected<void> project_location(Database& database, const Projected& projected) {
  const auto& resource = projected.resource;
  std::string kind(first_code(resource["physicalType"]));
  return database.run(kPutLocation, projected.id, resource.text_of("name"), kind,
                      none_if_empty(id_of_reference(resource["partOf"], "Location")));
}

bool says_there_is_none(const ProjectionRules& rules, const json::Value& code) {
  return std::ranges::any_of(rules.no_allergy_codes, [&](const std::string& none) { return has_code(code, none); });
}

Expected<void> project_caution(Database& database, const ProjectionRules& rules, const Projected& projected) {
  const auto& resource = projected.resource;
  if (projected.type == "Flag")
    return database.run(kPutCaution, projected.type, projected.id, id_of_reference(resource["subject"], "Patient"),
                        first_code(resource["category"][std::size_t{0}]), shown_text(resource["code"]),
                        resource.text_of("status") == "active");
  const auto status = first_code(resource["clinicalStatus"]);
  const bool active = (status.empty() || status == "active") && first_code(resource["verificationStatus"]) != "entered-in-error" &&
                      first_code(resource["verificationStatus"]) != "refuted";
  const bool none = says_there_is_none(rules, resource["code"]);
  return database.run(kPutCaution, projected.type, projected.id, id_of_reference(resource["patient"], "Patient"), "allergy",
                      none ? std::string() : shown_text(resource["code"]), active);
}

Expected<void> project_practitioner(Database& database, const Projected& projected) {
  return database.run(kPutPractitioner, projected.id, read_name(projected.resource).shown);
}

// What is known of a patient or stay under several names is put together anew when a name comes or goes.
Expected<void> note_merge(Database& database, const Projected& projected) {
  if (projected.change == nullptr) return {};
  WL_TRY(auto row, database.query(projected.type == "Patient" ? kFindPatientMerge : kFindEncounterMerge, projected.id));
  WL_TRY(const bool merged, row.step());
  projected.change->merged = projected.change->merged || merged;
  return {};
}

Expected<void> project_named(Database& database, const Projected& projected) {
  WL_CHECK(note_merge(database, projected));
  WL_CHECK(projected.type == "Patient" ? project_patient(database, projected) : project_encounter(database, projected));
  return note_merge(database, projected);
}

}  // namespace

Expected<void> project_census(Database& database, const ProjectionRules& rules, const Projected& projected) {
  if (projected.type == "Patient" || projected.type == "Encounter") return project_named(database, projected);
  if (projected.type == "Location") return project_location(database, projected);
  if (projected.type == "Flag" || projected.type == "AllergyIntolerance") return project_caution(database, rules, projected);
  if (projected.type == "Practitioner") return project_practitioner(database, projected);
  return {};
}

Expected<void> remove_from_census(Database& database, std::string_view type, std::string_view id) {
  if (type == "Patient") return database.run("DELETE FROM patient WHERE id = ?", id);
  if (type == "Location") return database.run("DELETE FROM location WHERE id = ?", id);
  if (type == "Practitioner") return database.run("DELETE FROM practitioner WHERE id = ?", id);
  if (type == "Flag" || type == "AllergyIntolerance") return database.run("DELETE FROM caution WHERE type = ? AND id = ?", type, id);
  if (type != "Encounter") return {};
  WL_CHECK(database.run(kDropStays, id));
  return database.run("DELETE FROM encounter WHERE id = ?", id);
}

}  // namespace wardlight::store
