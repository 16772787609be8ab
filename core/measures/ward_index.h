// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/measures/period_counts.h"

// The rows of a period, found by what they are about. Borrows the rows.
namespace wardlight::measures {

struct BedStay {
  std::string unit;
  std::string bed;
  Instant from;
  std::optional<Instant> to;
};

struct Visit {
  std::string encounter;
  std::string patient;
  bool inpatient = false;
  std::optional<Instant> from, to;
  Discharge discharge = Discharge::Alive;
  bool planned = false;           // its admission, as the hospital's data says
  std::optional<Date> born;       // of a birth date that is known in part, the latest day it can be
  std::vector<UnitStay> stays;    // on units, as they came
  std::vector<BedStay> bed_stays; // those of them that have a beginning, in order of it

  const BedStay* stay_at(Instant at) const;  // of several the one that began last
  std::string unit_at(Instant at) const;
  std::string last_unit() const;             // where it ended
};

struct WardIndex {
  std::map<std::string, Visit, std::less<>> visits;
  std::map<std::string, std::vector<const RecordRow*>, std::less<>> by_kind;

  std::map<std::string, std::string, std::less<>> aliases;
  std::map<std::string, std::vector<std::string>, std::less<>> several;  // encounters of patients who have more than one

  // Where the visit's patient counts then, if it is there: of the patient's overlapping visits the one that began last has it.
  const BedStay* counted_stay(const Visit& visit, Instant at) const;

  const std::string& encounter_of(const RecordRow& row) const;  // the hospital's own, where one stands for it
  const std::vector<const RecordRow*>& of(std::string_view kind) const;
  std::string unit_of(const RecordRow& row) const;  // where its patient was then; empty: nowhere that is known
  const Visit* visit_of(const RecordRow& row) const;
};

WardIndex make_index(const MeasureContent& content, std::span<const RecordRow> rows, const FindUnit& find_unit);

}  // namespace wardlight::measures
