// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/orthostatic.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr int kHighestReading = 400;

OrthostaticMethod read_method(PackReader& in, const PackHead& head) {
  in.known({"id", "text", "es", "systolicFall", "diastolicFall", "source"});
  in.source("source", head);
  return {in.text("id"), read_words(in), in.whole("systolicFall", 1, kHighestReading),
          in.whole("diastolicFall", 1, kHighestReading)};
}

void read_rules(PackReader& in, OrthostaticPack& pack) {
  pack.methods = in.objects("methods", [&](PackReader& method) { return read_method(method, pack); });
  pack.rest = in.minutes_of("restMin");
  pack.standing_minutes = in.wholes("standingMin", 0, kMinutesPerDay);
  pack.within_minutes = in.whole("withinMin", 1, kMinutesPerDay);
  in.object("limits", [&](PackReader& limits) {
    limits.known({"least", "most"});
    pack.least = limits.whole("least", 0, kHighestReading);
    return pack.most = limits.whole("most", 1, kHighestReading);
  });
  pack.on_positive = read_advices(in, "onPositive", pack);
  pack.on_symptoms = read_advices(in, "onSymptoms", pack);
  pack.on_unable = read_advices(in, "onUnable", pack);
}

std::optional<int> read_digits(std::string_view text) {
  int number = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || text[0] == '-' || bad != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void add(std::vector<const Advice*>& prompts, const std::vector<Advice>& more) {
  for (const Advice& advice : more) prompts.push_back(&advice);
}

Expected<json::Value> run_example(const OrthostaticPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "method", "first", "standing", "symptoms", "expect"}, "example"));
  WL_TRY(const OrthostaticMethod* method, pack.get_method(example.text_of("method")));
  WL_TRY(const BloodPressure first, read_pressure(pack, example.text_of("first")));
  std::vector<StandingReading> standing;
  for (const json::Value& reading : example["standing"].items()) {
    WL_TRY(const BloodPressure pressure, read_pressure(pack, reading.text_of("pressure")));
    standing.push_back({pressure, read_digits(reading["minute"].text())});
  }
  const Symptoms symptoms = example["symptoms"].boolean() ? Symptoms::Present : Symptoms::None;
  return to_json(judge_orthostatic(pack, *method, first, standing, symptoms));
}

}  // namespace

Expected<const OrthostaticMethod*> OrthostaticPack::get_method(std::string_view id) const {
  if (id.empty()) return &methods.front();
  const auto found = std::ranges::find(methods, id, &OrthostaticMethod::id);
  if (found != methods.end()) return &*found;
  std::string names;
  for (const OrthostaticMethod& method : methods) names += (names.empty() ? "" : ", ") + method.id;
  return Error{ErrorCode::BadUsage, "There is no such method of measuring; there are " + names + ".", "method"};
}

Expected<OrthostaticPack> load_orthostatic(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  OrthostaticPack pack;
  static_cast<PackHead&>(pack) = read_pack_head(
      in, {"methods", "restMin", "standingMin", "withinMin", "limits", "onPositive", "onSymptoms", "onUnable"});
  read_rules(in, pack);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

Expected<BloodPressure> read_pressure(const OrthostaticPack& pack, std::string_view text) {
  const auto slash = text.find('/');
  const auto systolic = read_digits(text.substr(0, slash));
  const auto diastolic = slash == std::string_view::npos ? std::nullopt : read_digits(text.substr(slash + 1));
  if (!systolic || !diastolic)
    return Error{ErrorCode::InvalidContent, "Write a blood pressure in whole mmHg like 130/80.", "pressure"};
  if (*systolic > pack.most || *diastolic < pack.least)
    return Error{ErrorCode::InvalidContent,
                 "No patient has such a blood pressure; it lies from " + std::to_string(pack.least) + " to " +
                     std::to_string(pack.most) + " mmHg.",
                 "pressure"};
  if (*diastolic >= *systolic)
    return Error{ErrorCode::InvalidContent, "The systolic pressure comes first and is the higher one, like 130/80.", "pressure"};
  return BloodPressure{*systolic, *diastolic};
}

OrthostaticResult judge_orthostatic(const OrthostaticPack& pack, const OrthostaticMethod& method, const BloodPressure& first,
                                    const std::vector<StandingReading>& standing, Symptoms symptoms) {
  OrthostaticResult result;
  result.method = method.id;
  result.pack = pack.id_and_version();
  bool stood = false;
  for (const StandingReading& reading : standing) {
    if (reading.minute.value_or(0) > pack.within_minutes) continue;
    const int systolic = first.systolic - reading.pressure.systolic;
    const int diastolic = first.diastolic - reading.pressure.diastolic;
    result.systolic_drop = stood ? std::max(result.systolic_drop, systolic) : systolic;
    result.diastolic_drop = stood ? std::max(result.diastolic_drop, diastolic) : diastolic;
    stood = true;
  }
  const bool fell = stood && (result.systolic_drop >= method.systolic_fall || result.diastolic_drop >= method.diastolic_fall);
  if (fell || symptoms == Symptoms::Present) result.positive = true;
  else if (stood) result.positive = false;
  if (symptoms == Symptoms::Present) add(result.prompts, pack.on_symptoms);
  if (result.positive.value_or(false)) add(result.prompts, pack.on_positive);
  if (!stood) add(result.prompts, pack.on_unable);
  return result;
}

json::Value to_json(const OrthostaticResult& result) {
  json::Value out;
  out.set("positive", result.positive ? json::Value(*result.positive) : json::Value());
  out.set("drop", json::Value::array({result.systolic_drop, result.diastolic_drop}));
  out.set("method", result.method);
  out.set("pack", result.pack);
  out.set("prompts", ids_of(result.prompts));
  return out;
}

}  // namespace wardlight::care
