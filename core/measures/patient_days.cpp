// SPDX-License-Identifier: Apache-2.0
#include "core/measures/patient_days.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace wardlight::measures {
namespace {

bool begins_after_its_end(const std::optional<Instant>& from, const std::optional<Instant>& to) {
  return from && to && *to < *from;
}

bool covers(const std::optional<Instant>& from, const std::optional<Instant>& to, Instant at) {
  return from && *from <= at && (!to || at < *to);
}

bool overlap(const UnitStay& a, const UnitStay& b) { return (!a.to || *b.from < *a.to) && (!b.to || *a.from < *b.to); }

struct Span {
  Instant from;
  std::optional<Instant> to;
};

// What the records can speak of: from the first arrival to the last departure, without end while anybody is still there.
std::optional<Span> known_time(std::span<const UnitStay> stays) {
  std::optional<Span> known;
  for (const UnitStay& stay : stays) {
    if (!known) known = Span{*stay.from, stay.to};
    known->from = std::min(known->from, *stay.from);
    if (!stay.to) known->to.reset();
    if (known->to && stay.to) known->to = std::max(*known->to, *stay.to);
  }
  return known;
}

struct Sound {
  std::vector<UnitStay> stays;
  std::vector<DeviceSpan> devices;
  std::vector<CountIssue> issues;
};

Sound keep_sound(std::span<const UnitStay> stays, std::span<const DeviceSpan> devices) {
  Sound sound;
  std::set<std::string> encounters;
  for (const UnitStay& stay : stays) {
    encounters.insert(stay.encounter);
    if (!stay.from)
      sound.issues.push_back({stay.encounter, "A stay has no beginning and is not counted; ask for its time of arrival."});
    else if (begins_after_its_end(stay.from, stay.to))
      sound.issues.push_back({stay.encounter, "A stay ends before it begins and is not counted; correct its times."});
    else
      sound.stays.push_back(stay);
  }
  for (const DeviceSpan& device : devices) {
    if (!encounters.contains(device.encounter))
      sound.issues.push_back(
          {device.encounter, "A device belongs to no stay of these records and is not counted; check its encounter."});
    else if (begins_after_its_end(device.from, device.to))
      sound.issues.push_back(
          {device.encounter, "A device is removed before it is placed and is not counted; correct its times."});
    else
      sound.devices.push_back(device);
  }
  return sound;
}

using ByPatient = std::map<std::string, std::vector<const UnitStay*>>;

// Who is not named is somebody else at each stay. Of stays that began together the later encounter's goes last.
ByPatient group_by_patient(const std::vector<UnitStay>& stays) {
  ByPatient patients;
  for (const UnitStay& stay : stays) patients[stay.patient.empty() ? "of " + stay.encounter : stay.patient].push_back(&stay);
  for (auto& [patient, theirs] : patients)
    std::ranges::stable_sort(theirs, [](const UnitStay* a, const UnitStay* b) {
      return std::tie(*a->from, a->encounter) < std::tie(*b->from, b->encounter);
    });
  return patients;
}

struct Issue {
  const UnitStay* stay;
  const UnitStay* other;
};

std::vector<Issue> find_overlaps(const ByPatient& patients, Span month) {
  std::vector<Issue> found;
  for (const auto& [patient, stays] : patients)
    for (std::size_t i = 0; i < stays.size(); ++i)
      for (std::size_t j = i + 1; j < stays.size(); ++j) {
        const bool in_month = *stays[j]->from < *month.to && (!stays[i]->to || month.from < *stays[i]->to);
        if (in_month && overlap(*stays[i], *stays[j])) found.push_back({stays[j], stays[i]});
      }
  return found;
}

const UnitStay* stay_at(const std::vector<const UnitStay*>& stays, Instant at) {
  const UnitStay* latest = nullptr;
  for (const UnitStay* stay : stays)
    if (covers(stay->from, stay->to, at)) latest = stay;
  return latest;
}

std::set<DeviceKind> devices_at(const std::multimap<std::string, DeviceSpan>& devices, const std::string& encounter, Instant at) {
  std::set<DeviceKind> kinds;
  const auto [first, last] = devices.equal_range(encounter);
  for (auto device = first; device != last; ++device)
    if (covers(device->second.from, device->second.to, at)) kinds.insert(device->second.kind);
  return kinds;
}

void add(DayCount& to, const DayCount& more) {
  to.patients += more.patients;
  to.urinary += more.urinary;
  to.central_line += more.central_line;
  to.ventilator += more.ventilator;
}

DayCount one_patient(const std::set<DeviceKind>& devices) {
  return {{}, 1, devices.contains(DeviceKind::Urinary) ? 1 : 0, devices.contains(DeviceKind::CentralLine) ? 1 : 0,
          devices.contains(DeviceKind::Ventilator) ? 1 : 0};
}

}  // namespace

