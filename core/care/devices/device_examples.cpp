// SPDX-License-Identifier: Apache-2.0
#include "core/care/devices/device_examples.h"

namespace wardlight::care {
namespace {

Expected<Instant> read_time(const json::Value& object, std::string_view key) {
  const auto time = parse_time(object.text_of(key));
  if (!time) return Error{ErrorCode::InvalidContent, "A time with offset is needed here.", std::string(key)};
  return time->instant;
}

Expected<std::optional<Instant>> read_time_if_any(const json::Value& object, std::string_view key) {
  if (object.find(key) == nullptr) return std::optional<Instant>();
  WL_TRY(const Instant time, read_time(object, key));
  return std::optional(time);
}

Expected<PlacedDevice> read_device(const json::Value& source) {
  WL_CHECK(json::refuse_unknown_members(source, {"type", "placed", "admitted", "removed"}, "device"));
  PlacedDevice device;
  device.type = source.text_of("type");
  WL_TRY(device.placed_at, read_time(source, "placed"));
  WL_TRY(device.admitted_at, read_time_if_any(source, "admitted"));
  WL_TRY(device.removed_at, read_time_if_any(source, "removed"));
  return device;
}

Expected<json::Value> run_day(const DevicePack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "zone", "device", "answers", "temperatureC", "now", "expect"},
      "example"));
  WL_TRY(const Zone zone, Zone::find(example.text_of("zone")));
  WL_TRY(const PlacedDevice device, read_device(example["device"]));
  WL_TRY(const Instant now, read_time(example, "now"));
  std::vector<NecessityAnswer> answers;
  for (const json::Value& one : example["answers"].items()) {
    WL_TRY(const Instant at, read_time(one, "at"));
    answers.push_back({at, std::string(one.text_of("reason"))});
  }
  const auto temperature = Decimal::parse(example["temperatureC"].text());
  json::Value due = json::Value::array();
  const auto add = [&](bool holds, const Advice& advice) {
    if (holds) due.push(advice.id);
  };
  add(necessity_prompt(pack, device, answers, zone, now).state != NecessityState::NotAsked, pack.still_needed);
  add(needs_removal(pack, device, answers, now), pack.ask_removal);
  add(tells_charge(pack, device, answers, zone, now), pack.tell_charge);
  add(temperature && tells_infection_prevention(pack, device, zone, *temperature, now), pack.tell_prevention);
  add(void_check_window(pack, device).has_value(), pack.check_void);
  add(device.removed_at.has_value(), pack.score_again);
  json::Value report;
  report.set("day", device_day(device, zone, now));
  report.set("eligible", is_eligible_for_infection(pack, device, zone, now));
  report.set("due", std::move(due));
  return report;
}

Expected<json::Value> run_bundle(const DevicePack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "type", "bundle", "checks", "expect"}, "example"));
  std::vector<BundleCheck> checks;
  for (const json::Value& source : example["checks"].items()) {
    BundleCheck check{std::string(example.text_of("type")), {}};
    for (const json::Member& member : source.members()) check.answers.emplace_back(member.name, member.value.text());
    checks.push_back(std::move(check));
  }
  const Bundle bundle = example.text_of("bundle") == "insertion" ? Bundle::Insertion : Bundle::Maintenance;
  const BundleFigures figures = bundle_figures(pack, example.text_of("type"), bundle, checks);
  json::Value elements;
  for (const auto& [link, percent] : figures.elements) elements.set(link, percent);
  json::Value report;
  report.set("compliance", figures.compliance);
  report.set("elements", std::move(elements));
  return report;
}

}  // namespace

Expected<json::Value> run_device_example(const DevicePack& pack, const json::Value& example) {
  return example.find("checks") != nullptr ? run_bundle(pack, example) : run_day(pack, example);
}

}  // namespace wardlight::care
