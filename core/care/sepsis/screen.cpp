// SPDX-License-Identifier: Apache-2.0
#include "core/care/sepsis/screen.h"

#include <algorithm>

#include "core/care/plain_number.h"
#include "core/care/facts/known_facts.h"

namespace wardlight::care {
namespace {

bool compares(const Comparison& comparison, const Decimal& value) {
  const int order = compare(value, comparison.limit);
  switch (comparison.how) {
    case Compare::Above: return order > 0;
    case Compare::AtLeast: return order >= 0;
    case Compare::Below: return order < 0;
    case Compare::AtMost: return order <= 0;
    case Compare::Yes: return compare(value, Decimal::from_integer(0)) != 0;
  }
  return false;
}

bool is_stale(const ScreenInputRule& rule, const ScreenValue& value, Instant now) {
  return value.at && (now - *value.at > rule.stale_after);
}

// SEP-R2: what is too old is as if it were not there.
ScreenValues take_fresh(const ScreenPack& pack, const ScreenValues& values, Instant now, std::vector<std::string>& stale) {
  ScreenValues fresh;
  for (const auto& [key, value] : values) {
    const ScreenInputRule* rule = pack.find_input(key);
    if (rule == nullptr) continue;
    if (is_stale(*rule, value, now)) stale.push_back(key);
    else fresh.emplace(key, value);
  }
  return fresh;
}

std::optional<Decimal> value_of(const ScreenInputRule& rule, const json::Value& plain) {
  if (rule.kind == InputKind::YesNo)
    return plain.is_boolean() ? std::optional(Decimal::from_integer(plain.boolean() ? 1 : 0)) : std::nullopt;
  return plain.is_number() ? Decimal::parse(plain.text()) : std::nullopt;
}

Error out_of_range(const ScreenInputRule& rule) {
  return {ErrorCode::InvalidContent,
          "This is not possible in " + rule.unit + "; it lies from " + rule.least.text() + " to " + rule.most.text() + ".",
          rule.key};
}

Expected<Decimal> read_value(const ScreenInputRule& rule, const json::Value& plain) {
  if (rule.kind == InputKind::YesNo) {
    if (!plain.is_boolean()) return Error{ErrorCode::InvalidContent, "This is true or false.", rule.key};
    return *value_of(rule, plain);
  }
  WL_TRY(const Decimal number, read_plain_number(plain, rule.key));
  if (rule.kind == InputKind::WholeNumber && !number.is_integer())
    return Error{ErrorCode::InvalidContent, "A whole number is needed here.", rule.key};
  if (compare(number, rule.least) < 0 || compare(number, rule.most) > 0) return out_of_range(rule);
  return number;
}

Expected<void> check_keys(const ScreenPack& pack, const json::Value& set) {
  if (!set.is_object())
    return Error{ErrorCode::InvalidContent,
                 "A set of values is an object such as {\"" + pack.inputs.front().key + "\": 20}.", ""};
  std::string keys;
  for (const ScreenInputRule& input : pack.inputs) keys += (keys.empty() ? "" : ", ") + input.key;
  for (const json::Member& member : set.members())
    if (member.name != "age" && pack.find_input(member.name) == nullptr)
      return Error{ErrorCode::InvalidContent, "\"" + member.name + "\" is not a known key here; the values are " + keys + ".",
                   member.name};
  return {};
}

Verdict verdict_of(const ScreenResult& result, const ScreenScheme& scheme) {
  if (result.met >= scheme.threshold) return Verdict::Positive;
  return result.missing.empty() ? Verdict::Negative : Verdict::CannotExclude;
}

}  // namespace

std::optional<bool> holds(const Criterion& criterion, const ScreenValues& values) {
  bool known = false;
  for (const Comparison& comparison : criterion.any) {
    const auto value = values.find(comparison.input);
    if (value == values.end()) continue;
    known = known || comparison.input == criterion.needs;
    if (value->second.other_cause.empty() && compares(comparison, value->second.value)) return true;
  }
  return known ? std::optional(false) : std::nullopt;
}

ScreenResult judge_screen(const ScreenPack& pack, const ScreenScheme& scheme, const ScreenValues& values, Instant now) {
  ScreenResult result;
  result.scheme = scheme.id;
  result.pack = pack.id_and_version();
  const ScreenValues fresh = take_fresh(pack, values, now, result.stale);
  for (const Criterion& criterion : scheme.criteria) {
    const auto met = holds(criterion, fresh);
    if (!met) result.missing.push_back(criterion.needs);
    else if (*met) result.criteria.push_back(&criterion);
  }
  result.met = static_cast<int>(result.criteria.size());
  result.verdict = verdict_of(result, scheme);
  for (const ScreenPrompt& prompt : pack.prompts)
    if (prompt.when == result.verdict) result.prompts.push_back(&prompt.advice);
  return result;
}

ScreenValues read_screen_facts(const std::vector<ScreenInputRule>& inputs, const std::vector<Fact>& facts, Instant now) {
  const KnownFacts known(facts);
  return read_screen_facts(inputs, [&](std::string_view kind) { return known.latest(kind, now); });
}

ScreenValues read_screen_facts(const std::vector<ScreenInputRule>& inputs,
                               const std::function<const Fact*(std::string_view)>& latest) {
  ScreenValues values;
  for (const ScreenInputRule& input : inputs) {
    const Fact* fact = latest(input.fact);
    if (fact == nullptr) continue;
    if (const auto value = value_of(input, fact->value)) values[input.key] = {*value, fact->at, fact->source, {}};
  }
  return values;
}

Expected<ScreenValues> read_screen_values(const ScreenPack& pack, const json::Value& set) {
  WL_CHECK(check_keys(pack, set));
  WL_CHECK(check_age(set, pack.least_age, pack.age_rule));
  ScreenValues values;
  for (const ScreenInputRule& input : pack.inputs) {
    const json::Value& plain = set[input.key];
    if (plain.is_null()) continue;
    auto value = read_value(input, plain);
    if (!value) return Error{value.error().code, "9: " + value.error().text, value.error().where};
    values[input.key].value = *std::move(value);
  }
  return values;
}

json::Value to_json(const ScreenResult& result) {
  json::Value missing = json::Value::array();
  for (const std::string& key : result.missing) missing.push(key);
  json::Value out;
  out.set("total", result.met);
  out.set("band", to_code(result.verdict));
  out.set("complete", result.complete());
  out.set("scheme", result.scheme);
  out.set("pack", result.pack);
  out.set("missing", std::move(missing));
  out.set("prompts", ids_of(result.prompts));
  return out;
}

}  // namespace wardlight::care
