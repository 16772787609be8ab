// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <set>

#include "core/care/prompts/evaluate.h"
#include "tests/core/care/prompts/prompt_support.h"

namespace wardlight::care {
namespace {

std::string as_bytes(const std::vector<Fact>& facts) {
  return json::write(prompts_to_json(raised(facts), prompt_zone(), "en"));
}

json::Value random_value(const FactKind& kind) {
  switch (kind.type) {
    case ValueType::Number: return json::Value(*rc::gen::inRange(0, 200));
    case ValueType::Code: return kind.codes.empty() ? json::Value("some") : json::Value(*rc::gen::elementOf(kind.codes));
    case ValueType::Text: return json::Value("some words");
    case ValueType::YesNo: return json::Value(*rc::gen::arbitrary<bool>());
    case ValueType::Time: return json::Value("2025-06-10T09:00:00-04:00");
    case ValueType::Object: break;
  }
  json::Value object = json::Value::object();
  for (const std::string& member : kind.members) object.set(member, *rc::gen::elementOf(std::vector<std::string>{"a", "b"}));
  return object;
}

std::vector<Fact> random_facts() {
  std::vector<const FactKind*> kinds;
  for (const auto& [name, kind] : prompt_book().facts.kinds)
    if (name != kDepartedFact && name != kSnoozedFact) kinds.push_back(&kind);
  std::vector<Fact> facts;
  const int count = *rc::gen::inRange(0, 60);
  for (int i = 0; i < count; ++i) {
    const FactKind& kind = **rc::gen::elementOf(kinds);
    facts.push_back(fact(kind.kind, random_value(kind), *rc::gen::inRange(0, 6000), "Observation/" + std::to_string(i)));
  }
  return facts;
}

TEST_CASE("The same facts in any order give the same bytes, and again the same bytes") {
  CHECK(rc::check("permutation", [] {
    const std::vector<Fact> facts = random_facts();
    std::vector<Fact> other = facts;
    std::ranges::reverse(other);
    std::ranges::rotate(other, other.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(other) + 1));
    RC_ASSERT(as_bytes(facts) == as_bytes(other));
    RC_ASSERT(as_bytes(facts) == as_bytes(facts));
  }));
}

TEST_CASE("An input that leaves a rule undecided is never passed over in silence") {
  const auto named = [](const std::vector<Prompt>& prompts, const std::string& kind) {
    return std::ranges::any_of(prompts, [&](const Prompt& prompt) {
      return std::ranges::any_of(prompt.basis, [&](const PromptBasis& basis) { return basis.kind == kind; });
    });
  };
  CHECK(rc::check("gaps are asked about", [&] {
    const std::vector<Fact> facts = in_order(random_facts());
    const std::vector<Prompt> prompts = raised(facts);
    const Zone zone = prompt_zone();
    const KnownFacts known(facts);
    const FactsAt at(known, {}, prompt_now());
    const prompts::View view(prompt_book().facts, at, zone);
    for (const PromptPack& pack : prompt_book().packs)
      for (const prompts::Rule& rule : pack.rules) {
        if (!rule.each_kind.empty() || rule.phase != prompts::Phase::Stay) continue;
        const prompts::Judgement judgement = evaluate(rule.when, view);
        if (judgement.truth != prompts::Truth::Unknown) continue;
        RC_ASSERT(rule.ask.has_value());
        if (!rule.ask->id.empty()) {
          RC_ASSERT(find_prompt(prompts, rule.ask->id) != nullptr);
          continue;
        }
        // Another prompt asks for it: what is missing stands among that one's inputs.
        RC_ASSERT(std::ranges::any_of(judgement.gaps, [&](const prompts::Gap& gap) { return named(prompts, std::string(gap.kind)); }));
      }
  }));
}

TEST_CASE("Every prompt is raised by some worked example and left out by another") {
  std::set<std::string> raised_ids, left_out;
  for (const std::string& name : prompt_book().facts.prompt_files) {
    const json::Value pack = json::parse(clinical_file(name + ".json")).value();
    for (const json::Value& example : pack["examples"].items()) {
      for (const json::Value& id : example["raises"].items()) raised_ids.insert(id.text());
      for (const json::Value& id : example["not"].items()) left_out.insert(id.text());
    }
  }
  for (const PromptPack& pack : prompt_book().packs)
    for (const prompts::Rule& rule : pack.rules)
      for (const std::string& id : {rule.id, rule.ask ? rule.ask->id : std::string()}) {
        INFO(id);
        CHECK((id.empty() || (raised_ids.contains(id) && left_out.contains(id))));
      }
}

TEST_CASE("RND-02: pain of four shows its input, age, source, rule, pack and due time") {
  const auto prompts = raised({fact("pain-score", 5, 20, "QuestionnaireResponse/7")});
  const Prompt* pain = find_prompt(prompts, "pain-four");
  REQUIRE(pain != nullptr);
  CHECK(pain->text.en == "Pain 5: a nurse sees to it within 15 minutes.");
  REQUIRE(pain->basis.size() == 1);
  CHECK(pain->basis.front().age_minutes == 20);
  CHECK(pain->basis.front().source == "QuestionnaireResponse/7");
  CHECK(pain->due == prompt_now() - minutes(5));
  CHECK(pain->pack == "prompts-rounding@1.0.0");
  CHECK(pain->is_late(prompt_now()));
  CHECK_FALSE(pain->citation.empty());
}

TEST_CASE("Most harm comes first, then the longest overdue") {
  const auto prompts = raised({fact("breathing", "not-seen", 2), fact("pain-score", 5, 60), fact("lines-glance", "problem", 90)});
  CHECK(prompts.front().id == "breathing-not-seen");
  CHECK(std::ranges::is_sorted(prompts, {}, &Prompt::severity));
  const auto place = [&](std::string_view id) { return std::ranges::find(prompts, id, &Prompt::id) - prompts.begin(); };
  CHECK(place("line-problem") < place("pain-four"));
}

TEST_CASE("SEP-R1, SEP-R2: missing or stale input is never negative") {
  const std::vector<Fact> fresh{fact("temperature-c", json::Value::number_token("38.3"), 5), fact("heart-rate", 90, 5),
                                fact("respiratory-rate", 20, 5), fact("wbc", 12000, 60)};
  CHECK(find_prompt(raised(fresh), "sepsis-cannot-exclude") == nullptr);
  CHECK(find_prompt(raised(fresh), "sepsis-screen-positive") == nullptr);
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    std::vector<Fact> missing = fresh, stale = fresh;
    missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(i));
    stale[i].at = stale[i].at - hours(30);
    CHECK(find_prompt(raised(missing), "sepsis-cannot-exclude") != nullptr);
    const auto prompts = raised(stale);
    const Prompt* ask = find_prompt(prompts, "sepsis-cannot-exclude");
    REQUIRE(ask != nullptr);
    CHECK(ask->kind == PromptKind::Ask);
    CHECK(std::ranges::find(ask->basis, stale[i].kind, &PromptBasis::kind) != ask->basis.end());
  }
}

