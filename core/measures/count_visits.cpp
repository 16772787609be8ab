// SPDX-License-Identifier: Apache-2.0
// What stays say: days of patients and devices, discharges, returns, calls after discharge, immunisation of the season.
#include <algorithm>
#include <set>

#include "core/care/vaccines/interval.h"
#include "core/measures/count_parts.h"
#include "core/measures/infections.h"

namespace wardlight::measures {
namespace {

std::optional<DeviceKind> device_kind(const std::string& code) {
  if (code == "urinary") return DeviceKind::Urinary;
  if (code == "central-line") return DeviceKind::CentralLine;
  if (code == "ventilator") return DeviceKind::Ventilator;
  return std::nullopt;
}

bool is_discharged_in(const Tally& tally, const Visit& visit) {
  return visit.inpatient && visit.from && visit.to && *visit.from <= *visit.to && tally.is_in(*visit.to);
}

std::vector<InpatientStay> inpatient_stays(const Tally& tally) {
  std::vector<InpatientStay> stays;
  for (const auto& [encounter, visit] : tally.index.visits)
    if (visit.inpatient)
      stays.push_back({encounter, visit.patient, visit.from, visit.to, visit.discharge,
                       planned_return(tally.entries, "Encounter/" + encounter).value_or(visit.planned)});
  return stays;
}

// Shown under the return's own id, as that is what the desk decides on; it counts where and when the stay before it ended.
void show_return(Tally& tally, const Return& pair, std::string_view key) {
  const Visit& index = tally.index.visits.at(pair.index);
  json::Value detail = json::Value::object();
  tally.show(index.last_unit(), key, *index.to, "Encounter/" + pair.back,
             detail.set("after", "Encounter/" + pair.index).set("days", pair.days));
}

void count_planned(Tally& tally, const std::vector<Return>& planned) {
  for (const Return& pair : planned) {
    const Visit& index = tally.index.visits.at(pair.index);
    if (!is_discharged_in(tally, index)) continue;
    show_return(tally, pair, kPlannedReturns);
    const bool by_desk = planned_return(tally.entries, "Encounter/" + pair.back).has_value();
    tally.issue(index.last_unit(), "Encounter/" + pair.back,
                by_desk ? "This return was planned, as the desk says; it is no readmission (READ-A)."
                        : "This return was planned, as the hospital's data says; it is no readmission (READ-A).");
  }
}

void count_returns(Tally& tally) {
  const Readmissions found = find_readmissions(inpatient_stays(tally), tally.wish.zone, tally.content.rules.readmission_days);
  for (const Return& pair : found.pairs) {
    const Visit& index = tally.index.visits.at(pair.index);
    if (!is_discharged_in(tally, index)) continue;
    tally.add(index.last_unit(), kReadmissions);
    show_return(tally, pair, kReadmissions);
  }
  count_planned(tally, found.planned);
  for (const ReadmissionIssue& issue : found.issues) {
    const Visit& visit = tally.index.visits.at(issue.encounter);
    if (visit.to && tally.is_in(*visit.to)) tally.issue(visit.last_unit(), "Encounter/" + issue.encounter, issue.text);
  }
}

// Of stays that ended in the period (FALL-H).
void count_eligible_days(Tally& tally, const Visit& visit) {
  if (!visit.born)
    tally.issue(visit.last_unit(), "Encounter/" + visit.encounter,
                "The patient's birth date is not known, so this stay is in no figure about grown-ups (FALL-H).");
  if (const auto days = days_of_grown_up(tally, visit)) tally.add(visit.last_unit(), "eligible_inpatient_days", *days);
}

void show_days(Tally& tally, const UnitPeriod& unit) {
  for (const DayCount& day : unit.days) {
    json::Value detail = json::Value::object();
    detail.set("date", format_date(day.date)).set("patients", day.patients).set("urinary", day.urinary);
    detail.set("central_line", day.central_line).set("ventilator", day.ventilator);
    tally.show(unit.unit, "days", tally.wish.zone.to_instant(day.date, 0), {}, std::move(detail));
  }
}

care::DischargedPatient to_call(const Tally& tally, const Visit& visit, const std::map<std::string, Instant>& next_visit) {
  care::DischargedPatient patient{visit.encounter, *visit.to, {}, {}};
  const CallExclusions& why = tally.content.rules.call_exclusions;
  if (visit.discharge == Discharge::Died) patient.exclusion = why.died;
  if (visit.discharge == Discharge::ToAcuteHospital) patient.exclusion = why.acute_hospital;
  const auto back = next_visit.find(visit.encounter);
  if (patient.exclusion.empty() && back != next_visit.end() && back->second <= *visit.to + tally.content.calls.target)
    patient.exclusion = why.readmitted;
  for (const RecordRow* call : tally.index.of("discharge-call"))
    if (tally.index.encounter_of(*call) == visit.encounter || call->about == visit.encounter)
      patient.attempts.push_back({call->at, call->code, call->detail == "alternate", {}});
  return patient;
}

std::map<std::string, Instant> next_visits(const WardIndex& index) {
  std::map<std::string, std::vector<const Visit*>> by_patient;
  for (const auto& [encounter, visit] : index.visits)
    if (visit.inpatient && visit.from) by_patient[visit.patient].push_back(&visit);
  std::map<std::string, Instant> next;
  for (auto& [patient, visits] : by_patient) {
    std::ranges::stable_sort(visits, [](const Visit* a, const Visit* b) { return *a->from < *b->from; });
    for (std::size_t i = 0; i + 1 < visits.size(); ++i) next[visits[i]->encounter] = *visits[i + 1]->from;
  }
  return next;
}

bool is_in_season(const ReportRules& rules, Date date) {
  const std::string day = format_date(date).substr(5);
  if (rules.season_from <= rules.season_to) return rules.season_from <= day && day <= rules.season_to;
  return rules.season_from <= day || day <= rules.season_to;
}

}  // namespace

std::optional<std::int64_t> days_of_grown_up(const Tally& tally, const Visit& visit) {
  const Date admitted = tally.wish.zone.local(*visit.from).date;
  const std::int64_t days = days_from(admitted, tally.wish.zone.local(*visit.to).date);
  const bool of_age = visit.born && care::completed_years(*visit.born, admitted) >= tally.content.rules.least_age_years;
  return of_age && days <= tally.content.rules.longest_stay_days ? std::optional(days) : std::nullopt;
}

void count_days(Tally& tally) {
  std::vector<UnitStay> stays;
  std::vector<DeviceSpan> devices;
  for (const auto& [encounter, visit] : tally.index.visits) stays.insert(stays.end(), visit.stays.begin(), visit.stays.end());
  for (const RecordRow* row : tally.index.of("device"))
    if (const auto kind = device_kind(row->code))
      devices.push_back({"Encounter/" + tally.index.encounter_of(*row), *kind, row->at, row->until});
  const CountPlan plan{tally.wish.zone, tally.content.rules.count_minute, tally.wish.first.year, tally.wish.first.month};
  for (UnitMonth& month : count_month(plan, stays, devices)) {
    UnitPeriod& unit = tally.unit(month.unit);
    const auto wanted = [&](Date day) {
      return tally.wish.first <= day && day <= tally.wish.last && count_time(plan, day) <= tally.wish.now;
    };
    for (const DayCount& day : month.days) {
      if (!wanted(day.date)) continue;
      unit.days.push_back(day);
      tally.add(month.unit, "patient_days", day.patients);
      tally.add(month.unit, "urinary_days", day.urinary);
      tally.add(month.unit, "line_days", day.central_line);
      tally.add(month.unit, "ventilator_days", day.ventilator);
    }
    for (const Date day : month.missing)
      if (wanted(day)) unit.missing.push_back(day);
    for (const CountIssue& issue : month.issues) tally.issue(month.unit, issue.encounter, issue.text);
    show_days(tally, tally.unit(month.unit));
  }
}

void count_visits(Tally& tally) {
  for (const auto& [encounter, visit] : tally.index.visits) {
    if (!is_discharged_in(tally, visit)) continue;
    const std::string unit = visit.last_unit();
    tally.add(unit, "discharges");
    tally.show(unit, "discharges", *visit.to, "Encounter/" + encounter);
    count_eligible_days(tally, visit);
    if (visit.discharge != Discharge::Alive) continue;
    tally.add(unit, "index_discharges");
    tally.show(unit, "index_discharges", *visit.to, "Encounter/" + encounter);
  }
  count_returns(tally);
}

void count_calls(Tally& tally) {
  const auto next = next_visits(tally.index);
  for (const auto& [encounter, visit] : tally.index.visits) {
    if (!is_discharged_in(tally, visit)) continue;
    const care::DischargedPatient patient = to_call(tally, visit, next);
    const care::CallFigures figures = care::call_figures(tally.content.calls, std::span(&patient, 1));
    const std::string unit = visit.last_unit();
    tally.add(unit, "calls_eligible", figures.eligible);
    tally.add(unit, "calls_reached_72h", figures.reached_in_time);
    if (figures.eligible > 0)
      tally.show(unit, figures.reached_in_time > 0 ? "calls_reached_72h" : "calls_eligible", *visit.to, "Encounter/" + encounter);
  }
}

// IMM-2 is asked of the season's discharges alone; in other months there is no such figure.
void count_season(Tally& tally) {
  if (!is_in_season(tally.content.rules, tally.wish.first)) return;
  std::set<std::string_view> screened;
  for (const RecordRow* row : tally.index.of("vaccine-screen"))
    if (row->about == "influenza") screened.insert(tally.index.encounter_of(*row));
  std::set<std::string_view> vaccinated;  // patients
  const Date season = care::season_of(tally.content.influenza, tally.wish.first);
  for (const RecordRow* row : tally.index.of("immunization")) {
    const care::VaccineCode* code = tally.content.influenza.find_code(row->code);
    if (code != nullptr && !code->group.empty() && season <= tally.wish.zone.local(row->at).date) vaccinated.insert(row->patient);
  }
  for (const auto& [encounter, visit] : tally.index.visits) {
    if (!is_discharged_in(tally, visit)) continue;
    const Date left = tally.wish.zone.local(*visit.to).date;
    if (days_from(tally.wish.zone.local(*visit.from).date, left) > tally.content.rules.longest_stay_days) continue;
    const std::string unit = visit.last_unit();
    tally.add(unit, "season_discharges");
    const bool met = screened.contains(encounter) || vaccinated.contains(visit.patient);
    tally.add(unit, "season_discharges_screened", met ? 1 : 0);
    tally.show(unit, met ? "season_discharges_screened" : "season_discharges", *visit.to, "Encounter/" + encounter);
  }
}

}  // namespace wardlight::measures
