// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/condition.h"

#include <algorithm>
#include <array>

namespace wardlight::care::prompts {
namespace {

constexpr std::array<std::pair<Relation, std::string_view>, 7> kRelations{{{Relation::Is, "is"},
                                                                          {Relation::IsNot, "isNot"},
                                                                          {Relation::In, "in"},
                                                                          {Relation::AtLeast, "atLeast"},
                                                                          {Relation::Above, "above"},
                                                                          {Relation::AtMost, "atMost"},
                                                                          {Relation::Below, "below"}}};
constexpr std::array<std::pair<Operator, std::string_view>, 19> kOperators{{{Operator::All, "all"},
                                                                           {Operator::AnyOf, "any"},
                                                                           {Operator::Not, "not"},
                                                                           {Operator::Some, "some"},
                                                                           {Operator::Latest, "latest"},
                                                                           {Operator::Ever, "ever"},
                                                                           {Operator::Recorded, "recorded"},
                                                                           {Operator::Missing, "missing"},
                                                                           {Operator::Count, "count"},
                                                                           {Operator::InARow, "inARow"},
                                                                           {Operator::Elapsed, "elapsed"},
                                                                           {Operator::Open, "open"},
                                                                           {Operator::NoneSince, "noneSince"},
                                                                           {Operator::Local, "local"},
                                                                           {Operator::Day, "day"},
                                                                           {Operator::Drop, "drop"},
                                                                           {Operator::Observations, "observations"},
                                                                           {Operator::Screen, "screen"},
                                                                           {Operator::Together, "together"}}};
constexpr int kMostMinutes = 400 * kMinutesPerDay;
constexpr int kMostTimes = 1000;

bool is_ordered(Relation relation) {
  return relation == Relation::AtLeast || relation == Relation::Above || relation == Relation::AtMost ||
         relation == Relation::Below;
}

// The comparison that stands beside "kind", "latest" …; at most one.
void read_relation(PackReader& in, const json::Value& value, Match& match, const FactRules& rules) {
  for (const auto& [relation, name] : kRelations) {
    const json::Value* given = value.find(name);
    if (given == nullptr) continue;
    if (match.relation != Relation::Any) in.fail("Only one comparison can stand here.", name);
    match.relation = relation;
    if (relation == Relation::In) match.values = given->items();
    else if (given->find("valueOf") != nullptr) match.value_of = given->text_of("valueOf");
    else match.values = {*given};
    if (!match.value_of.empty() && rules.find(match.value_of) == nullptr) in.fail("This kind of fact is not known.", name);
    if (match.value_of.empty() && match.values.empty()) in.fail("A value is missing here.", name);
  }
}

void check_values(PackReader& in, const Match& match, const FactRules& rules) {
  const FactKind* kind = rules.find(match.kind);
  if (kind == nullptr) return in.fail("\"" + match.kind + "\" is no kind of the facts.", "");
  if (is_ordered(match.relation))
    for (const json::Value& value : match.values)
      if (!value.is_number()) in.fail("A number is compared here, and \"" + match.kind + "\" is given something else.", "");
  if (kind->codes.empty() || !match.member.empty()) return;
  for (const json::Value& value : match.values)
    if (std::ranges::find(kind->codes, value.text()) == kind->codes.end())
      in.fail("\"" + value.text() + "\" is no code of \"" + match.kind + "\".", "");
}

std::optional<Span> read_span(PackReader& in, std::string_view key, const FactRules& rules) {
  if (!in.has(key)) return std::nullopt;
  const json::Value& value = in.value()[key];
  if (value.is_number()) return Span{in.minutes_of(key, kMostMinutes), {}};
  return in.object(key, [&](PackReader& span) {
    span.known({"valueOf", "else"});
    const std::string kind = span.text("valueOf");
    if (rules.find(kind) == nullptr) span.fail("This kind of fact is not known.", "valueOf");
    return Span{span.minutes_of("else", kMostMinutes), kind};
  });
}

void read_parts(PackReader& in, std::string_view key, Condition& condition, const FactRules& rules) {
  const auto read = [&](PackReader& part) { return read_condition(part, rules); };
  if (in.value()[key].is_array()) condition.parts = in.objects(key, read);
  else condition.parts.push_back(in.object(key, read));
}

void read_times(PackReader& in, std::string_view key, Condition& condition) {
  for (const json::Value& item : in.list(key)) condition.times.push_back(in.to_minute(item, key));
  std::ranges::sort(condition.times);
}

// The fact that an operator with one kind is about: {"latest": "pain-score", "atLeast": 4}.
void read_subject(PackReader& in, std::string_view key, Condition& condition, const FactRules& rules) {
  Match match{in.text(key), in.text_if_any("member")};
  read_relation(in, in.value(), match, rules);
  check_values(in, match, rules);
  condition.matches.push_back(std::move(match));
}

void read_fact_operator(PackReader& in, std::string_view key, Condition& condition, const FactRules& rules) {
  in.known({key, "member", "is", "isNot", "in", "atLeast", "above", "atMost", "below", "freshMin", "withinMin", "least", "times",
            "by"});
  read_subject(in, key, condition, rules);
  condition.span = read_span(in, condition.op == Operator::Latest ? "freshMin" : "withinMin", rules);
  if (condition.op == Operator::Count) condition.count = in.whole("least", 1, kMostTimes);
  if (condition.op == Operator::InARow) condition.count = in.whole("times", 1, kMostTimes);
  if (condition.op == Operator::InARow && in.has("by")) condition.by_day = in.text("by") == "day";
  if (condition.op == Operator::Drop) condition.by = in.decimal("by");
  if (condition.op == Operator::Drop && !condition.span) in.fail("A drop needs the minutes it is looked for in.", "withinMin");
}

void read_list_operator(PackReader& in, std::string_view key, Condition& condition, const FactRules& rules) {
  condition.matches = read_matches(in, key, rules);
  switch (condition.op) {
    case Operator::Observations:
      in.known({key, "doneBy"});
      condition.closed_by = read_matches(in, "doneBy", rules);
      break;
    case Operator::Open:
      in.known({key, "closedBy", "afterMin"});
      condition.closed_by = read_matches(in, "closedBy", rules);
      condition.span = read_span(in, "afterMin", rules);
      break;
    case Operator::Elapsed:
      in.known({key, "moreThanMin"});
      condition.span = read_span(in, "moreThanMin", rules);
      if (!condition.span) in.fail("The minutes are missing here.", "moreThanMin");
      break;
    case Operator::Day:
      in.known({key, "endedBy", "gapDays", "least"});
      condition.closed_by = read_matches(in, "endedBy", rules);
      condition.gap_days = in.whole("gapDays", 0, kMostTimes);
      condition.count = in.whole("least", 1, kMostTimes);
      break;
    default:
      in.known({key, "times"});
      read_times(in, "times", condition);
  }
}

void read_operator(PackReader& in, std::string_view key, Condition& condition, const FactRules& rules) {
  switch (condition.op) {
    case Operator::Some:
      in.known({key, "least"});
      condition.count = in.whole("least", 1, kMostTimes);
      return read_parts(in, key, condition, rules);
    case Operator::Together:
      in.known({key, "spanMin"});
      condition.span = read_span(in, "spanMin", rules);
      if (!condition.span) in.fail("The minutes are missing here.", "spanMin");
      return read_parts(in, key, condition, rules);
    case Operator::All:
    case Operator::AnyOf:
    case Operator::Not: in.known({key}); return read_parts(in, key, condition, rules);
    case Operator::Screen:
      in.known({key});
      condition.screen = in.text(key);
      if (std::ranges::find(rules.screens, condition.screen, &ScreenPack::id) == rules.screens.end())
        in.fail("There is no such screen.", key);
      return;
    case Operator::Local:
      in.known({key});
      condition.times = in.object(key, [](PackReader& time) {
        time.known({"from", "to"});
        return std::vector<int>{time.minute_of_day("from"), time.minute_of_day("to")};
      });
      return;
    case Operator::Observations:
    case Operator::Open:
    case Operator::Elapsed:
    case Operator::NoneSince:
    case Operator::Day: return read_list_operator(in, key, condition, rules);
    default: return read_fact_operator(in, key, condition, rules);
  }
}

bool is_unknown_when_absent(const Match& match, const FactRules& rules) {
  const FactKind* kind = rules.find(match.kind);
  return kind != nullptr && kind->absent == Absence::Unknown;
}

}  // namespace

Match read_match(PackReader& in, const json::Value& value, const FactRules& rules) {
  if (value.is_string()) {
    Match match{value.text(), {}};
    check_values(in, match, rules);
    return match;
  }
  if (auto known = json::refuse_unknown_members(
          value, {"kind", "member", "is", "isNot", "in", "atLeast", "above", "atMost", "below"}, "match");
      !known)
    in.fail(known.error().text, "");
  Match match{std::string(value.text_of("kind")), std::string(value.text_of("member"))};
  read_relation(in, value, match, rules);
  check_values(in, match, rules);
  return match;
}

std::vector<Match> read_matches(PackReader& in, std::string_view key, const FactRules& rules) {
  std::vector<Match> matches;
  for (const json::Value& item : in.list(key)) matches.push_back(read_match(in, item, rules));
  return matches;
}

Condition read_condition(PackReader& in, const FactRules& rules) {
  Condition condition;
  std::string_view key;
  // "by" and "times" stand beside other operators; "any", "in" … do not: the first operator in the object counts.
  for (const json::Member& member : in.value().members()) {
    const auto found = std::ranges::find(kOperators, std::string_view(member.name), &decltype(kOperators)::value_type::second);
    if (found == kOperators.end()) continue;
    if (!key.empty()) in.fail("Two operators stand in one condition; put each into its own.", "");
    key = found->second;
    condition.op = found->first;
  }
  if (key.empty()) {
    in.fail("A condition needs an operator.", "");
    return condition;
  }
  read_operator(in, key, condition, rules);
  return condition;
}

bool can_be_unknown(const Condition& condition, const FactRules& rules) {
  switch (condition.op) {
    case Operator::All:
    case Operator::AnyOf:
    case Operator::Not:
    case Operator::Some:
    case Operator::Together:
      return std::ranges::any_of(condition.parts, [&](const Condition& part) { return can_be_unknown(part, rules); });
    case Operator::Latest:
    case Operator::Ever: {
      const Match& match = condition.matches.front();
      return (condition.op == Operator::Latest && condition.span) || is_unknown_when_absent(match, rules) ||
             !match.value_of.empty();
    }
    case Operator::Screen: return true;
    case Operator::Elapsed:
      return std::ranges::any_of(condition.matches, [&](const Match& match) { return is_unknown_when_absent(match, rules); });
    default: return false;
  }
}

void add_kinds(const Condition& condition, std::vector<std::string>& kinds) {
  for (const Condition& part : condition.parts) add_kinds(part, kinds);
  for (const auto* matches : {&condition.matches, &condition.closed_by})
    for (const Match& match : *matches) {
      kinds.push_back(match.kind);
      if (!match.value_of.empty()) kinds.push_back(match.value_of);
    }
  if (condition.span && !condition.span->value_of.empty()) kinds.push_back(condition.span->value_of);
}

}  // namespace wardlight::care::prompts
