// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/care/plain_number.h"
#include "core/care/sepsis/sepsis.h"

namespace wardlight::care {
namespace {

constexpr int kMostMinutes = 3 * kMinutesPerDay;
constexpr std::array<std::pair<BundleNeed, std::string_view>, 5> kNeeds{
    {{BundleNeed::Always, "always"},
     {BundleNeed::LowPressureOrHighLactate, "low-pressure-or-high-lactate"},
     {BundleNeed::RaisedLactate, "raised-lactate"},
     {BundleNeed::PersistentLowPressure, "persistent-low-pressure"},
     {BundleNeed::Shock, "shock"}}};
constexpr std::array<std::pair<StepState, std::string_view>, 5> kStates{{{StepState::Open, "open"},
                                                                         {StepState::Done, "done"},
                                                                         {StepState::DoneLate, "late"},
                                                                         {StepState::Overdue, "overdue"},
                                                                         {StepState::OutOfOrder, "out_of_order"}}};

BundleStep read_step(PackReader& in) {
  in.known({"id", "text", "es", "withinMin", "need", "before"});
  return {in.text("id"), read_words(in), in.minutes_of("withinMin", kMostMinutes), in.code("need", kNeeds),
          in.text_if_any("before")};
}

void read_rules(PackReader& in, SepsisPack& pack) {
  pack.screen = in.text("screen");
  pack.adjunct = in.text("adjunct");
  pack.window = in.minutes_of("windowMin", kMostMinutes);
  pack.inputs = read_inputs(in);
  pack.dysfunction = in.objects("dysfunction", [&](PackReader& one) { return read_criterion(one, pack.inputs); });
  in.object("lactate", [&](PackReader& lactate) {
    lactate.known({"shockAtLeast", "raisedAbove"});
    pack.shock_lactate = lactate.decimal("shockAtLeast");
    pack.raised_lactate = lactate.decimal("raisedAbove");
    return true;
  });
  pack.bundle = in.objects("bundle", read_step);
  for (const BundleStep& step : pack.bundle)
    if (!step.before.empty() && pack.find_step(step.before) == nullptr)
      in.fail("There is no step \"" + step.before + "\".", "bundle");
  pack.confirm_within = in.minutes_of("confirmWithinMin", kMostMinutes);
  pack.escalate_after = in.minutes_of("escalateAfterMin", kMostMinutes);
  pack.snooze_at_most = in.minutes_of("snoozeAtMostMin", kMostMinutes);
  pack.exclusion_rule = in.text("exclusionRule");
}

Expected<Instant> time_of(const json::Value& object, std::string_view key) {
  WL_TRY(const OffsetTime at, parse_time(object.text_of(key)));
  return at.instant;
}

Expected<json::Value> run_window(const SepsisPack& pack, const json::Value& window) {
  WL_TRY(const Instant infection, time_of(window, "infection"));
  WL_TRY(const Instant screen, time_of(window, "screen"));
  WL_TRY(const Instant dysfunction, time_of(window, "dysfunction"));
  json::Value out;
  out.set("meets", meets_window(pack, infection, screen, dysfunction));
  return out;
}

Expected<json::Value> run_bundle(const SepsisPack& pack, const json::Value& bundle) {
  WL_TRY(const Instant start, time_of(bundle, "start"));
  WL_TRY(const Instant now, time_of(bundle, "now"));
  BundleState state{bundle["lowPressure"].boolean(), bundle["lowAfterFluids"].boolean(), std::nullopt};
  if (bundle.find("lactate") != nullptr) {
    WL_TRY(state.lactate, read_plain_number(bundle["lactate"], "lactate"));
  }
  std::map<std::string, Instant, std::less<>> done;
  for (const json::Member& step : bundle["done"].members()) {
    WL_TRY(done[step.name], time_of(bundle["done"], step.name));
  }
  const std::vector<DueStep> steps = judge_bundle(pack, start, state, done, now);
  json::Value list = json::Value::array();
  for (const DueStep& step : steps) {
    const auto code = std::ranges::find(kStates, step.state, &std::pair<StepState, std::string_view>::first)->second;
    list.push(step.step->id + " " + std::string(code));
  }
  const auto compliant = is_compliant(steps);
  json::Value out;
  out.set("steps", std::move(list));
  out.set("compliant", compliant ? json::Value(*compliant) : json::Value());
  return out;
}

Expected<json::Value> run_values(const SepsisPack& pack, const json::Value& values) {
  ScreenValues read;
  for (const json::Member& value : values.members()) {
    if (value.value.is_boolean()) {
      read[value.name].value = Decimal::from_integer(value.value.boolean() ? 1 : 0);
    } else {
      WL_TRY(read[value.name].value, read_plain_number(value.value, value.name));
    }
  }
  json::Value ids = json::Value::array();
  for (const Criterion* criterion : find_dysfunctions(pack, read)) ids.push(criterion->id);
  json::Value out;
  out.set("dysfunction", std::move(ids));
  return out;
}

Expected<json::Value> run_example(const SepsisPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "window", "bundle", "values", "expect"}, "example"));
  if (example.find("window") != nullptr) return run_window(pack, example["window"]);
  if (example.find("bundle") != nullptr) return run_bundle(pack, example["bundle"]);
  return run_values(pack, example["values"]);
}

}  // namespace

Expected<SepsisPack> load_sepsis(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  SepsisPack pack;
  static_cast<PackHead&>(pack) =
      read_pack_head(in, {"screen", "adjunct", "windowMin", "inputs", "dysfunction", "lactate", "bundle", "confirmWithinMin",
                          "escalateAfterMin", "snoozeAtMostMin", "exclusionRule"});
  read_rules(in, pack);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
