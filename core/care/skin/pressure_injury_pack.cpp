// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/care/skin/pressure_injury.h"

namespace wardlight::care {
namespace {

constexpr int kMostMinutes = 14 * kMinutesPerDay;
constexpr int kMostSeverity = 100;
constexpr int kMostTotal = 100;

Stage read_stage(PackReader& in) {
  in.known({"stage", "text", "es", "severity", "restage", "hospitalEvent", "next"});
  Stage stage{in.text("stage"), read_words(in), in.whole("severity", 0, kMostSeverity), false, false, in.texts_if_any("next")};
  if (in.has("restage")) stage.restage = in.yes_or_no("restage");
  if (in.has("hospitalEvent")) stage.hospital_event = in.yes_or_no("hospitalEvent");
  return stage;
}

TurnRule read_turn(PackReader& in) {
  in.known({"mobilityAtMost", "totalAtMost", "bedMin", "chairMin"});
  return {in.whole("mobilityAtMost", 0, kMostTotal), in.whole("totalAtMost", 0, kMostTotal),
          minutes(in.whole("bedMin", 1, kMinutesPerDay)), minutes(in.whole("chairMin", 1, kMinutesPerDay))};
}

void read_stages(PackReader& in, PressureInjuryPack& pack) {
  pack.stages = in.objects("stages", read_stage);
  for (const Stage& stage : pack.stages) {
    if (pack.find_stage(stage.code) != &stage) in.fail("\"" + stage.code + "\" stands here twice.", "stages");
    for (const std::string& next : stage.next)
      if (pack.find_stage(next) == nullptr) in.fail("There is no stage \"" + next + "\".", "stages");
  }
}

std::optional<int> whole_of(const json::Value& value) {
  int number = 0;
  const std::string& digits = value.text();
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!value.is_number() || bad != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

Expected<json::Value> run_present(const PressureInjuryPack& pack, const json::Value& example) {
  WL_TRY(const OffsetTime arrived, parse_time(example.text_of("arrived")));
  WL_TRY(const OffsetTime seen, parse_time(example.text_of("seen")));
  std::optional<Instant> checked;
  if (example.find("checked") != nullptr) {
    WL_TRY(const OffsetTime read, parse_time(example.text_of("checked")));
    checked = read.instant;
  }
  const PresentOnAdmission present = judge_present(pack, arrived.instant, checked, seen.instant);
  json::Value out;
  out.set("present", to_code(present));
  out.set("event", is_hospital_event(pack, example.text_of("now"), present));
  return out;
}

Expected<json::Value> run_example(const PressureInjuryPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(
      example, {"id", "was", "now", "bed", "stages", "arrived", "checked", "seen", "mobility", "total", "expect"}, "example"));
  if (example.find("arrived") != nullptr) return run_present(pack, example);
  json::Value out;
  out.set("allowed", check_stage(pack, example.text_of("was"), example.text_of("now")).has_value());
  const WoundBed bed = example.text_of("bed") == "seen" ? WoundBed::Seen : WoundBed::Covered;
  out.set("restage", must_restage(pack, example.text_of("now"), bed));
  std::vector<std::string> stages;
  for (const json::Value& stage : example["stages"].items()) stages.push_back(stage.text());
  out.set("worst", worst_stage(pack, stages));
  const auto turning = needs_turning(pack, whole_of(example["mobility"]), whole_of(example["total"]));
  out.set("turn", turning ? json::Value(*turning) : json::Value());
  return out;
}

}  // namespace

Expected<PressureInjuryPack> load_pressure_injury(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  PressureInjuryPack pack;
  static_cast<PackHead&>(pack) =
      read_pack_head(in, {"stages", "stageRule", "admissionWithinMin", "turn", "onHospitalEvent", "onRestage"});
  read_stages(in, pack);
  pack.stage_rule = in.text("stageRule");
  pack.admission_within = in.minutes_of("admissionWithinMin", kMostMinutes);
  pack.turn = in.object("turn", read_turn);
  pack.on_hospital_event = read_advices(in, "onHospitalEvent", pack);
  pack.on_restage = read_advices(in, "onRestage", pack);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
