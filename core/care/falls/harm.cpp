// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/harm.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr int kMostDays = 366;

HarmSign::FromFact read_from_fact(PackReader& in) {
  in.known({"fact", "is", "atLeast", "below", "withinDays"});
  HarmSign::FromFact from{in.text("fact"), in.list_if_any("is"), std::nullopt, std::nullopt, {}};
  if (in.has("atLeast")) from.at_least = in.decimal("atLeast");
  if (in.has("below")) from.below = in.decimal("below");
  if (in.has("withinDays")) from.within = hours(24 * in.whole("withinDays", 1, kMostDays));
  return from;
}

HarmSign read_sign(PackReader& in) {
  in.known({"id", "letter", "text", "es", "linkId", "yes", "facts"});
  HarmSign sign{in.text("id"), in.text("letter"), read_words(in), in.text("linkId"), in.text("yes"), {}};
  sign.facts = in.objects_if_any("facts", read_from_fact);
  return sign;
}

bool says_so(const HarmSign::FromFact& from, const json::Value& value) {
  if (!from.is.empty()) return std::ranges::find(from.is, value) != from.is.end();
  if (!from.at_least && !from.below) return true;
  const auto number = value.is_number() ? Decimal::parse(value.text()) : std::nullopt;
  if (!number) return false;
  return (from.at_least && compare(*number, *from.at_least) >= 0) || (from.below && compare(*number, *from.below) < 0);
}

struct Finding {
  bool known = true;  // every kind that could say so is recorded
  std::optional<Fact> basis;
};

Finding look(const HarmSign& sign, const FactsAt& facts) {
  Finding finding{!sign.facts.empty(), std::nullopt};
  for (const HarmSign::FromFact& from : sign.facts) {
    const Fact* fact = facts.latest(from.kind);
    if (fact == nullptr) {
      finding.known = false;
    } else if (says_so(from, fact->value) && (from.within == Duration{} || facts.now() - fact->at <= from.within)) {
      finding.basis = *fact;
      return finding;
    }
  }
  return finding;
}

Expected<json::Value> run_example(const HarmPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "answers", "now", "facts", "expect"}, "example"));
  std::map<std::string, std::string, std::less<>> answers;
  for (const json::Member& answer : example["answers"].members()) answers[answer.name] = answer.value.text();
  Instant now{};
  std::vector<Fact> facts;
  if (example.find("now") != nullptr) {
    WL_TRY(const OffsetTime read, parse_time(example.text_of("now")));
    now = read.instant;
  }
  for (const json::Value& fact : example["facts"].items()) {
    WL_TRY(const OffsetTime at, parse_time(fact.text_of("at")));
    facts.push_back({std::string(fact.text_of("kind")), fact["value"], at.instant, {}});
  }
  const HarmResult result = judge_harm(pack, answers, facts, now);
  json::Value signs = json::Value::array();
  for (const HarmSign* sign : result.signs) signs.push(sign->id);
  json::Value unknown = json::Value::array();
  for (const std::string& id : result.unknown) unknown.push(id);
  json::Value out;
  out.set("flag", result.flag == HarmFlag::Raised);
  out.set("signs", std::move(signs));
  out.set("unknown", std::move(unknown));
  return out;
}

}  // namespace

Expected<HarmPack> load_harm(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  HarmPack pack;
  static_cast<PackHead&>(pack) = read_pack_head(in, {"questionnaire", "signs", "onFlag"});
  pack.form_url = in.text("questionnaire");
  pack.signs = in.objects("signs", read_sign);
  pack.on_flag = read_advices(in, "onFlag", pack);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

HarmResult judge_harm(const HarmPack& pack, const std::map<std::string, std::string, std::less<>>& answers,
                      const std::vector<Fact>& facts, Instant now) {
  const KnownFacts known(facts);
  return judge_harm(pack, answers, FactsAt(known, {}, now));
}

HarmResult judge_harm(const HarmPack& pack, const std::map<std::string, std::string, std::less<>>& answers,
                      const FactsAt& facts) {
  constexpr std::string_view kNo = "no";
  HarmResult result;
  for (const HarmSign& sign : pack.signs) {
    const auto answer = answers.find(sign.link_id);
    const Finding finding = look(sign, facts);
    if ((answer != answers.end() && answer->second == sign.yes) || finding.basis) {
      result.signs.push_back(&sign);
      if (finding.basis) result.basis.push_back(*finding.basis);
    } else if (!finding.known && (answer == answers.end() || answer->second != kNo)) {
      result.unknown.push_back(sign.id);
    }
  }
  if (!result.signs.empty()) result.flag = HarmFlag::Raised;
  return result;
}

}  // namespace wardlight::care
