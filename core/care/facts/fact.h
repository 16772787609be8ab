// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/json/value.h"

// One thing known about a patient: what, since when, and who says so. Every rule of the bedside works over these.
// Kinds are kebab-case ("pain-score", "device-urinary") and listed in assets/clinical/facts.json.
// A fact that is not there is "not recorded": never "no".
namespace wardlight::care {

struct Fact {
  std::string kind;
  json::Value value;
  Instant at;          // when it was so, not when it was written
  std::string source;  // "Observation/17": the statement or the hospital's resource
  friend bool operator==(const Fact&, const Fact&) = default;
};

// One order for all: by time, then kind, source and value, so that no result depends on the order things arrived in.
bool comes_before(const Fact& a, const Fact& b);
std::vector<Fact> in_order(std::vector<Fact> facts);

// The newest fact of a kind that is not after `now`; of two at the same time the later one in in_order. Nothing: not recorded.
std::optional<Fact> latest_fact(const std::vector<Fact>& facts, std::string_view kind, Instant now);
// All of a kind not after `now`, oldest first.
std::vector<Fact> facts_of(const std::vector<Fact>& facts, std::string_view kind, Instant now);

inline Duration age_of(const Fact& fact, Instant now) { return now - fact.at; }
inline std::int64_t age_minutes(const Fact& fact, Instant now) { return whole_minutes(age_of(fact, now)); }

}  // namespace wardlight::care
