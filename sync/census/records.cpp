// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/time/time.h"
#include "sync/census/census.h"

namespace wardlight::census {
namespace {

std::string id_after_slash(std::string_view reference) {
  const auto slash = reference.find('/');
  return slash == std::string_view::npos ? std::string() : std::string(reference.substr(slash + 1));
}

std::vector<Identifier> read_identifiers(const json::Value& resource) {
  std::vector<Identifier> identifiers;
  for (const auto& item : resource["identifier"].items()) {
    if (!item.text_of("value").empty())
      identifiers.push_back({std::string(item.text_of("system")), std::string(item.text_of("value"))});
  }
  return identifiers;
}

// A dateTime of less than a full time counts from the start of its first day, in UTC: coarse, but never later.
std::optional<Instant> read_moment(std::string_view text) {
  if (const auto full = parse_time(text)) return full->instant;
  std::string day(text);
  if (day.size() == 4) day += "-01";
  if (day.size() == 7) day += "-01";
  if (!parse_date(day)) return std::nullopt;
  const auto midnight = parse_time(day + "T00:00:00Z");
  return midnight ? std::optional(midnight->instant) : std::nullopt;
}

bool is_temporary(const json::Value& resource) {
  const auto& tags = resource["meta"]["tag"].items();
  return std::any_of(tags.begin(), tags.end(), [](const json::Value& tag) { return tag.text_of("code") == "temporary"; });
}

Stay read_stay(const json::Value& location) {
  Stay stay;
  stay.location = location["location"].text_of("reference");
  stay.display = location["location"].text_of("display");
  stay.from = read_moment(location["period"].text_of("start"));
  stay.to = read_moment(location["period"].text_of("end"));
  return stay;
}

bool covers(const std::optional<Instant>& from, const std::optional<Instant>& to, Instant at) {
  return (!from || *from <= at) && (!to || at < *to);
}

}  // namespace

bool same_identifier(const Identifier& a, const Identifier& b) {
  return a.value == b.value && (a.system.empty() || b.system.empty() || a.system == b.system);
}

PatientRecord read_patient(const json::Value& patient) {
  return {{std::string(patient.text_of("id"))}, read_identifiers(patient), is_temporary(patient)};
}

EncounterRecord read_encounter(const json::Value& encounter) {
  EncounterRecord record;
  record.id.value = encounter.text_of("id");
  record.patient.value = id_after_slash(encounter["subject"].text_of("reference"));
  record.status = encounter.text_of("status");
  record.identifiers = read_identifiers(encounter);
  record.from = read_moment(encounter["period"].text_of("start"));
  record.to = read_moment(encounter["period"].text_of("end"));
  for (const auto& location : encounter["location"].items()) record.stays.push_back(read_stay(location));
  record.temporary = is_temporary(encounter);
  return record;
}

bool in_progress(const EncounterRecord& encounter, Instant at) {
  if (encounter.status == "cancelled" || encounter.status == "entered-in-error" || encounter.status == "planned") return false;
  return covers(encounter.from, encounter.to, at);
}

std::optional<Stay> stay_at(const EncounterRecord& encounter, Instant at) {
  const Stay* best = nullptr;
  for (const auto& stay : encounter.stays) {
    if (!covers(stay.from, stay.to, at)) continue;
    if (best == nullptr || (stay.from && (!best->from || *best->from <= *stay.from))) best = &stay;
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

}  // namespace wardlight::census
