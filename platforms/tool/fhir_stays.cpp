// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/fhir_stays.h"

#include <array>
#include <algorithm>
#include <iostream>

#include "platforms/linux/posix_disk.h"
#include "sync/census/fhir_reader.h"

namespace wardlight::tool {
namespace {

constexpr std::array<std::string_view, 3> kNeverTookPlace{"planned", "cancelled", "entered-in-error"};
constexpr int kMostLevels = 8;  // from a bed to its ward

class Collector final : public census::Sink {
 public:
  explicit Collector(FhirStays& stays) : m_stays(stays) {}
  Expected<void> take(census::Resource resource, const census::Place& place) override {
    auto value = json::parse(resource.bytes);
    if (!value) return refuse(place, value.error().text), Expected<void>{};
    if (resource.type == "Location") take_location(resource.id, *std::move(value));
    else if (resource.type == "Encounter") take_encounter(*std::move(value));
    return {};
  }
  void refuse(const census::Place& place, const std::string& what) override {
    std::cerr << place.file << ", line " << place.line << ": " << what << '\n';
  }
  void refuse_resource(const census::Place& place, const std::string& what, const json::Value& resource) override {
    refuse(place, what);
    if (resource.text_of("resourceType") != "Encounter" || resource.text_of("id").empty()) return;
    RefusedEncounter refused{"Encounter/" + std::string(resource.text_of("id")), what, {}};
    for (const json::Value& stay : resource["location"].items())
      refused.places.emplace_back(stay["location"].text_of("reference"), stay["location"].text_of("display"));
    m_stays.refused.push_back(std::move(refused));
  }
  void progress(std::uint64_t, std::uint64_t) override {}

 private:
  void take_location(const std::string& id, json::Value location) {
    const auto before = m_stays.locations.find(id);
    if (before != m_stays.locations.end() && before->second.text_of("name") != location.text_of("name"))
      m_stays.renamed.insert_or_assign(id, before->second.text_of("name"));
    m_stays.locations.insert_or_assign(id, std::move(location));
  }
  void take_encounter(json::Value encounter) {
    if (std::ranges::find(kNeverTookPlace, encounter.text_of("status")) != kNeverTookPlace.end()) return;
    const auto same = std::ranges::find_if(
        m_stays.encounters, [&](const json::Value& known) { return known.text_of("id") == encounter.text_of("id"); });
    if (same == m_stays.encounters.end()) m_stays.encounters.push_back(std::move(encounter));
    else *same = std::move(encounter);
  }
  FhirStays& m_stays;
};

bool is_ward(const json::Value& location) {
  const auto& codes = location["physicalType"]["coding"].items();
  return std::ranges::any_of(codes, [](const json::Value& coding) { return coding.text_of("code") == "wa"; });
}

std::string id_of(std::string_view reference) {
  const auto slash = reference.rfind('/');
  return std::string(slash == std::string_view::npos ? reference : reference.substr(slash + 1));
}

}  // namespace

std::string FhirStays::unit_of(const std::string& reference, const std::string& display) const {
  std::string id = id_of(reference);
  auto found = locations.find(id);
  if (found == locations.end()) return display.empty() ? id : display;
  for (int level = 0; level < kMostLevels && !is_ward(found->second); ++level) {
    const auto above = locations.find(id_of(found->second["partOf"].text_of("reference")));
    if (above == locations.end()) break;
    found = above;
  }
  const std::string_view name = found->second.text_of("name");
  return name.empty() ? found->first : std::string(name);
}

Expected<FhirStays> read_fhir_stays(const std::vector<std::string>& files) {
  FhirStays stays;
  Collector collector(stays);
  platform::PosixDisk disk;
  for (const std::string& name : files) {
    auto file = disk.open(name, OpenMode::Read);
    if (!file) return Error{ErrorCode::BadUsage, "This file cannot be read; check its name.", name};
    WL_CHECK(census::read_fhir(**file, name, collector));
  }
  return stays;
}

}  // namespace wardlight::tool
