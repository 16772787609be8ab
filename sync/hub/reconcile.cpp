// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/reconcile.h"

#include <algorithm>
#include <map>
#include <set>

#include "sync/census/census.h"
#include "sync/hub/units.h"
#include "sync/wire/plain_text.h"

namespace wardlight::hub {
namespace {

constexpr std::string_view kReplacedByUrl = "urn:wardlight:replaced-by";
constexpr std::string_view kSubjectSystem = "urn:wardlight:subject";

json::Value reference_to(const std::string& target) { return json::Value::object({{"reference", json::Value(target)}}); }

// The temporary resource as the hospital now knows it: replaced.
std::string replaced_version(json::Value resource, const std::string& target) {
  auto extensions = resource["extension"].is_array() ? resource["extension"] : json::Value::array();
  extensions.push(json::Value::object({{"url", json::Value(kReplacedByUrl)}, {"valueReference", reference_to(target)}}));
  resource.set("extension", std::move(extensions));
  if (resource.text_of("resourceType") == "Patient") {
    resource.set("active", false);
    resource.set("link",
        json::Value::array({json::Value::object({{"other", reference_to(target)}, {"type", json::Value("replaced-by")}})}));
  }
  return json::write(resource);
}

// The id in the extension that replaced_version() wrote; empty without one.
std::string replacing_id(const json::Value& resource) {
  for (const auto& extension : resource["extension"].items()) {
    if (extension.text_of("url") != kReplacedByUrl) continue;
    const auto target = extension["valueReference"].text_of("reference");
    return std::string(target.substr(target.find('/') + 1));
  }
  return {};
}

class Reconciler {
 public:
  Reconciler(storage::HubStorage& storage, Instant now) : m_storage(storage), m_now(now) {}

  Expected<Reconciled> run() {
    WL_CHECK(reconcile_patients());
    WL_CHECK(reconcile_encounters());
    return m_result;
  }

 private:
  Expected<void> reconcile_patients() {
    WL_TRY(const auto rows, m_storage.list_statements("Patient"));
    for (const auto& row : rows) {
      WL_TRY(const auto value, json::parse(as_text(row.bytes)));
      WL_TRY(const std::string before, replaced_already("Patient", row.id));
      if (!before.empty()) {
        m_real_patient[row.id] = before;
        continue;
      }
      WL_TRY(const auto matches, find_patients(census::read_patient(value)));
      if (matches.size() > 1) ++m_result.unsure;
      if (matches.size() != 1) continue;
      m_real_patient[row.id] = *matches.begin();
      WL_CHECK(put(row.type, row.id, replaced_version(value, "Patient/" + *matches.begin())));
      ++m_result.patients;
    }
    return {};
  }

  Expected<void> reconcile_encounters() {
    WL_TRY(const auto rows, m_storage.list_statements("Encounter"));
    for (const auto& row : rows) {
      WL_TRY(const auto value, json::parse(as_text(row.bytes)));
      WL_TRY(const std::string before, replaced_already("Encounter", row.id));
      if (!before.empty()) continue;
      WL_TRY(const std::string match, find_encounter(census::read_encounter(value)));
      if (match.empty()) continue;
      WL_CHECK(put(row.type, row.id, replaced_version(value, "Encounter/" + match)));
      ++m_result.encounters;
    }
    return {};
  }

  // The id that replaced this temporary resource; empty while none has.
  Expected<std::string> replaced_already(std::string_view type, const std::string& id) {
    WL_TRY(const auto row, m_storage.find_resource(type, id));
    if (!row || row->kind != storage::EntryKind::Reference) return std::string();
    WL_TRY(const auto value, json::parse(as_text(row->bytes)));
    return replacing_id(value);
  }

  Expected<std::set<std::string>> find_patients(const census::PatientRecord& temporary) {
    std::set<std::string> found;
    for (const auto& identifier : temporary.identifiers) {
      WL_TRY(const auto ids, m_storage.find_references("Patient", identifier));
      for (const auto& id : ids)
        if (id != temporary.id.value) found.insert(id);
    }
    return found;
  }

  // The real stay that covers the moment the temporary one began, or now; the one begun last.
  Expected<std::string> find_encounter(const census::EncounterRecord& temporary) {
    const auto real = m_real_patient.find(temporary.patient.value);
    const std::string patient = real == m_real_patient.end() ? temporary.patient.value : real->second;
    WL_TRY(const auto ids, m_storage.find_references("Encounter", {std::string(kSubjectSystem), "Patient/" + patient}));
    std::string best;
    std::optional<Instant> best_from;
    for (const auto& id : ids) {
      WL_TRY(const auto row, m_storage.find_resource("Encounter", id));
      if (!row || row->kind != storage::EntryKind::Reference) continue;
      WL_TRY(const auto value, json::parse(as_text(row->bytes)));
      const auto encounter = census::read_encounter(value);
      const bool covers = census::in_progress(encounter, temporary.from.value_or(m_now)) || census::in_progress(encounter, m_now);
      if (!covers || (!best.empty() && best_from > encounter.from)) continue;
      best = id;
      best_from = encounter.from;
    }
    return best;
  }

  Expected<void> put(const std::string& type, const std::string& id, std::string bytes) {
    WL_TRY(const auto value, json::parse(bytes));
    const storage::NewReference reference{type, id, bytes, search_identifiers(value)};
    WL_CHECK(m_storage.put_references(std::span(&reference, 1), m_now));
    return {};
  }

  storage::HubStorage& m_storage;
  Instant m_now;
  Reconciled m_result;
  std::map<std::string, std::string> m_real_patient;
};

}  // namespace

std::vector<census::Identifier> search_identifiers(const json::Value& resource) {
  if (!replacing_id(resource).empty()) return {};  // found by what replaced it
  auto identifiers = census::read_patient(resource).identifiers;
  const auto subject = resource["subject"].text_of("reference");
  if (resource.text_of("resourceType") == "Encounter" && !subject.empty())
    identifiers.push_back({std::string(kSubjectSystem), std::string(subject)});
  std::erase_if(identifiers, [](const census::Identifier& one) {
    return !wire::is_plain(one.value) || (!one.system.empty() && !wire::is_plain(one.system));
  });
  return identifiers;
}

Expected<Reconciled> reconcile_temporaries(storage::HubStorage& storage, Instant now) { return Reconciler(storage, now).run(); }

}  // namespace wardlight::hub