std::vector<Date> days_of(const CountPlan& plan) {
  std::vector<Date> days;
  for (Date day{plan.year, plan.month, 1}; day.month == plan.month && day.year == plan.year; day = add_days(day, 1))
    days.push_back(day);
  return days;
}

Instant count_time(const CountPlan& plan, Date date) {
  return plan.minute_of_day == 0 ? plan.zone.to_instant(add_days(date, 1), 0) : plan.zone.to_instant(date, plan.minute_of_day);
}

std::vector<UnitMonth> count_month(const CountPlan& plan, std::span<const UnitStay> all,
                                   std::span<const DeviceSpan> all_devices) {
  const Sound sound = keep_sound(all, all_devices);
  const ByPatient patients = group_by_patient(sound.stays);
  std::multimap<std::string, DeviceSpan> devices;
  for (const DeviceSpan& device : sound.devices) devices.emplace(device.encounter, device);

  std::map<std::string, UnitMonth> units;
  std::multimap<std::string, std::string> unit_of;  // by encounter
  for (const UnitStay& stay : all) units[stay.unit].unit = stay.unit, unit_of.emplace(stay.encounter, stay.unit);
  const auto name_issue = [&](const CountIssue& issue) {
    std::set<std::string> concerned;
    const auto [first, last] = unit_of.equal_range(issue.encounter);
    for (auto one = first; one != last; ++one) concerned.insert(one->second);
    for (auto& [name, unit] : units)
      if (concerned.empty() || concerned.contains(name)) unit.issues.push_back(issue);
  };
  for (const CountIssue& issue : sound.issues) name_issue(issue);

  const std::vector<Date> days = days_of(plan);
  const Span month{plan.zone.to_instant(days.front(), 0), plan.zone.to_instant(add_days(days.back(), 1), 0)};
  for (const auto& [stay, other] : find_overlaps(patients, month)) {
    const std::string text = "Two stays of one patient overlap (" + other->encounter + " and " + stay->encounter +
                             ")" + (other->unit == stay->unit ? "" : ", on two units") +
                             "; at any moment the one that began last is counted, once.";
    units[stay->unit].issues.push_back({stay->encounter, text});
    if (other->unit != stay->unit) units[other->unit].issues.push_back({other->encounter, text});
  }

  const std::optional<Span> known = known_time(sound.stays);
  for (const Date day : days) {
    const Instant at = count_time(plan, day);
    if (!known || at < known->from || (known->to && *known->to <= at)) {
      for (auto& [name, unit] : units) unit.missing.push_back(day);
      continue;
    }
    for (auto& [name, unit] : units) unit.days.push_back({day});
    for (const auto& [patient, stays] : patients)
      if (const UnitStay* stay = stay_at(stays, at))
        add(units[stay->unit].days.back(), one_patient(devices_at(devices, stay->encounter, at)));
  }

  std::vector<UnitMonth> result;
  for (auto& [name, unit] : units) {
    for (const DayCount& day : unit.days) add(unit.total, day);
    result.push_back(std::move(unit));
  }
  return result;
}

}  // namespace wardlight::measures
