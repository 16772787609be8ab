// SPDX-License-Identifier: Apache-2.0
#include "core/measures/ward_index.h"

#include <algorithm>
#include <tuple>

#include "core/base/lines.h"

namespace wardlight::measures {
namespace {

// "1950-03-07", "1950-03" or "1950".
std::optional<Date> latest_birth(const std::string& text) {
  if (text.size() == 4) return parse_date(text + "-12-31");
  if (text.size() != 7) return parse_date(text);
  for (const char* day : {"-31", "-30", "-29", "-28"})
    if (const auto date = parse_date(text + day)) return date;
  return std::nullopt;
}

void take_visit(const MeasureContent& content, const RecordRow& row, Visit& visit) {
  const auto& classes = content.discharge.inpatient_classes;
  visit.encounter = row.encounter;
  visit.patient = row.patient;
  visit.inpatient = std::ranges::find(classes, row.code) != classes.end();
  if (row.at != Instant{}) visit.from = row.at;
  visit.to = row.until;
  visit.discharge = read_discharge(content.discharge, split_lines(row.detail));
  visit.planned = is_planned(content.discharge, split_lines(row.about));
}

void take_stay(const RecordRow& row, const FindUnit& find_unit, Visit& visit) {
  const std::string unit = find_unit(row.code);
  if (unit.empty()) return;
  const bool begins = row.at != Instant{};
  visit.stays.push_back(
      {"Encounter/" + row.encounter, row.patient, unit, begins ? std::optional(row.at) : std::nullopt, row.until});
  if (begins && (!row.until || row.at <= *row.until)) visit.bed_stays.push_back({unit, row.code, row.at, row.until});
}

}  // namespace

const BedStay* Visit::stay_at(Instant at) const {
  const BedStay* latest = nullptr;
  for (const BedStay& stay : bed_stays)
    if (stay.from <= at && (!stay.to || at < *stay.to)) latest = &stay;
  return latest;
}

std::string Visit::unit_at(Instant at) const {
  const BedStay* stay = stay_at(at);
  return stay == nullptr ? std::string() : stay->unit;
}

std::string Visit::last_unit() const { return bed_stays.empty() ? std::string() : bed_stays.back().unit; }

const BedStay* WardIndex::counted_stay(const Visit& visit, Instant at) const {
  const BedStay* here = visit.stay_at(at);
  const auto theirs = several.find(visit.patient);
  if (here == nullptr || theirs == several.end()) return here;
  const bool is_elsewhere = std::ranges::any_of(theirs->second, [&](const std::string& encounter) {
    const BedStay* there = visits.at(encounter).stay_at(at);
    return there != nullptr && std::tie(here->from, visit.encounter) < std::tie(there->from, encounter);
  });
  return is_elsewhere ? nullptr : here;
}

const std::vector<const RecordRow*>& WardIndex::of(std::string_view kind) const {
  static const std::vector<const RecordRow*> kNone;
  const auto found = by_kind.find(kind);
  return found == by_kind.end() ? kNone : found->second;
}

const std::string& WardIndex::encounter_of(const RecordRow& row) const {
  const auto alias = aliases.find(row.encounter);
  return alias == aliases.end() ? row.encounter : alias->second;
}

const Visit* WardIndex::visit_of(const RecordRow& row) const {
  const auto found = visits.find(encounter_of(row));
  return found == visits.end() ? nullptr : &found->second;
}

std::string WardIndex::unit_of(const RecordRow& row) const {
  const Visit* visit = visit_of(row);
  if (visit == nullptr) return {};
  std::string unit = visit->unit_at(row.at);
  return unit.empty() ? visit->last_unit() : unit;
}

WardIndex make_index(const MeasureContent& content, std::span<const RecordRow> rows, const FindUnit& find_unit) {
  WardIndex index;
  std::vector<const RecordRow*>* rounds = &index.by_kind[std::string(kRoundRow)];
  for (const RecordRow& row : rows) {
    if (row.kind == kRoundRow) rounds->push_back(&row);
    else if (row.kind == kAliasRow) index.aliases[row.encounter] = row.code;
    else if (row.kind == kVisitRow) take_visit(content, row, index.visits[row.encounter]);
    else if (row.kind == kStayRow) take_stay(row, find_unit, index.visits[row.encounter]);
    else index.by_kind[row.kind].push_back(&row);
  }
  std::map<std::string_view, std::optional<Date>> births;
  for (const RecordRow* row : index.of("born")) births[row->patient] = latest_birth(row->code);
  for (auto& [encounter, visit] : index.visits) {
    std::ranges::stable_sort(visit.bed_stays, {}, &BedStay::from);
    if (const auto birth = births.find(visit.patient); birth != births.end()) visit.born = birth->second;
    if (!visit.patient.empty()) index.several[visit.patient].push_back(encounter);
  }
  std::erase_if(index.several, [](const auto& one) { return one.second.size() < 2; });
  return index;
}

}  // namespace wardlight::measures
