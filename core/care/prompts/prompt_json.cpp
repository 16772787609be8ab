// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/prompt_json.h"

namespace wardlight::care {
namespace {

// What the encounter itself says, as kinds of facts.
constexpr const char* kArrived = "arrived";
constexpr const char* kDeparted = "departed";

Error at_fact(const Error& error, std::size_t index) {
  return {error.code, error.text, "facts[" + std::to_string(index) + "]" + (error.where.empty() ? "" : " " + error.where)};
}

Expected<Instant> read_past(const json::Value& value, Instant now, const char* where) {
  const auto time = parse_time(value.is_string() ? std::string_view(value.text()) : std::string_view());
  if (!time) return Error{ErrorCode::InvalidContent, "A time with offset is needed here, like 2025-06-10T14:00:00-04:00.", where};
  if (time->instant > now)
    return Error{ErrorCode::InvalidContent,
                 "G-3: this lies in the future, and what has not happened is no fact; correct the time.", where};
  return time->instant;
}

Expected<Fact> read_fact(const FactRules& rules, const json::Value& given, Instant now) {
  if (!given.is_object()) return Error{ErrorCode::InvalidContent, "A fact is an object with kind, value, at and source.", ""};
  WL_CHECK(json::refuse_unknown_members(given, {"kind", "value", "at", "source"}, ""));
  Fact fact{std::string(given.text_of("kind")), given["value"], {}, std::string(given.text_of("source"))};
  WL_CHECK(check_fact(rules, fact));
  WL_TRY(fact.at, read_past(given["at"], now, "at"));
  return fact;
}

Expected<void> read_encounter(const json::Value& encounter, Instant now, const Zone& zone, std::vector<Fact>& facts) {
  if (encounter.is_null() || encounter.is_string()) return {};
  if (!encounter.is_object()) return Error{ErrorCode::InvalidContent, "The encounter is its id, or an object.", "encounter"};
  WL_CHECK(json::refuse_unknown_members(encounter, {"id", "arrived", "departed", "born"}, "encounter"));
  const std::string source = "Encounter/" + std::string(encounter.text_of("id"));
  for (const char* key : {kArrived, kDeparted}) {
    if (encounter[key].is_null()) continue;
    WL_TRY(const Instant at, read_past(encounter[key], now, key));
    facts.push_back({key, encounter[key], at, source});
  }
  if (encounter["born"].is_null()) return {};
  const auto born = parse_date(encounter.text_of("born"));
  const Date today = zone.local(now).date;
  if (!born || *born > today)
    return Error{ErrorCode::InvalidContent, "A day of birth YYYY-MM-DD in the past is needed here.", "born"};
  facts.push_back({std::string(kBornFact), encounter["born"], {}, source});
  return {};
}

json::Value text_or_null(const std::string& text) { return text.empty() ? json::Value() : json::Value(text); }

json::Value time_or_null(const std::optional<Instant>& time, const Zone& zone) {
  return time ? json::Value(zone.format(*time)) : json::Value();
}

json::Value basis_to_json(const std::vector<PromptBasis>& basis, const Zone& zone) {
  json::Value list = json::Value::array();
  for (const PromptBasis& input : basis) {
    json::Value one;
    one.set("kind", input.kind).set("value", input.value).set("at", time_or_null(input.at, zone));
    one.set("age_minutes", input.age_minutes ? json::Value(*input.age_minutes) : json::Value());
    one.set("source", text_or_null(input.source));
    list.push(std::move(one));
  }
  return list;
}

json::Value list_of(const std::vector<std::string>& texts) {
  json::Value list = json::Value::array();
  for (const std::string& text : texts) list.push(text);
  return list;
}

json::Value prompt_to_json(const Prompt& prompt, const Zone& zone, std::string_view language) {
  json::Value one;
  one.set("id", prompt.id).set("severity", to_code(prompt.severity)).set("text", prompt.text.in(language));
  one.set("due", time_or_null(prompt.due, zone)).set("basis", basis_to_json(prompt.basis, zone));
  one.set("rule", prompt.spec + ": " + prompt.rule.in(language)).set("pack", prompt.pack);
  one.set("asks", prompt.kind == PromptKind::Ask).set("about", text_or_null(prompt.about));
  one.set("since", time_or_null(prompt.since, zone)).set("who", list_of(prompt.who)).set("ends", prompt.ends.in(language));
  one.set("criteria", list_of(prompt.criteria));
  one.set("snooze_minutes", prompt.snooze ? json::Value(whole_minutes(prompt.snooze->most)) : json::Value());
  one.set("citation", prompt.citation).set("mark", prompt.mark);
  return one;
}

}  // namespace

Expected<std::vector<Fact>> read_facts_json(const FactRules& rules, const json::Value& input, Instant now, const Zone& zone) {
  WL_CHECK(json::refuse_unknown_members(input, {"encounter", "facts"}, "input"));
  if (!input["facts"].is_array()) return Error{ErrorCode::InvalidContent, "A list of facts is missing here.", "facts"};
  std::vector<Fact> facts;
  WL_CHECK(read_encounter(input["encounter"], now, zone, facts));
  for (std::size_t i = 0; i < input["facts"].items().size(); ++i) {
    auto fact = read_fact(rules, input["facts"][i], now);
    if (!fact) return at_fact(fact.error(), i);
    facts.push_back(std::move(*fact));
  }
  return facts;
}

json::Value prompts_to_json(const std::vector<Prompt>& prompts, const Zone& zone, std::string_view language) {
  json::Value list = json::Value::array();
  for (const Prompt& prompt : prompts) list.push(prompt_to_json(prompt, zone, language));
  return list;
}

json::Value kinds_to_json(const FactRules& rules, std::string_view language) {
  json::Value list = json::Value::array();
  for (const auto& [name, kind] : rules.kinds) {
    json::Value one;
    one.set("kind", name).set("name", language.starts_with("es") ? kind.es : kind.en).set("means", kind.means);
    one.set("type", to_code(kind.type)).set("unit", text_or_null(kind.unit));
    one.set("codes", list_of(kind.codes)).set("members", list_of(kind.members));
    one.set("absent", kind.absent == Absence::None ? "none" : "not recorded");
    one.set("known_by", text_or_null(kind.known_by));
    list.push(std::move(one));
  }
  return list;
}

}  // namespace wardlight::care
