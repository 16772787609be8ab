// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/store/projection_rules.h"

// How the facts of one resource stand in clinical_fact.facts: readable by SQL's instr() for "has this kind".
namespace wardlight::store {

struct FactLine {
  std::string_view kind;
  std::string_view value;   // JSON
  std::string_view source;  // empty: the resource that the row is of
};

// All of one row, in order. A kind or source that could be taken for two is written without its control characters.
std::string write_fact_lines(std::span<const ReadFact> facts, std::string_view resource);
std::vector<FactLine> read_fact_lines(std::string_view facts);  // parts of `facts`

// Of fact_span: every six hours one.
inline constexpr std::int64_t kFactSpan = hours(6).milliseconds;
std::int64_t span_of(Instant at);

}  // namespace wardlight::store
