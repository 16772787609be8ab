// SPDX-License-Identifier: Apache-2.0
#include "core/care/sepsis/screen_pack.h"

#include <algorithm>

#include "core/care/sepsis/screen_examples.h"

namespace wardlight::care {
namespace {

constexpr std::array<std::pair<InputKind, std::string_view>, 3> kInputKinds{
    {{InputKind::Number, "number"}, {InputKind::WholeNumber, "whole"}, {InputKind::YesNo, "yes-no"}}};
constexpr std::array<std::pair<Compare, std::string_view>, 4> kCompares{
    {{Compare::Above, "above"}, {Compare::AtLeast, "atLeast"}, {Compare::Below, "below"}, {Compare::AtMost, "atMost"}}};
constexpr std::array<std::pair<Verdict, std::string_view>, 3> kVerdicts{
    {{Verdict::Positive, "positive"}, {Verdict::Negative, "negative"}, {Verdict::CannotExclude, "cannot_exclude"}}};
constexpr int kMostStaleMinutes = 7 * kMinutesPerDay;
constexpr int kMostCriteria = 20;

ScreenInputRule read_input(PackReader& in) {
  in.known({"key", "fact", "kind", "unit", "least", "most", "staleMin"});
  ScreenInputRule rule;
  rule.key = in.text("key");
  rule.fact = in.text("fact");
  rule.kind = in.code("kind", kInputKinds);
  rule.stale_after = minutes(in.whole("staleMin", 1, kMostStaleMinutes));
  if (rule.kind == InputKind::YesNo) return rule;
  rule.unit = in.text("unit");
  rule.least = in.decimal("least");
  rule.most = in.decimal("most");
  if (compare(rule.least, rule.most) >= 0) in.fail("The range must end after it begins.", "most");
  return rule;
}

Comparison read_comparison(PackReader& in, const std::vector<ScreenInputRule>& inputs) {
  in.known({"input", "above", "atLeast", "below", "atMost", "is"});
  Comparison comparison;
  comparison.input = in.text("input");
  if (std::ranges::find(inputs, comparison.input, &ScreenInputRule::key) == inputs.end())
    in.fail("There is no such input.", "input");
  int given = 0;
  for (const auto& [how, name] : kCompares) {
    if (!in.has(name)) continue;
    comparison.how = how;
    comparison.limit = in.decimal(name);
    ++given;
  }
  if (in.has("is")) comparison.how = Compare::Yes, ++given;
  if (given != 1 || (in.has("is") && !in.yes_or_no("is"))) in.fail("Say one of above, atLeast, below, atMost, or is: true.", "");
  return comparison;
}

ScreenScheme read_scheme(PackReader& in, const ScreenPack& pack) {
  in.known({"id", "source", "threshold", "criteria"});
  in.source("source", pack);
  ScreenScheme scheme{in.text("id"), in.whole("threshold", 1, kMostCriteria), {}};
  scheme.criteria = in.objects("criteria", [&](PackReader& one) { return read_criterion(one, pack.inputs); });
  if (static_cast<std::size_t>(scheme.threshold) > scheme.criteria.size())
    in.fail("So many criteria are not there; nothing would ever be positive.", "threshold");
  return scheme;
}

void read_age(PackReader& in, ScreenPack& pack) {
  in.object("leastAge", [&](PackReader& age) {
    age.known({"years", "rule"});
    pack.age_rule = age.text("rule");
    return pack.least_age = age.whole("years", 0, 120);
  });
}

ScreenPrompt read_prompt(PackReader& in, const ScreenPack& pack) {
  in.known({"id", "rule", "text", "es", "source", "when"});
  return {read_advice(in, pack), in.code("when", kVerdicts)};
}

}  // namespace

std::string_view to_code(Verdict verdict) {
  return std::ranges::find(kVerdicts, verdict, &std::pair<Verdict, std::string_view>::first)->second;
}

std::vector<ScreenInputRule> read_inputs(PackReader& in) { return in.objects("inputs", read_input); }

Criterion read_criterion(PackReader& in, const std::vector<ScreenInputRule>& inputs) {
  in.known({"id", "text", "es", "needs", "any"});
  Criterion criterion{in.text("id"), read_words(in), in.text("needs"), {}};
  criterion.any = in.objects("any", [&](PackReader& one) { return read_comparison(one, inputs); });
  if (std::ranges::find(criterion.any, criterion.needs, &Comparison::input) == criterion.any.end())
    in.fail("What it needs must be one of what it compares.", "needs");
  return criterion;
}

const ScreenInputRule* ScreenPack::find_input(std::string_view key) const {
  const auto found = std::ranges::find(inputs, key, &ScreenInputRule::key);
  return found == inputs.end() ? nullptr : &*found;
}

Expected<const ScreenScheme*> ScreenPack::get_scheme(std::string_view id) const {
  if (id.empty()) return &schemes.front();
  const auto found = std::ranges::find(schemes, id, &ScreenScheme::id);
  if (found != schemes.end()) return &*found;
  std::string names;
  for (const ScreenScheme& scheme : schemes) names += (names.empty() ? "" : ", ") + scheme.id;
  return Error{ErrorCode::BadUsage, "This screen has no such scheme; it has " + names + ".", "scheme"};
}

Expected<ScreenPack> load_screen(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  ScreenPack pack;
  static_cast<PackHead&>(pack) = read_pack_head(in, {"inputs", "schemes", "leastAge", "prompts", "notes"});
  pack.inputs = read_inputs(in);
  pack.schemes = in.objects("schemes", [&](PackReader& scheme) { return read_scheme(scheme, pack); });
  read_age(in, pack);
  pack.prompts = in.objects("prompts", [&](PackReader& prompt) { return read_prompt(prompt, pack); });
  if (in.has("notes")) pack.notes = read_advices(in, "notes", pack);
  if (in.error()) return *in.error();
  WL_CHECK(run_screen_examples(pack, root));
  return pack;
}

}  // namespace wardlight::care
