// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/prompt_examples.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/care/prompts/prompts.h"

namespace wardlight::care::prompts {
namespace {

constexpr const char* kExampleSource = "example";
constexpr std::string_view kExampleZone = "UTC";

Error example_error(const PromptPack& pack, std::string_view id, std::string text) {
  return {ErrorCode::InvalidContent, std::move(text), "rule pack " + pack.head.id + ": example " + std::string(id)};
}

Expected<Fact> read_fact(const FactRules& rules, const json::Value& given, Instant now) {
  WL_CHECK(json::refuse_unknown_members(given, {"kind", "value", "ago", "at"}, "fact"));
  Fact fact{std::string(given.text_of("kind")), given["value"], now, kExampleSource};
  if (given.find("at") != nullptr) {
    WL_TRY(const OffsetTime time, parse_time(given.text_of("at")));
    fact.at = time.instant;
  } else {
    std::int64_t ago = 0;
    const std::string& digits = given["ago"].text();
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), ago);
    if (bad != std::errc{}) return Error{ErrorCode::InvalidContent, "A fact needs \"ago\" in minutes, or \"at\".", fact.kind};
    fact.at = now - minutes(ago);
  }
  WL_CHECK(check_fact(rules, fact));
  return fact;
}

struct Example {
  std::vector<Prompt> raised;
  Zone zone;
  std::vector<std::string> raises, leaves_out;
};

std::vector<std::string> texts(const json::Value& list) {
  std::vector<std::string> all;
  for (const json::Value& item : list.items()) all.push_back(item.text());
  return all;
}

Expected<Example> run(const FactRules& rules, const PromptPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "now", "zone", "facts", "raises", "not", "due", "who"}, "example"));
  const std::string_view zone_name = example.text_of("zone").empty() ? kExampleZone : example.text_of("zone");
  WL_TRY(const Zone zone, Zone::find(zone_name));
  WL_TRY(const OffsetTime now, parse_time(example.text_of("now")));
  std::vector<Fact> facts;
  for (const json::Value& given : example["facts"].items()) {
    WL_TRY(Fact fact, read_fact(rules, given, now.instant));
    facts.push_back(std::move(fact));
  }
  return Example{prompts_for(rules, pack, facts, now.instant, zone), zone, texts(example["raises"]), texts(example["not"])};
}

const Prompt* find(const std::vector<Prompt>& raised, std::string_view id) {
  const auto found = std::ranges::find(raised, id, &Prompt::id);
  return found == raised.end() ? nullptr : &*found;
}

Expected<void> compare(const PromptPack& pack, const json::Value& example, const Example& came) {
  const std::string_view id = example.text_of("id");
  const auto wrong = [&](const std::string& what) {
    return example_error(pack, id, "The worked example does not come out: " + what + " Correct the pack or its example.");
  };
  for (const std::string& prompt : came.raises)
    if (find(came.raised, prompt) == nullptr) return wrong("\"" + prompt + "\" should be raised and is not.");
  for (const std::string& prompt : came.leaves_out)
    if (find(came.raised, prompt) != nullptr) return wrong("\"" + prompt + "\" should not be raised and is.");
  for (const json::Member& due : example["due"].members()) {
    const Prompt* prompt = find(came.raised, due.name);
    const std::string is = prompt == nullptr || !prompt->due ? "never" : came.zone.format(*prompt->due);
    if (is != due.value.text())
      return wrong("\"" + due.name + "\" should be due " + due.value.text() + " and is due " + is + ".");
  }
  for (const json::Member& who : example["who"].members()) {
    const Prompt* prompt = find(came.raised, who.name);
    if (prompt == nullptr || prompt->who != texts(who.value)) return wrong("\"" + who.name + "\" should be for other people.");
  }
  return {};
}

struct Coverage {
  std::set<std::string> raised, left_out;
};

Expected<void> check_coverage(const PromptPack& pack, const Coverage& coverage) {
  for (const Rule& rule : pack.rules)
    for (const std::string& id : {rule.id, rule.ask ? rule.ask->id : std::string()}) {
      if (id.empty()) continue;
      if (!coverage.raised.contains(id)) return example_error(pack, "list", "No example raises \"" + id + "\".");
      if (!coverage.left_out.contains(id)) return example_error(pack, "list", "No example leaves \"" + id + "\" out.");
    }
  return {};
}

}  // namespace

Expected<void> check_prompt_examples(const FactRules& facts, const PromptPack& pack, const json::Value& root) {
  Coverage coverage;
  for (const json::Value& example : root["examples"].items()) {
    const auto came = run(facts, pack, example);
    if (!came) return example_error(pack, example.text_of("id"), came.error().text + " (" + came.error().where + ")");
    WL_CHECK(compare(pack, example, *came));
    coverage.raised.insert(came->raises.begin(), came->raises.end());
    coverage.left_out.insert(came->leaves_out.begin(), came->leaves_out.end());
  }
  return check_coverage(pack, coverage);
}

}  // namespace wardlight::care::prompts
