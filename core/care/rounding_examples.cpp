// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_examples.h"

#include <charconv>

#include "core/care/rounding_events.h"

namespace wardlight::care {
namespace {

Error example_error(std::string text, std::string_view id) {
  return {ErrorCode::InvalidContent, std::move(text), "rounding pack: example " + std::string(id)};
}

json::Value states_of(const json::Value& report) {
  json::Value states = json::Value::array();
  for (const json::Value& slot : report["slots"].items())
    states.push(std::string(slot.text_of("label")) + " " + std::string(slot.text_of("state")));
  return states;
}

Expected<json::Value> run_day(const RoundingPack& pack, const json::Value& example, std::string_view id) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "zone", "day", "events", "expect"}, "rounding pack: example"));
  WL_TRY(const Zone zone, Zone::find(example.text_of("zone")));
  const auto day = parse_date(example.text_of("day"));
  if (!day) return example_error("The example's day does not exist.", id);
  const std::vector<Slot> slots = slots_of_day(pack, zone, *day);
  WL_TRY(const DayEvents events, read_day_events(pack, zone, slots, example["events"]));
  json::Value report = report_day(pack, zone, slots, events);
  report.set("states", states_of(report));
  return report;
}

Expected<int> read_count(const json::Value& value, std::string_view id) {
  int number = -1;
  const std::string& digits = value.text();
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!value.is_number() || number < 0) return example_error("A pooled example needs whole numbers for done and due.", id);
  return number;
}

Expected<json::Value> run_pool(const json::Value& example, std::string_view id) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "pool", "expect"}, "rounding pack: example"));
  RoundCounts sum;
  for (const json::Value& one : example["pool"].items()) {
    RoundCounts counts;
    WL_TRY(counts.done, read_count(one["done"], id));
    WL_TRY(counts.due, read_count(one["due"], id));
    sum += counts;
  }
  json::Value report;
  report.set("compliance", rates(sum).compliance);
  return report;
}

Expected<void> compare(const json::Value& expected, const json::Value& report, std::string_view id) {
  if (!expected.is_object() || expected.members().empty())
    return example_error("The example expects nothing; say what comes out.", id);
  for (const json::Member& member : expected.members()) {
    const json::Value& came = report[member.name];
    if (member.value == came) continue;
    return example_error("The worked example does not come out: \"" + member.name + "\" should be " + json::write(member.value) +
                             " and is " + json::write(came) + ". Correct the pack or its example.", id);
  }
  return {};
}

}  // namespace

Expected<void> run_examples(const RoundingPack& pack, const std::vector<json::Value>& examples) {
  for (const json::Value& example : examples) {
    if (!example.is_object() || example.text_of("id").empty()) return example_error("An example needs an id.", "");
    const std::string_view id = example.text_of("id");
    auto report = example.find("pool") != nullptr ? run_pool(example, id) : run_day(pack, example, id);
    if (!report) return example_error(report.error().text + " (" + report.error().where + ")", id);
    WL_CHECK(compare(example["expect"], *report, id));
  }
  return {};
}

}  // namespace wardlight::care
