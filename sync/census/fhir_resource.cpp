// SPDX-License-Identifier: Apache-2.0
#include "sync/census/fhir_resource.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "core/time/time.h"

namespace wardlight::census {
namespace {

constexpr std::array<std::string_view, 34> kReferenceTypes = {
    "AllergyIntolerance", "CarePlan", "CareTeam", "Condition", "Consent", "Coverage", "Device", "DiagnosticReport",
    "Encounter", "EpisodeOfCare", "FamilyMemberHistory", "Flag", "Goal", "Group", "HealthcareService", "Immunization",
    "ImmunizationRecommendation", "Location", "Medication", "MedicationAdministration", "MedicationDispense",
    "MedicationRequest", "MedicationStatement", "NutritionOrder", "Observation", "Organization", "Patient",
    "Practitioner", "PractitionerRole", "Procedure", "RelatedPerson", "RiskAssessment", "ServiceRequest", "Specimen"};

constexpr std::array<std::string_view, 14> kDateMembers = {
    "birthDate",        "deceasedDateTime",   "onsetDateTime",      "abatementDateTime", "recordedDate",
    "lastOccurrence",   "authoredOn",         "effectiveDateTime",  "issued",            "occurrenceDateTime",
    "expirationDate",   "performedDateTime",  "assertedDate",       "lastUpdated"};

template <class Names>
bool is_among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Error bad(std::string what) { return {ErrorCode::InvalidContent, std::move(what), {}}; }

bool is_fhir_id(std::string_view id) {
  const auto allowed = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.'; };
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), allowed);
}

bool starts_with_capital(std::string_view text) { return !text.empty() && text[0] >= 'A' && text[0] <= 'Z'; }

// The "Type/id" at the end of a relative or absolute reference, a version cut off; empty when it has none.
std::string last_two_parts(std::string_view reference) {
  if (const auto version = reference.find("/_history/"); version != std::string_view::npos)
    reference = reference.substr(0, version);
  const auto slash = reference.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return {};
  const auto before = reference.rfind('/', slash - 1);
  const auto type = reference.substr(before == std::string_view::npos ? 0 : before + 1,
                                     slash - (before == std::string_view::npos ? 0 : before + 1));
  const auto id = reference.substr(slash + 1);
  if (!starts_with_capital(type) || !is_fhir_id(id)) return {};
  return std::string(type) + "/" + std::string(id);
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
        std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0) {
      decoded += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

// Walks every member at any depth with its path.
template <class Visit>
Expected<void> walk(const json::Value& value, const std::string& path, std::string_view holder, const Visit& visit) {
  for (const auto& item : value.items()) WL_CHECK(walk(item, path, holder, visit));
  for (const auto& member : value.members()) {
    const std::string below = path + "." + member.name;
    WL_CHECK(visit(member, below, holder));
    WL_CHECK(walk(member.value, below, member.name, visit));
  }
  return {};
}

bool names_a_period(std::string_view name) { return name.ends_with("period") || name.ends_with("Period"); }

Expected<void> check_dates(const json::Value& resource, const std::string& type) {
  return walk(resource, type, {}, [](const json::Member& member, const std::string& path,
      std::string_view holder) -> Expected<void> {
    const bool bound = names_a_period(holder) && (member.name == "start" || member.name == "end");
    if (!bound && !is_among(kDateMembers, member.name)) return {};
    if (!member.value.is_string()) return {};
    if (!is_fhir_date_time(member.value.text())) return bad(path + " holds a date or time that does not exist.");
    return {};
  });
}

struct Patch {
  std::size_t begin;
  std::size_t end;
  std::string text;
};

std::string apply(std::string_view text, std::vector<Patch> patches) {
  std::sort(patches.begin(), patches.end(), [](const Patch& a, const Patch& b) { return a.begin < b.begin; });
  std::string result;
  std::size_t at = 0;
  for (const auto& patch : patches) {
    result += text.substr(at, patch.begin - at);
    result += patch.text;
    at = patch.end;
  }
  result += text.substr(at);
  return result;
}

std::vector<Patch> plain_references(const json::Value& resource, const BundleNames& names) {
  std::vector<Patch> patches;
  const auto note = [&](const json::Member& member, const std::string&, std::string_view) -> Expected<void> {
    if (member.name != "reference" || !member.value.is_string()) return {};
    const std::string plain = names.resolve(member.value.text());
    if (!plain.empty() && plain != member.value.text())
      patches.push_back({member.value.source_begin(), member.value.source_end(), json::write(json::Value(plain))});
    return {};
  };
  (void)walk(resource, {}, {}, note);
  return patches;
}

std::string id_from_full_url(std::string_view full_url) {
  if (full_url.starts_with("urn:uuid:")) return std::string(full_url.substr(9));
  if (full_url.starts_with("urn:oid:")) return std::string(full_url.substr(8));
  const std::string parts = last_two_parts(full_url);
  return parts.empty() ? parts : parts.substr(parts.find('/') + 1);
}

Expected<void> check_encounter(const json::Value& encounter, const BundleNames& names) {
  const auto subject = encounter["subject"].text_of("reference");
  if (subject.empty()) return bad("Encounter.subject is missing, so nobody knows whose stay this is.");
  if (!names.resolve(subject).starts_with("Patient/"))
    return bad("Encounter.subject does not lead to a Patient of this file or to Patient/ID.");
  return {};
}

}  // namespace