TEST_CASE("A later fact than now counts for nothing") {
  CHECK(find_prompt(raised({fact("pain-score", 9, -1)}), "pain-four") == nullptr);
}

TEST_CASE("After the patient has left only the call after discharge is asked for") {
  const auto prompts = raised({fact("departed", "2025-06-08T09:00:00-04:00", 2940), fact("pain-score", 9, 3000)});
  REQUIRE(prompts.size() == 1);
  CHECK(prompts.front().id == "discharge-call-due");
}

TEST_CASE("A snooze needs a pack that allows it") {
  json::Value snooze;
  snooze.set("prompt", "line-problem").set("until", "2025-06-10T12:00:00-04:00").set("reason", "seen").set("about", "");
  CHECK(find_prompt(raised({fact("lines-glance", "problem", 10), fact("prompt-snoozed", snooze, 5)}), "line-problem") != nullptr);
}

TEST_CASE("Both languages have words for everything that is raised") {
  for (const Prompt& prompt : raised({})) {
    INFO(prompt.id);
    CHECK(prompt.text.es != prompt.text.en);
    CHECK(prompt.text.en.find('{') == std::string::npos);
    CHECK(prompt.text.es.find('{') == std::string::npos);
  }
}

}  // namespace
}  // namespace wardlight::care
