// SPDX-License-Identifier: Apache-2.0
#include "core/care/scales/instrument.h"

#include <algorithm>

#include "core/care/scales/instrument_examples.h"
#include "core/care/scales/scored_options.h"
#include "core/care/scales/scoring.h"

namespace wardlight::care {
namespace {

constexpr int kMostPoints = 1000;
constexpr std::array<std::pair<Prefill, std::string_view>, 2> kPrefill{
    {{Prefill::Never, "never"}, {Prefill::Confirm, "confirm"}}};

ScaleAnswer read_answer(PackReader& in, const ScoredOptions& form, const std::string& link_id) {
  in.known({"answer", "code", "points"});
  ScaleAnswer answer{in.value()["answer"], in.text("code"), 0};
  if (answer.plain.is_null()) in.fail("Say how the answer is named: a word, a number, true or false.", "answer");
  const OptionWeight* option = form.find(link_id, answer.code);
  if (option == nullptr) {
    in.fail("The form has no such choice at " + link_id + ".", "code");
  } else if (in.has("points")) {
    answer.points = in.whole("points", 0, kMostPoints);
  } else if (!option->weight) {
    in.fail("The form gives this choice no weight, and the pack gives it no points.", "code");
  } else {
    answer.points = *option->weight;
  }
  return answer;
}

ScaleItem read_item(PackReader& in, const ScoredOptions& form) {
  in.known({"key", "linkId", "prefill", "answers"});
  ScaleItem item{in.text("key"), in.text("linkId"), in.code("prefill", kPrefill), {}};
  item.answers = in.objects("answers", [&](PackReader& answer) { return read_answer(answer, form, item.link_id); });
  const auto choices = form.choices.find(item.link_id);
  if (choices != form.choices.end() && choices->second.size() != item.answers.size())
    in.fail("The form has other choices than these; every choice needs its answer here, once.", "answers");
  return item;
}

SumRule read_sum(PackReader& in, const Instrument& instrument) {
  in.known({"items", "from", "to", "points"});
  SumRule sum{in.texts("items"), in.whole("from", 0, kMostPoints), in.whole("to", 0, kMostPoints),
              in.whole("points", 0, kMostPoints)};
  for (const std::string& key : sum.keys)
    if (instrument.find_item(key) == nullptr) in.fail("There is no item \"" + key + "\".", "items");
  if (sum.from > sum.to) in.fail("The range must end after it begins.", "to");
  return sum;
}

Scheme read_scheme(PackReader& in, const Instrument& instrument) {
  in.known({"id", "source", "sums", "bands"});
  Scheme scheme{in.text("id"), {}, {}};
  in.source("source", instrument);
  scheme.sums = in.objects_if_any("sums", [&](PackReader& sum) { return read_sum(sum, instrument); });
  scheme.bands = in.objects("bands", [](PackReader& band) {
    band.known({"band", "code", "from", "to"});
    return Band{band.text("band"), band.text_if_any("code"), band.whole("from", 0, kMostPoints),
                band.whole("to", 0, kMostPoints)};
  });
  if (in.error()) return scheme;
  for (const int total : reachable_totals(instrument, scheme)) {
    const auto holds = [&](const Band& band) { return total >= band.from && total <= band.to; };
    if (std::ranges::count_if(scheme.bands, holds) != 1)
      in.fail("A total of " + std::to_string(total) + " can be reached and must lie in exactly one band.", "bands");
  }
  return scheme;
}

std::string code_of(PackReader& in, const Instrument& instrument, const std::string& key, const json::Value& plain,
                    std::string_view at) {
  if (const ScaleItem* item = instrument.find_item(key))
    for (const ScaleAnswer& answer : item->answers)
      if (answer.plain == plain) return answer.code;
  in.fail("There is no item \"" + key + "\" with such an answer.", at);
  return {};
}

ScaleCondition read_condition(PackReader& in, const Instrument& instrument) {
  in.known({"item", "answers", "bands", "totalFrom", "totalTo"});
  ScaleCondition condition;
  condition.key = in.text_if_any("item");
  if (!condition.key.empty()) {
    for (const json::Value& plain : in.list("answers"))
      condition.codes.push_back(code_of(in, instrument, condition.key, plain, "answers"));
    return condition;
  }
  condition.bands = in.texts_if_any("bands");
  if (in.has("totalFrom")) condition.total_from = in.whole("totalFrom", 0, kMostPoints);
  if (in.has("totalTo")) condition.total_to = in.whole("totalTo", 0, kMostPoints);
  if (condition.bands.empty() && !condition.total_from && !condition.total_to)
    in.fail("A condition needs an item with answers, bands, or a total.", "");
  return condition;
}

ScalePrompt read_prompt(PackReader& in, const Instrument& instrument) {
  in.known({"id", "rule", "text", "es", "source", "when"});
  return {read_advice(in, instrument),
          in.objects("when", [&](PackReader& condition) { return read_condition(condition, instrument); })};
}

PrefillRule read_prefill(PackReader& in, const Instrument& instrument) {
  in.known({"item", "answer", "rule", "fact", "is", "atLeast", "fixed"});
  PrefillRule rule{in.text("item"), {}, in.text("rule"), in.text("fact"), in.list_if_any("is"), 1, false};
  rule.code = code_of(in, instrument, rule.key, in.value()["answer"], "answer");
  if (in.has("atLeast")) rule.at_least = in.whole("atLeast", 1, kMostPoints);
  if (in.has("fixed")) rule.fixed = in.yes_or_no("fixed");
  const ScaleItem* item = instrument.find_item(rule.key);
  if (item != nullptr && item->prefill == Prefill::Never)
    in.fail("G-2: this item needs the patient before one's eyes and is never filled from the record.", "item");
  return rule;
}

OwnLimitsRule read_own_limits(PackReader& in, const Instrument& instrument, const ScoredOptions& form) {
  in.known({"item", "rule", "askedLinkId", "pairs"});
  OwnLimitsRule rule{in.text("item"), in.text("rule"), in.text("askedLinkId"), {}};
  const auto asked = form.choices.find(rule.asked_link_id);
  if (asked == form.choices.end()) in.fail("The form has no such question.", "askedLinkId");
  rule.pairs = in.objects("pairs", [&](PackReader& pair) {
    pair.known({"said", "ordered", "answer"});
    OwnLimitsRule::Pair read{pair.text("said"), pair.text("ordered"),
                             code_of(pair, instrument, rule.key, pair.value()["answer"], "answer")};
    if (asked != form.choices.end() && !asked->second.contains(read.said)) pair.fail("The form has no such answer.", "said");
    return read;
  });
  return rule;
}

void read_items(PackReader& in, const ScoredOptions& form, Instrument& instrument) {
  instrument.form_url = in.text("questionnaire");
  if (instrument.form_url != form.url) in.fail("The form that was given is another one.", "questionnaire");
  instrument.items = in.objects("items", [&](PackReader& item) { return read_item(item, form); });
  for (const ScaleItem& item : instrument.items)
    if (std::ranges::count(instrument.items, item.key, &ScaleItem::key) != 1)
      in.fail("\"" + item.key + "\" stands here twice.", "items");
}

void read_limits(PackReader& in, Instrument& instrument) {
  instrument.total_rule = in.text("totalRule");
  instrument.override_rule = in.text_if_any("overrideRule");
  if (!in.has("leastAge")) return;
  in.object("leastAge", [&](PackReader& age) {
    age.known({"years", "rule"});
    instrument.age_rule = age.text("rule");
    return instrument.least_age = age.whole("years", 0, 120);
  });
}

}  // namespace

const ScaleAnswer* ScaleItem::find_code(std::string_view code) const {
  const auto found = std::ranges::find(answers, code, &ScaleAnswer::code);
  return found == answers.end() ? nullptr : &*found;
}

const ScaleItem* Instrument::find_item(std::string_view key) const {
  const auto found = std::ranges::find(items, key, &ScaleItem::key);
  return found == items.end() ? nullptr : &*found;
}

const ScaleItem* Instrument::find_link(std::string_view link_id) const {
  const auto found = std::ranges::find(items, link_id, &ScaleItem::link_id);
  return found == items.end() ? nullptr : &*found;
}

Expected<const Scheme*> Instrument::get_scheme(std::string_view id) const {
  if (id.empty()) return &schemes.front();
  const auto found = std::ranges::find(schemes, id, &Scheme::id);
  if (found != schemes.end()) return &*found;
  std::string names;
  for (const Scheme& scheme : schemes) names += (names.empty() ? "" : ", ") + scheme.id;
  return Error{ErrorCode::BadUsage, "This instrument has no such scheme; it has " + names + ".", "scheme"};
}

Expected<Instrument> load_instrument(std::string_view pack, std::string_view questionnaire) {
  WL_TRY(const json::Value root, parse_pack(pack));
  WL_TRY(const ScoredOptions form, read_scored_options(questionnaire));
  PackReader in(root);
  if (in.error()) return *in.error();
  Instrument instrument;
  static_cast<PackHead&>(instrument) =
      read_pack_head(in, {"questionnaire", "items", "schemes", "totalRule", "overrideRule", "leastAge", "prompts", "prefill",
                          "ownLimits"});
  read_items(in, form, instrument);
  read_limits(in, instrument);
  if (in.error()) return *in.error();
  instrument.schemes = in.objects("schemes", [&](PackReader& scheme) { return read_scheme(scheme, instrument); });
  instrument.prompts = in.objects_if_any("prompts", [&](PackReader& prompt) { return read_prompt(prompt, instrument); });
  instrument.prefill = in.objects_if_any("prefill", [&](PackReader& rule) { return read_prefill(rule, instrument); });
  if (in.has("ownLimits"))
    instrument.own_limits =
        in.object("ownLimits", [&](PackReader& rule) { return read_own_limits(rule, instrument, form); });
  if (in.error()) return *in.error();
  WL_CHECK(run_instrument_examples(instrument, root));
  return instrument;
}

}  // namespace wardlight::care
