// SPDX-License-Identifier: Apache-2.0
#include "core/measures/readmissions.h"

#include <algorithm>
#include <map>

#include "core/measures/day_number.h"

namespace wardlight::measures {
namespace {

std::int64_t days_between(const Zone& zone, Instant from, Instant to) {
  return day_number(zone.local(to).date) - day_number(zone.local(from).date);
}

using Chain = std::vector<const InpatientStay*>;

std::map<std::string, Chain> make_chains(std::span<const InpatientStay> stays, std::vector<ReadmissionIssue>& issues) {
  std::map<std::string, Chain> chains;
  for (const InpatientStay& stay : stays) {
    if (!stay.from)
      issues.push_back({stay.encounter, "This stay has no beginning and is left out; ask for its time of admission."});
    else if (stay.to && *stay.to < *stay.from)
      issues.push_back({stay.encounter, "This stay ends before it begins and is left out; correct its times."});
    else
      chains[stay.patient].push_back(&stay);
  }
  for (auto& [patient, chain] : chains)
    std::ranges::stable_sort(chain, [](const InpatientStay* a, const InpatientStay* b) { return *a->from < *b->from; });
  return chains;
}

void judge(const InpatientStay& stay, const InpatientStay* next, const Zone& zone, int within_days, Readmissions& found) {
  if (!stay.to) return;
  if (next != nullptr && *next->from < *stay.to) {
    found.issues.push_back({next->encounter, "This stay begins before the same patient's stay " + stay.encounter +
                                                 " ends; the two make no pair until their times are corrected."});
    next = nullptr;
  }
  if (stay.discharge != Discharge::Alive) return;
  ++found.index;
  if (next == nullptr) return;
  const std::int64_t days = days_between(zone, *stay.to, *next->from);
  if (days > within_days) return;
  if (next->planned) return found.planned.push_back({stay.encounter, next->encounter, days});
  ++found.readmitted;
  found.pairs.push_back({stay.encounter, next->encounter, days});
}

}  // namespace

Readmissions find_readmissions(std::span<const InpatientStay> stays, const Zone& zone, int within_days) {
  Readmissions found;
  std::map<std::string, Instant> ends;
  for (const auto& [patient, chain] : make_chains(stays, found.issues))
    for (std::size_t i = 0; i < chain.size(); ++i) {
      if (chain[i]->to) ends[chain[i]->encounter] = *chain[i]->to;
      judge(*chain[i], i + 1 < chain.size() ? chain[i + 1] : nullptr, zone, within_days, found);
    }
  for (auto* returns : {&found.pairs, &found.planned})
    std::ranges::stable_sort(*returns, [&](const Return& a, const Return& b) { return ends[a.index] < ends[b.index]; });
  return found;
}

}  // namespace wardlight::measures
