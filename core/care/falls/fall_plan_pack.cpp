// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/care/falls/fall_plan.h"

namespace wardlight::care {
namespace {

FactorCondition read_condition(PackReader& in) {
  in.known({"answer", "is", "bands", "medication", "harm"});
  FactorCondition condition;
  condition.answer = in.text_if_any("answer");
  condition.bands = in.texts_if_any("bands");
  condition.medication = in.text_if_any("medication");
  if (!condition.answer.empty()) condition.is = in.list("is");
  if (in.has("harm")) condition.harm = in.yes_or_no("harm") ? HarmFlag::Raised : HarmFlag::Clear;
  if (condition.answer.empty() && condition.medication.empty() && condition.bands.empty() && !condition.harm)
    in.fail("A condition needs an answer, bands, medication or harm.", "");
  return condition;
}

FallMeasure read_measure(PackReader& in) {
  in.known({"measure", "text", "es", "round"});
  FallMeasure measure{in.text("measure"), read_words(in), {}, {}};
  if (!in.has("round")) return measure;
  in.object("round", [&](PackReader& round) {
    round.known({"item", "text", "es"});
    measure.round_words = read_words(round);
    measure.round_item = round.text("item");
    return true;
  });
  return measure;
}

FallFactor read_factor(PackReader& in, const FallPlanPack& pack) {
  in.known({"factor", "text", "es", "when", "mustPick", "also"});
  FallFactor factor{in.text("factor"), read_words(in), in.objects("when", read_condition), in.texts("mustPick"),
                    in.texts_if_any("also")};
  for (const auto* list : {&factor.must_pick, &factor.also})
    for (const std::string& code : *list)
      if (pack.find_measure(code) == nullptr) in.fail("There is no measure \"" + code + "\".", "mustPick");
  return factor;
}

std::vector<ActiveMeasure> read_active(const json::Value& list) {
  std::vector<ActiveMeasure> active;
  for (const json::Value& one : list.items())
    active.push_back({std::string(one.text_of("factor")), std::string(one.text_of("measure"))});
  return active;
}

json::Value codes_of(const std::vector<const FallFactor*>& factors) {
  json::Value codes = json::Value::array();
  for (const FallFactor* factor : factors) codes.push(factor->code);
  return codes;
}

Expected<json::Value> run_example(const FallPlanPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "answers", "band", "medication", "harm", "active", "reasons", "expect"},
                                        "example"));
  FallRisk risk;
  for (const json::Member& answer : example["answers"].members()) risk.answers[answer.name] = answer.value;
  risk.band = example.text_of("band");
  risk.medication = example.text_of("medication");
  if (example["harm"].boolean()) risk.harm = HarmFlag::Raised;
  const std::vector<ActiveMeasure> active = read_active(example["active"]);
  std::map<std::string, std::string, std::less<>> reasons;
  for (const json::Member& reason : example["reasons"].members()) reasons[reason.name] = reason.value.text();
  json::Value stop = json::Value::array();
  for (const ActiveMeasure& one : measures_to_stop(pack, risk, active)) stop.push(one.measure);
  json::Value extras = json::Value::array();
  for (const FallMeasure* measure : round_extras(pack, active)) extras.push(measure->round_item + " " + measure->code);
  json::Value out;
  out.set("factors", codes_of(positive_factors(pack, risk)));
  out.set("uncovered", codes_of(uncovered_factors(pack, risk, active, reasons)));
  out.set("stop", std::move(stop));
  out.set("extras", std::move(extras));
  return out;
}

void read_rules(PackReader& in, FallPlanPack& pack) {
  pack.measures = in.objects("measures", read_measure);
  pack.factors = in.objects("factors", [&](PackReader& factor) { return read_factor(factor, pack); });
  for (const FallMeasure& measure : pack.measures)
    if (pack.find_measure(measure.code) != &measure) in.fail("\"" + measure.code + "\" stands here twice.", "measures");
  for (const FallFactor& factor : pack.factors)
    if (pack.find_factor(factor.code) != &factor) in.fail("\"" + factor.code + "\" stands here twice.", "factors");
  pack.precautions_form = in.text("precautions");
  in.object("audit", [&](PackReader& audit) {
    audit.known({"form", "everyDays"});
    pack.audit_form = audit.text("form");
    return pack.audit_days = audit.whole("everyDays", 1, 366);
  });
}

}  // namespace

Expected<FallPlanPack> load_fall_plan(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  FallPlanPack pack;
  static_cast<PackHead&>(pack) = read_pack_head(in, {"measures", "factors", "precautions", "audit"});
  read_rules(in, pack);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
