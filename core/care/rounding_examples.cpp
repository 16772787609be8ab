// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_examples.h"

#include <charconv>

#include "core/care/rounding_events.h"

namespace wardlight::care {
namespace {

Error example_error(std::string text) { return {ErrorCode::InvalidContent, std::move(text), "example"}; }

json::Value states_of(const json::Value& report) {
  json::Value states = json::Value::array();
  for (const json::Value& slot : report["slots"].items())
    states.push(std::string(slot.text_of("label")) + " " + std::string(slot.text_of("state")));
  return states;
}

Expected<json::Value> run_day(const RoundingPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "zone", "day", "events", "expect"}, "example"));
  WL_TRY(const Zone zone, Zone::find(example.text_of("zone")));
  const auto day = parse_date(example.text_of("day"));
  if (!day) return example_error("The example's day does not exist.");
  const std::vector<Slot> slots = slots_of_day(pack, zone, *day);
  WL_TRY(const DayEvents events, read_day_events(pack, zone, slots, example["events"]));
  json::Value report = report_day(pack, zone, slots, events);
  report.set("states", states_of(report));
  return report;
}

Expected<int> read_count(const json::Value& value) {
  int number = -1;
  const std::string& digits = value.text();
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!value.is_number() || number < 0) return example_error("A pooled example needs whole numbers for done and due.");
  return number;
}

Expected<json::Value> run_pool(const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "pool", "expect"}, "example"));
  RoundCounts sum;
  for (const json::Value& one : example["pool"].items()) {
    RoundCounts counts;
    WL_TRY(counts.done, read_count(one["done"]));
    WL_TRY(counts.due, read_count(one["due"]));
    sum += counts;
  }
  json::Value report;
  report.set("compliance", rates(sum).compliance);
  return report;
}

}  // namespace

Expected<void> run_examples(const RoundingPack& pack, const json::Value& root) {
  return check_examples(pack, root, [&](const json::Value& example) {
    return example.find("pool") != nullptr ? run_pool(example) : run_day(pack, example);
  });
}

}  // namespace wardlight::care
