// SPDX-License-Identifier: Apache-2.0
#include "core/measures/infections.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "core/measures/day_number.h"

namespace wardlight::measures {
namespace {

std::optional<DeviceKind> device_of(const std::string& kind) {
  if (kind == "cauti") return DeviceKind::Urinary;
  if (kind == "clabsi") return DeviceKind::CentralLine;
  return std::nullopt;
}

std::string judge_device(const InfectionRules& rules, const Zone& zone, const PatientRecord& patient,
                         const Infection& infection) {
  const auto device = device_of(infection.kind);
  if (!device) return {};
  const int days = device_days(zone, patient.devices, *device, infection.date);
  if (days == 0) return "The device was in place neither on that day nor on the day before (HAI-2).";
  if (days <= rules.device_days_more_than) return "The device had not been in place for long enough (HAI-2).";
  return {};
}

}  // namespace

std::int64_t days_from(Date first, Date later) { return day_number(later) - day_number(first); }

int device_days(const Zone& zone, std::span<const DeviceSpan> devices, DeviceKind kind, Date on) {
  std::set<Date> in_place;
  for (const DeviceSpan& device : devices) {
    if (device.kind != kind || (device.to && *device.to < device.from)) continue;
    const Date last = device.to ? std::min(zone.local(*device.to).date, on) : on;
    for (Date day = zone.local(device.from).date; day <= last; day = add_days(day, 1)) in_place.insert(day);
  }
  Date day = on;
  if (!in_place.contains(day)) day = add_days(day, -1);
  if (!in_place.contains(day)) return 0;
  int days = 0;
  for (; in_place.contains(day); day = add_days(day, -1)) ++days;
  return days;
}

std::string unit_of_event(const Zone& zone, std::span<const UnitStay> stays, Date on) {
  const Date before = add_days(on, -1);
  const UnitStay* left = nullptr;  // the unit left last on that day or the day before
  const UnitStay* there = nullptr;
  for (const UnitStay& stay : stays) {
    if (!stay.from || zone.local(*stay.from).date > on) continue;
    const auto until = stay.to ? std::optional(zone.local(*stay.to).date) : std::nullopt;
    if (until && *until < *std::optional(zone.local(*stay.from).date)) continue;
    if (until && (*until == on || *until == before) && zone.local(*stay.from).date < on &&
        (left == nullptr || *left->to < *stay.to))
      left = &stay;
    if ((!until || *until > on) && (there == nullptr || *there->from < *stay.from)) there = &stay;
  }
  const UnitStay* counted = left != nullptr ? left : there;
  return counted == nullptr ? std::string() : counted->unit;
}

std::vector<Attribution> attribute(const InfectionRules& rules, const Zone& zone, const PatientRecord& patient,
                                   std::span<const Infection> infections) {
  std::vector<std::size_t> order(infections.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return infections[i].date; });
  std::vector<Attribution> judged(infections.size());
  std::optional<Date> last;
  for (const std::size_t i : order) {
    const Infection& infection = infections[i];
    Attribution& verdict = judged[i];
    const bool by_specimen = !device_of(infection.kind);
    const std::int64_t day = patient.admitted ? days_from(*patient.admitted, infection.date) + 1 : 0;
    verdict.repeat = last && days_from(*last, infection.date) <= rules.repeat_days;
    verdict.hospital_onset = day >= (by_specimen ? rules.onset_from_day : rules.from_day);
    if (!verdict.repeat) last = infection.date;
    if (verdict.repeat) verdict.why = "It is within the days in which a repeat is the same infection (HAI-1).";
    else if (!patient.admitted) verdict.why = "No inpatient stay of this patient is known on that day.";
    else if (!verdict.hospital_onset) verdict.why = "It was there on admission, by the day it began (HAI-1).";
    else verdict.why = judge_device(rules, zone, patient, infection);
    verdict.unit = unit_of_event(zone, patient.stays, infection.date);
    if (verdict.why.empty() && verdict.unit.empty())
      verdict.why = "The patient was on no unit on that day or the day before (HAI-3).";
    verdict.counts = verdict.why.empty();
  }
  return judged;
}

}  // namespace wardlight::measures