void BundleNames::add(std::string_view full_url, const json::Value& resource) {
  const std::string type(resource.text_of("resourceType"));
  std::string id(resource.text_of("id"));
  if (id.empty()) id = id_from_full_url(full_url);
  if (type.empty() || id.empty()) return;
  const std::string plain = type + "/" + id;
  if (!full_url.empty()) m_names.emplace(full_url, plain);
  for (const auto& item : resource["identifier"].items()) {
    const std::string value(item.text_of("value"));
    if (!value.empty()) m_names.emplace(type + "?identifier=" + std::string(item.text_of("system")) + "|" + value, plain);
  }
}

std::string BundleNames::resolve(std::string_view reference) const {
  if (reference.starts_with('#')) return {};
  if (const auto known = m_names.find(reference); known != m_names.end()) return known->second;
  if (reference.find('?') != std::string_view::npos) {
    const auto known = m_names.find(percent_decoded(reference));
    return known == m_names.end() ? std::string() : known->second;
  }
  return last_two_parts(reference);
}

bool is_reference_type(std::string_view type) { return is_among(kReferenceTypes, type); }

Expected<Resource> read_resource(std::string_view text, const json::Value& value, std::string_view full_url,
                                 const BundleNames& names) {
  if (!value.is_object()) return bad("This is not a FHIR resource: an object is expected.");
  const std::string type(value.text_of("resourceType"));
  if (type.empty()) return bad("This object has no resourceType, so it is not a FHIR resource.");
  if (!starts_with_capital(type) || !is_fhir_id(type)) return bad("The resourceType is not the name of a FHIR resource.");
  if (!is_reference_type(type)) return bad(type + " is not part of a census; send it to the system it belongs to.");
  const json::Value* given = value.find("id");
  const std::string id = given == nullptr ? id_from_full_url(full_url) : given->text();
  if (given == nullptr && id.empty()) return bad(type + " has no id and no fullUrl that could stand for one.");
  if (!is_fhir_id(id)) return bad(type + ".id is not a FHIR id: 1 to 64 letters, digits, - and .");
  WL_CHECK(check_dates(value, type));
  if (type == "Encounter") WL_CHECK(check_encounter(value, names));
  auto patches = plain_references(value, names);
  if (given == nullptr)
    patches.push_back({value.source_begin() + 1, value.source_begin() + 1,
        "\"id\":" + json::write(json::Value(id)) + (value.members().empty() ? "" : ",")});
  const auto own = text.substr(value.source_begin(), value.source_end() - value.source_begin());
  for (auto& patch : patches) patch.begin -= value.source_begin(), patch.end -= value.source_begin();
  return Resource{type, id, patches.empty() ? std::string(own) : apply(own, std::move(patches))};
}

}  // namespace wardlight::census
