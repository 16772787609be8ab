// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/json/value.h"

// What is measured, for whom, and how: read from assets/clinical/measures.json. The code knows how to filter, count and
// divide; what counts is content. Plain values after loading: copy freely, read from any thread.
namespace wardlight::measures {

// Where a measure's figure comes from.
enum class Origin {
  Computed,  // from the app's own events and counts
  Imported,  // shown as it came, labelled so, never worked out here
};
enum class Direction { Lower, Higher };

// One member of an event that must have one of these values.
struct Condition {
  std::string member;
  std::vector<json::Value> values;
};
// Events of a kind that meet all conditions.
struct EventFilter {
  std::string kind;
  std::vector<Condition> conditions;
};
// Either events, or a count that the unit reports ("patient_days").
struct Quantity {
  std::vector<EventFilter> events;  // any of these
  std::string count;
};

struct MeasureRule {
  std::string id;
  std::string title;
  std::string definition;
  Origin origin = Origin::Computed;
  Direction direction = Direction::Lower;
  Quantity numerator;
  Quantity denominator;
  std::int64_t x = 1;
  int places = 2;
  std::string source;  // its text
  std::string mark;    // how sure it is: V, S, M or D; M and D are to be confirmed by the hospital
  std::vector<std::string> programmes;  // who asks for it
};

// What an event of a kind may say about itself.
struct EventMember {
  std::string name;
  std::vector<json::Value> values;       // all that are allowed; empty: any text
  std::optional<json::Value> otherwise;  // when it is not said; absent: it must be said
};
struct EventKind {
  std::string kind;
  std::vector<EventMember> members;
};

struct MeasureRegistry {
  std::string id_and_version;
  std::string version;
  std::vector<std::string> counts;  // names of the counts a unit may report
  std::map<std::string, std::string, std::less<>> methods;  // by count: how it is made, where there are several ways (DEN-9)
  std::vector<EventKind> kinds;
  std::vector<MeasureRule> measures;

  const EventKind* find_kind(std::string_view kind) const;
  const MeasureRule* find_measure(std::string_view id) const;
  // How a measure's denominator is counted; empty: there is one way only.
  std::string_view method_of(const MeasureRule& rule) const;
};

// Reads the registry and runs its worked examples. InvalidContent: two definitions under one id, an unknown kind, member,
// value, count or source, a broken example.
Expected<MeasureRegistry> load_measure_registry(std::string_view text);

}  // namespace wardlight::measures
