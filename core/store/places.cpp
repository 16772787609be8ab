// SPDX-License-Identifier: Apache-2.0
#include "core/store/places.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kFind = "SELECT name, kind, part_of FROM location WHERE id = ?";
constexpr std::string_view kWard = "wa";  // HL7 location-physical-type
constexpr int kDeepest = 12;              // a loop of partOf ends here

}  // namespace

Expected<const Places::Place*> Places::find(const std::string& location) {
  const auto known = m_known.find(location);
  if (known != m_known.end()) return known->second ? &*known->second : nullptr;
  WL_TRY(auto row, m_database.query(kFind, location));
  WL_TRY(const bool there, row.step());
  auto& place = m_known[location];
  if (there) place = Place{row.text(0), row.text(1), row.text(2)};
  return place ? &*place : nullptr;
}

Expected<Stay> Places::place(const std::string& location) {
  Stay stay;
  WL_TRY(const Place* start, find(location));
  if (start == nullptr) {
    stay.bed = {location};
    return stay;
  }
  std::string unit = start->part_of.empty() ? location : start->part_of;
  std::string at = location;
  for (int depth = 0; depth < kDeepest && !at.empty(); ++depth) {
    WL_TRY(const Place* here, find(at));
    if (here == nullptr) break;
    if (here->kind == kWard) {
      unit = at;
      break;
    }
    at = here->part_of;
  }
  stay.unit = {unit};
  WL_TRY(const Place* found, find(unit));
  if (found != nullptr) stay.unit_name = found->name;
  if (unit == location) return stay;
  stay.bed = {location};
  stay.bed_name = start->name;
  return stay;
}

}  // namespace wardlight::store
